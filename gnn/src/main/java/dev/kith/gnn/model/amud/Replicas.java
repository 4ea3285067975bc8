package dev.kith.gnn.model.amud;

import dev.kith.gnn.tensor.Workers;
import dev.kith.graph.random.CounterRandom;

/**
 * Bootstrap replicas of a set of nodes (Efron 1979): each draws as many nodes as there are, with replacement.
 *
 * @param times {@code [nodes][count]}: how often a replica drew a node
 */
record Replicas(byte[][] times, int count) {
    private static final long STREAM = 0xB007;

    static Replicas draw(int nodes, int count, long seed, Workers workers) {
        byte[][] times = new byte[nodes][count];
        workers.run(count, r -> {
            for (int draw = 0; draw < nodes; draw++) {
                byte[] node = times[CounterRandom.below(seed, STREAM + r, draw, nodes)];
                if (node[r] < Byte.MAX_VALUE) {
                    node[r]++;
                }
            }
        });
        return new Replicas(times, count);
    }
}
