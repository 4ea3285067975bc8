package dev.kith.gnn.link;

import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The worked example of the specification: 0-2, 1-2, 0-3, 1-3, 0-4, 1-5, 4-5, and the target 0-1. */
final class SixNodes {
    static final float[] FEATURES = {1, 0, 0, 1, 1, 1, 2, 0, 0, 2, 1, -1};
    static final Pairs TARGET = pair(0, 1);

    private SixNodes() {}

    static Pairs pair(int i, int j) {
        return new Pairs(new int[] {i}, new int[] {j});
    }

    static Graph graph() {
        return graph(6, new int[][] {{0, 2}, {1, 2}, {0, 3}, {1, 3}, {0, 4}, {1, 5}, {4, 5}, {0, 1}}, false);
    }

    static Graph graph(int n, int[][] edges, boolean directed) {
        long[] ids = new long[n];
        Arrays.setAll(ids, i -> 100L + i);
        int[] source = Arrays.stream(edges).mapToInt(edge -> edge[0]).toArray();
        int[] target = Arrays.stream(edges).mapToInt(edge -> edge[1]).toArray();
        float[] values = Arrays.copyOf(FEATURES, 2 * n);
        return new Graph(
                "six",
                directed,
                new NodeTable(
                        new LongColumn(ids, null),
                        NodeLabels.all("Node", n),
                        Map.of("x", new VectorColumn(values, n, 2, null))),
                new RelationshipTable(source, target, new short[edges.length], List.of("EDGE"), Map.of()),
                null,
                List.of("x"),
                Map.of());
    }

    /** Neighbours with or without the target link. */
    static Csr neighbours(boolean withTarget) {
        int[] source = {0, 1, 0, 1, 0, 1, 4, 0};
        int[] target = {2, 2, 3, 3, 4, 5, 5, 1};
        int m = withTarget ? 8 : 7;
        int[] from = new int[2 * m];
        int[] to = new int[2 * m];
        for (int e = 0; e < m; e++) {
            from[2 * e] = source[e];
            to[2 * e] = target[e];
            from[2 * e + 1] = target[e];
            to[2 * e + 1] = source[e];
        }
        return Csr.of(6, from, to, null);
    }
}
