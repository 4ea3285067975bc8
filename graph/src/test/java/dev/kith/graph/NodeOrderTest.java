package dev.kith.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeOrderTest {
    /** Four nodes; 10 -> 11 -> 12, 13 -> 10; the second has two labels and the third no name. */
    private static Graph graph() {
        Column names = new TextColumn(new String[] {"pear", "apple", null, "fig"});
        return new Graph(
                "fruit",
                true,
                new NodeTable(
                        new LongColumn(new long[] {10, 11, 12, 13}, null),
                        new NodeLabels(List.of("Fruit", "Sweet"), new int[] {0, 1, 3, 4, 5}, new int[] {0, 0, 1, 0, 1}),
                        Map.of("name", names)),
                new RelationshipTable(
                        new int[] {0, 1, 3}, new int[] {1, 2, 0}, new short[] {0, 0, 0}, List.of("NEXT"), Map.of()),
                null,
                List.of(),
                Map.of("s", new Split("s", new int[] {0, 1}, new int[] {2}, new int[] {3})));
    }

    @Test
    void everythingMovesWithItsNode() {
        Graph sorted = NodeOrder.by(graph(), "name");
        assertThat(((LongColumn) sorted.nodes().ids()).values()).containsExactly(11, 13, 10, 12);
        assertThat(((TextColumn) sorted.nodes().properties().get("name")).values())
                .containsExactly("apple", "fig", "pear", null);
        assertThat(sorted.nodes().labels().offsets()).containsExactly(0, 2, 3, 4, 5);
        assertThat(sorted.nodes().labels().codes()).containsExactly(0, 1, 1, 0, 0);
        assertThat(sorted.relationships().source()).containsExactly(2, 0, 1);
        assertThat(sorted.relationships().target()).containsExactly(0, 3, 2);
        Split split = sorted.splits().get("s");
        assertThat(split.train()).containsExactly(0, 2);
        assertThat(split.validation()).containsExactly(3);
        assertThat(split.test()).containsExactly(1);
    }

    @Test
    void itIsStillTheSameGraph() {
        assertThat(NodeOrder.by(graph(), "name").fingerprint()).isEqualTo(graph().fingerprint());
    }

    @Test
    void anyOrderOfTheRowsGivesTheSameGraphAgain() {
        Graph turned = NodeOrder.of(graph(), new int[] {3, 2, 1, 0});
        assertThat(((LongColumn) NodeOrder.by(turned, "name").nodes().ids()).values())
                .containsExactly(11, 13, 10, 12);
    }
}
