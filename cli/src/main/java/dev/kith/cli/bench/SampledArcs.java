package dev.kith.cli.bench;

import dev.kith.graph.Graph;

/** How many arcs an epoch of two-layer mini-batches samples, in expectation and without counting nodes met twice. */
final class SampledArcs {
    private SampledArcs() {}

    /**
     * A seed hears from {@code min(degree, fanout)} neighbours, each of which hears from its own: a neighbour is met in
     * proportion to the arcs that start from it.
     */
    static long of(Graph graph, int[] seeds, int fanout) {
        int[] degree = new int[graph.nodeCount()];
        for (int target : graph.relationships().target()) {
            degree[target]++;
        }
        double seconds = 0.0;
        for (int source : graph.relationships().source()) {
            seconds += Math.min(degree[source], fanout);
        }
        double secondsPerNeighbour = seconds / graph.relationships().count();
        double arcs = 0.0;
        for (int seed : seeds) {
            arcs += Math.min(degree[seed], fanout) * (1.0 + secondsPerNeighbour);
        }
        return Math.round(arcs);
    }
}
