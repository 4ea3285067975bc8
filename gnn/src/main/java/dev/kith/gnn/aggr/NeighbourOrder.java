package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.graph.random.CounterRandom;

/** In which order an aggregator that is not free of it reads the neighbours of each node. */
final class NeighbourOrder {
    private NeighbourOrder() {}

    /**
     * The arc at each place, each among its row's own; null for the pattern's order. In training each row is shuffled,
     * differently at each step, so that no order is learned by heart.
     */
    static int[] of(Tape tape, SparsePattern pattern, boolean shuffles) {
        if (!tape.reorders() || !shuffles) {
            return null;
        }
        long seed = tape.draw();
        int[] offsets = pattern.offsets();
        int[] order = new int[pattern.arcs()];
        pattern.forRows(tape.engine().workers(), (from, to) -> {
            for (int v = from; v < to; v++) {
                shuffle(order, offsets[v], offsets[v + 1], seed);
            }
        });
        return order;
    }

    /** Fisher and Yates, inside out. */
    private static void shuffle(int[] order, int from, int to, long seed) {
        for (int k = from; k < to; k++) {
            int j = from + CounterRandom.below(seed, 0, k, k - from + 1);
            order[k] = order[j];
            order[j] = k;
        }
    }
}
