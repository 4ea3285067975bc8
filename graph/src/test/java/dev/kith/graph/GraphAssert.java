package dev.kith.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.VectorColumn;
import java.util.ArrayList;
import java.util.Map;

/** Compares graphs bit by bit. */
public final class GraphAssert {
    private GraphAssert() {}

    public static void assertSame(Graph actual, Graph expected) {
        assertThat(actual.name()).isEqualTo(expected.name());
        assertThat(actual.directed()).isEqualTo(expected.directed());
        assertThat(actual.targetProperty()).isEqualTo(expected.targetProperty());
        assertThat(actual.featureProperties()).isEqualTo(expected.featureProperties());
        assertSame("id", actual.nodes().ids(), expected.nodes().ids());
        NodeLabels labels = expected.nodes().labels();
        assertThat(actual.nodes().labels().names()).isEqualTo(labels.names());
        assertThat(actual.nodes().labels().offsets()).isEqualTo(labels.offsets());
        assertThat(actual.nodes().labels().codes()).isEqualTo(labels.codes());
        assertSame(actual.nodes().properties(), expected.nodes().properties());
        RelationshipTable arcs = expected.relationships();
        assertThat(actual.relationships().source()).isEqualTo(arcs.source());
        assertThat(actual.relationships().target()).isEqualTo(arcs.target());
        assertThat(actual.relationships().type()).isEqualTo(arcs.type());
        assertThat(actual.relationships().types()).isEqualTo(arcs.types());
        assertSame(actual.relationships().properties(), arcs.properties());
        assertThat(new ArrayList<>(actual.splits().keySet()))
                .isEqualTo(new ArrayList<>(expected.splits().keySet()));
        expected.splits().forEach((name, split) -> {
            Split other = actual.splits().get(name);
            assertThat(other.name()).isEqualTo(split.name());
            assertThat(other.train()).isEqualTo(split.train());
            assertThat(other.validation()).isEqualTo(split.validation());
            assertThat(other.test()).isEqualTo(split.test());
        });
    }

    private static void assertSame(Map<String, Column> actual, Map<String, Column> expected) {
        assertThat(new ArrayList<>(actual.keySet())).isEqualTo(new ArrayList<>(expected.keySet()));
        expected.forEach((name, column) -> assertSame(name, actual.get(name), column));
    }

    static void assertSame(String name, Column actual, Column expected) {
        assertThat(actual).as(name).hasSameClassAs(expected);
        assertThat(actual.size()).as(name).isEqualTo(expected.size());
        assertThat(actual.typeName()).as(name).isEqualTo(expected.typeName());
        for (int row = 0; row < expected.size(); row++) {
            // Boxed numbers compare by their bits; NaN has one form.
            assertThat(actual.value(row)).as("%s, row %d", name, row).isEqualTo(expected.value(row));
            assertThat(actual.isNull(row)).as("%s, row %d", name, row).isEqualTo(expected.isNull(row));
        }
        if (actual instanceof VectorColumn vectors) {
            assertThat(vectors.values()).as(name).isEqualTo(((VectorColumn) expected).values());
        }
    }
}
