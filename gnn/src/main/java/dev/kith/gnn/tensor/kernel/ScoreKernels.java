package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/**
 * What scoring pairs of nodes takes beside matrix products, on blocks of rows that stay in the cache. Ranges are of rows
 * of the block.
 */
public interface ScoreKernels {

    /** {@code out[r] = a[sources[at + r]] ⊙ b[targets[at + r]]}. */
    void products(
            MemorySegment a,
            MemorySegment b,
            int columns,
            int[] sources,
            int[] targets,
            int at,
            MemorySegment out,
            int from,
            int to);

    /**
     * In place, one pass: {@code z = ReLU(norm(z + bias))}, norm being {@code gain ⊙ (z - mean) / √(variance + epsilon) +
     * shift} over a row.
     *
     * @param gain {@code [columns]}, or null for no norm; then shift is null too
     * @param positive whether ReLU ends it
     */
    void finish(
            MemorySegment z,
            int columns,
            MemorySegment bias,
            MemorySegment gain,
            MemorySegment shift,
            float epsilon,
            boolean positive,
            int from,
            int to);

    /** {@code y[r] += factor · x[which[r]]}. */
    void addRows(MemorySegment x, int[] which, float factor, int columns, MemorySegment y, int from, int to);

    /** {@code scores[at + r] = <z[r], weight> + bias}. */
    void dots(
            MemorySegment z,
            int columns,
            MemorySegment weight,
            float bias,
            MemorySegment scores,
            int at,
            int from,
            int to);
}
