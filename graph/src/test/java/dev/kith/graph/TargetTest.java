package dev.kith.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void keepsTextsAscending() {
        Target target = Target.of("colour", new TextColumn(new String[] {"red", null, "blue", "red", ""}));
        assertThat(target.classes()).containsExactly("", "blue", "red");
        assertThat(target.codes()).containsExactly(2, -1, 1, 2, 0);
        assertThat(target.classCount()).isEqualTo(3);
        assertThat(target.property()).isEqualTo("colour");
    }

    @Test
    void keepsWholeNumbersByValueAndWithGaps() {
        long[] values = {10, -3, 10, 1L << 60, 2};
        Target target = Target.of("code", new LongColumn(values, nulls(4)));
        assertThat(target.classes()).containsExactly(-3L, 10L, 1L << 60);
        assertThat(target.codes()).containsExactly(1, 0, 1, 2, -1);
    }

    @Test
    void keepsNumbersAndTruthValues() {
        Target numbers = Target.of("rank", new DoubleColumn(new double[] {2.5, -1.0, 2.5}, null));
        assertThat(numbers.classes()).containsExactly(-1.0, 2.5);
        assertThat(numbers.codes()).containsExactly(1, 0, 1);
        Target flags = Target.of("fraud", new BooleanColumn(new boolean[] {true, false, false}, nulls(2)));
        assertThat(flags.classes()).containsExactly(false, true);
        assertThat(flags.codes()).containsExactly(1, 0, -1);
    }

    @Test
    void hasNoClassesWhereNothingIsKnown() {
        assertThat(Target.of("colour", new TextColumn(new String[2])).codes()).containsExactly(-1, -1);
        assertThat(Target.of("colour", new TextColumn(new String[0])).classCount())
                .isZero();
    }

    @Test
    void refusesVectorsAndNaN() {
        for (Column column : List.of(
                new VectorColumn(new float[0], 0, 3, null),
                new SparseVectorColumn(new int[1], new int[0], new float[0], 3))) {
            assertThatThrownBy(() -> Target.of("embedding", column))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("'embedding'")
                    .hasMessageContaining("vector of 3 numbers");
        }
        assertThatThrownBy(() -> Target.of("rank", new DoubleColumn(new double[] {1.0, Double.NaN}, null)))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("'rank' is NaN in node 1");
    }

    @Test
    void refusesAPropertyThatIsNone() {
        Graph graph = new Graph(
                "g",
                true,
                new NodeTable(
                        new LongColumn(new long[0], null),
                        NodeLabels.all("Node", 0),
                        Map.of("colour", new TextColumn(new String[0]))),
                new RelationshipTable(new int[0], new int[0], new short[0], List.of(), Map.of()),
                null,
                List.of(),
                Map.of());
        assertThatThrownBy(() -> graph.target("color"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("'color'")
                .hasMessageContaining("colour");
    }

    private static BitSet nulls(int row) {
        BitSet nulls = new BitSet();
        nulls.set(row);
        return nulls;
    }
}
