package dev.kith.gnn.link;

import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;

/**
 * Rows of at most {@code cap} entries: longer ones are sampled with replacement, an entry weighs how often it was drawn
 * times {@code length / cap}, so that sums over a row are right on average.
 */
final class CappedRows {
    private CappedRows() {}

    /**
     * @param cap most entries of a row, -1 for no bound
     * @param key of the draws; what is drawn for a pair depends on it and on the pair alone
     */
    static SparseMatrix of(SparsePattern rows, Pairs pairs, int cap, long key) {
        int longest = 0;
        for (int p = 0; p < rows.rows(); p++) {
            longest = Math.max(longest, rows.degree(p));
        }
        if (cap < 0 || longest <= cap) {
            return new SparseMatrix(rows, null, null);
        }
        int[] offsets = new int[rows.rows() + 1];
        int[] indices = new int[rows.arcs()];
        float[] values = new float[rows.arcs()];
        int at = 0;
        for (int p = 0; p < rows.rows(); p++) {
            int from = rows.offsets()[p];
            int length = rows.degree(p);
            if (length <= cap) {
                System.arraycopy(rows.indices(), from, indices, at, length);
                Arrays.fill(values, at, at + length, 1f);
                at += length;
            } else {
                long pair = ((long) pairs.source()[p] << 32) | pairs.target()[p];
                int[] drawn = new int[cap];
                for (int d = 0; d < cap; d++) {
                    drawn[d] = rows.indices()[from + CounterRandom.below(key, pair, d, length)];
                }
                Arrays.sort(drawn);
                for (int d = 0; d < cap; d++) {
                    if (d == 0 || drawn[d] != drawn[d - 1]) {
                        indices[at] = drawn[d];
                        values[at++] = 0f;
                    }
                    values[at - 1] += (float) length / cap;
                }
            }
            offsets[p + 1] = at;
        }
        return new SparseMatrix(
                new SparsePattern(rows.rows(), rows.columns(), offsets, Arrays.copyOf(indices, at)),
                Arrays.copyOf(values, at),
                null);
    }
}
