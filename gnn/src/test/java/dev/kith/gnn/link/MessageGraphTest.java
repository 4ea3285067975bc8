package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.LongColumn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a step sees of a directed graph with two types, one of them the other's inverse here and there. */
class MessageGraphTest {
    private static final Graph GRAPH = new Graph(
            "types",
            true,
            new NodeTable(new LongColumn(new long[] {0, 1, 2, 3}, null), NodeLabels.all("Node", 4), Map.of()),
            new RelationshipTable(
                    new int[] {0, 1, 1, 2, 3, 3},
                    new int[] {1, 0, 2, 3, 2, 0},
                    new short[] {0, 1, 0, 0, 0, 1},
                    List.of("UP", "DOWN"),
                    Map.of()),
            null,
            List.of(),
            Map.of());

    @Test
    void inversesOfLinksAreNotSeen() {
        Links links = Links.of(GRAPH, "UP");
        // 0→1, 1→2, 2→3, 3→2
        assertThat(links.count()).isEqualTo(4);
        try (Engine engine = new Engine(2)) {
            MessageGraph graph = new MessageGraph(engine, GRAPH, links, new int[] {1, 2, 3});
            // 0→1 is hidden, and 1→0 of the other type would tell it.
            rows(graph.whole().neighbours(), new int[][] {{3}, {2}, {1, 3}, {0, 2}});
            rows(graph.whole().read().incoming(), new int[][] {{3}, {}, {1, 3}, {2}});
            // Without 2→3 the link 3→2 still joins the two.
            rows(graph.without(new int[] {2}).neighbours(), new int[][] {{3}, {2}, {1, 3}, {0, 2}});
            rows(graph.without(new int[] {2}).read().incoming(), new int[][] {{3}, {}, {1, 3}, {}});
            rows(graph.without(new int[] {2, 3}).neighbours(), new int[][] {{3}, {2}, {1}, {0}});
        }
    }

    private static void rows(Csr csr, int[][] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            assertThat(java.util.Arrays.copyOfRange(csr.indices(), csr.offsets()[i], csr.offsets()[i + 1]))
                    .as("row " + i)
                    .containsExactly(wanted[i]);
        }
    }
}
