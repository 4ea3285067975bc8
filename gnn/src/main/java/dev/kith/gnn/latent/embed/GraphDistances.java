package dev.kith.gnn.latent.embed;

import dev.kith.graph.Csr;
import dev.kith.graph.KithException;
import java.util.Arrays;
import java.util.PriorityQueue;

/** Lengths of the shortest paths between all nodes (Dijkstra 1959). */
public final class GraphDistances {
    /** Fitting looks at all pairs, some thousand times. */
    private static final int MOST_NODES = 1000;

    private GraphDistances() {}

    /**
     * @param adjacency of an undirected graph, {@code n × n}; weights are lengths, without any each arc has length 1
     * @return {@code [n][n]}
     * @throws KithException where a length is not above 0, two nodes are not joined, or there are too many
     */
    public static double[][] of(Csr adjacency) {
        int n = adjacency.rows();
        if (n < 2 || n > MOST_NODES) {
            throw new KithException("All pairs of 2 to " + MOST_NODES + " nodes can be embedded; the graph has " + n
                    + ". Take a smaller part of it.");
        }
        double[][] distances = new double[n][];
        for (int i = 0; i < n; i++) {
            distances[i] = from(adjacency, i);
        }
        return distances;
    }

    private record Reached(int node, double length) {}

    private static double[] from(Csr adjacency, int start) {
        double[] lengths = new double[adjacency.rows()];
        Arrays.fill(lengths, Double.POSITIVE_INFINITY);
        lengths[start] = 0.0;
        PriorityQueue<Reached> open = new PriorityQueue<>((a, b) -> Double.compare(a.length, b.length));
        open.add(new Reached(start, 0.0));
        while (!open.isEmpty()) {
            Reached at = open.poll();
            if (at.length > lengths[at.node]) {
                continue;
            }
            for (int k = adjacency.offsets()[at.node]; k < adjacency.offsets()[at.node + 1]; k++) {
                int next = adjacency.indices()[k];
                double length = adjacency.weights() == null ? 1.0 : adjacency.weights()[k];
                if (!(length > 0.0)) {
                    throw new KithException("A relationship has the length " + length
                            + "; lengths are above 0, or no metric has them.");
                }
                if (next != at.node && at.length + length < lengths[next]) {
                    lengths[next] = at.length + length;
                    open.add(new Reached(next, lengths[next]));
                }
            }
        }
        for (int j = 0; j < lengths.length; j++) {
            if (Double.isInfinite(lengths[j])) {
                throw new KithException("No path leads from node " + start + " to node " + j
                        + "; only a connected graph can be embedded.");
            }
        }
        return lengths;
    }
}
