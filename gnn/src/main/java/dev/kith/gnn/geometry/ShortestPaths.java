package dev.kith.gnn.geometry;

import dev.kith.graph.Csr;
import java.util.Arrays;

/** Squared distances of a graph's nodes in relationships, by breadth-first search from each: {@code O(n·(n + m))}. */
public final class ShortestPaths {
    /** How much farther than the farthest that can be reached is what cannot. */
    private static final double BEYOND = 1.5;

    private ShortestPaths() {}

    /**
     * @param adjacency of an undirected graph, {@code n × n}
     * @return {@code [n][n]}; of nodes that cannot be reached 1.5 times the largest finite distance, squared
     */
    public static double[][] squared(Csr adjacency) {
        int n = adjacency.rows();
        double[][] squares = new double[n][n];
        int[] queue = new int[n];
        int[] steps = new int[n];
        int most = 0;
        for (int i = 0; i < n; i++) {
            Arrays.fill(steps, -1);
            steps[i] = 0;
            queue[0] = i;
            int end = 1;
            for (int at = 0; at < end; at++) {
                int node = queue[at];
                for (int k = adjacency.offsets()[node]; k < adjacency.offsets()[node + 1]; k++) {
                    int next = adjacency.indices()[k];
                    if (steps[next] < 0) {
                        steps[next] = steps[node] + 1;
                        most = Math.max(most, steps[next]);
                        queue[end++] = next;
                    }
                }
            }
            for (int j = 0; j < n; j++) {
                squares[i][j] = steps[j] < 0 ? Double.NaN : (double) steps[j] * steps[j];
            }
        }
        double beyond = BEYOND * Math.max(1, most);
        for (double[] row : squares) {
            for (int j = 0; j < n; j++) {
                row[j] = Double.isNaN(row[j]) ? beyond * beyond : row[j];
            }
        }
        return squares;
    }
}
