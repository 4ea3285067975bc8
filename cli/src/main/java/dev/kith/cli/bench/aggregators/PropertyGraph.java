package dev.kith.cli.bench.aggregators;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A small undirected graph with a number at each node, a source among its nodes, and six properties of it, as in PNA's
 * benchmark.
 *
 * @param neighbours of each node, ascending
 * @param numbers {@code [n]}
 */
record PropertyGraph(int[][] neighbours, float[] numbers, int source) {
    static final List<String> OF_NODES = List.of("distance", "eccentricity", "laplacian");
    static final List<String> OF_GRAPHS = List.of("connected", "diameter", "radius");
    private static final int ROUNDS = 200;

    /** @param seed with {@code number} decides on everything */
    static PropertyGraph of(GraphFamily family, int n, long seed, long number) {
        boolean[][] adjacent = new boolean[n][n];
        GraphFamily.Draws draws = new GraphFamily.Draws(seed, number);
        family.connect(
                (u, v) -> {
                    adjacent[u][v] = true;
                    adjacent[v][u] = true;
                },
                n,
                draws);
        int[][] neighbours = new int[n][];
        Arrays.setAll(
                neighbours,
                v -> IntStream.range(0, n).filter(u -> adjacent[v][u]).toArray());
        float[] numbers = new float[n];
        for (int v = 0; v < n; v++) {
            numbers[v] = draws.uniform();
        }
        return new PropertyGraph(neighbours, numbers, draws.below(n));
    }

    int nodes() {
        return neighbours.length;
    }

    /**
     * {@code [n][3]}: the distance from the source, 0 where there is no way; the longest distance to a node that there
     * is a way to; and {@code Σ_u (x_v - x_u)} over the neighbours.
     */
    double[][] ofNodes() {
        int[] fromSource = distances(source);
        double[][] all = new double[nodes()][];
        for (int v = 0; v < nodes(); v++) {
            double laplacian = 0.0;
            for (int u : neighbours[v]) {
                laplacian += numbers[v] - numbers[u];
            }
            int longest = Arrays.stream(distances(v)).max().orElse(0);
            all[v] = new double[] {Math.max(0, fromSource[v]), longest, laplacian};
        }
        return all;
    }

    /** {@code [3]}: whether it is connected, its diameter, and the largest eigenvalue of its adjacency. */
    double[] ofGraph() {
        boolean connected = Arrays.stream(distances(0)).allMatch(distance -> distance >= 0);
        double diameter =
                Arrays.stream(ofNodes()).mapToDouble(node -> node[1]).max().orElse(0.0);
        return new double[] {connected ? 1.0 : 0.0, diameter, radius()};
    }

    /** -1 where there is no way. */
    private int[] distances(int from) {
        int[] distances = new int[nodes()];
        Arrays.fill(distances, -1);
        distances[from] = 0;
        Deque<Integer> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            int v = next.remove();
            for (int u : neighbours[v]) {
                if (distances[u] < 0) {
                    distances[u] = distances[v] + 1;
                    next.add(u);
                }
            }
        }
        return distances;
    }

    /** By powers of {@code A + I}, whose largest eigenvalue no other one equals in size, as those of A may. */
    private double radius() {
        double[] x = new double[nodes()];
        Arrays.fill(x, 1.0);
        double largest = 0.0;
        for (int round = 0; round < ROUNDS; round++) {
            double[] y = x.clone();
            for (int v = 0; v < x.length; v++) {
                for (int u : neighbours[v]) {
                    y[v] += x[u];
                }
            }
            double length = Math.sqrt(Arrays.stream(y).map(d -> d * d).sum());
            largest = length / Math.sqrt(Arrays.stream(x).map(d -> d * d).sum());
            x = Arrays.stream(y).map(d -> d / length).toArray();
        }
        return largest - 1.0;
    }
}
