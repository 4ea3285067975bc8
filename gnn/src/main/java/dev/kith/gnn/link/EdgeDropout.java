package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.kernel.Dropout;
import dev.kith.graph.Csr;
import java.util.Arrays;

/** Leaves out arcs at random, in training; the two directions of an edge independently. */
final class EdgeDropout {
    private static final int ROWS_AT_A_TIME = 1 << 10;

    private EdgeDropout() {}

    /** @param rescale whether kept arcs are weighed with 1 / (1 - rate), or weigh 1 as before */
    static Csr apply(Tape tape, Csr a, float rate, boolean rescale) {
        Dropout dropout = tape.dropout(rate);
        if (!dropout.active()) {
            return a;
        }
        Engine engine = tape.engine();
        int[] offsets = new int[a.rows() + 1];
        engine.workers().ranges(a.rows(), ROWS_AT_A_TIME, (from, to) -> {
            for (int i = from; i < to; i++) {
                offsets[i + 1] = keep(a, i, dropout, null, 0);
            }
        });
        for (int i = 0; i < a.rows(); i++) {
            offsets[i + 1] += offsets[i];
        }
        int[] indices = new int[offsets[a.rows()]];
        engine.workers().ranges(a.rows(), ROWS_AT_A_TIME, (from, to) -> {
            for (int i = from; i < to; i++) {
                keep(a, i, dropout, indices, offsets[i]);
            }
        });
        float[] weights = null;
        if (rescale) {
            weights = new float[indices.length];
            Arrays.fill(weights, dropout.scale());
        }
        return Csr.ofRows(a.columns(), offsets, indices, weights, null);
    }

    private static int keep(Csr a, int i, Dropout dropout, int[] into, int at) {
        int key = dropout.rowKey(i);
        int count = 0;
        for (int k = a.offsets()[i]; k < a.offsets()[i + 1]; k++) {
            if (dropout.factor(key, a.indices()[k]) != 0f) {
                if (into != null) {
                    into[at + count] = a.indices()[k];
                }
                count++;
            }
        }
        return count;
    }
}
