package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Attention over the hyperbolic tangent of both ends' sum, {@code t[k, c] = tanh(own[i, c] + other[indices[k], c])} for
 * an arc k of row i, with columns of one head after the other. Arcs of row i are {@code offsets[i] .. offsets[i+1]}; all
 * work on the arcs of rows {@code [from, to)} and make t anew, which is larger than anything they are given.
 */
public interface ArcTanhKernels {
    /**
     * {@code dots[k, h] = Σ_c gate[c] · t[k, c]} over the columns c of head h.
     *
     * @param gate {@code [heads · d]}
     * @param width d, columns of one head
     */
    void dots(
            int[] offsets,
            int[] indices,
            MemorySegment own,
            MemorySegment other,
            MemorySegment gate,
            int heads,
            int width,
            MemorySegment dots,
            int from,
            int to);

    /**
     * {@code sums[i, c] = Σ_k d[k, h] · t[k, c]} over the arcs k of row i.
     *
     * @param d {@code [arcs, heads]}
     */
    void sums(
            int[] offsets,
            int[] indices,
            MemorySegment own,
            MemorySegment other,
            MemorySegment d,
            int heads,
            int width,
            MemorySegment sums,
            int from,
            int to);

    /**
     * {@code slopes[i, c] = gate[c] · Σ_k d[order[k], h] · (1 - t²[k, c]) + beta · slopes[i, c]} over the arcs k of row i.
     *
     * @param order position of arc k's values in {@code d}, or null where it is k (used by transposes)
     * @param d {@code [arcs, heads]}
     */
    void slopes(
            int[] offsets,
            int[] indices,
            int[] order,
            MemorySegment own,
            MemorySegment other,
            MemorySegment gate,
            MemorySegment d,
            int heads,
            int width,
            float beta,
            MemorySegment slopes,
            int from,
            int to);
}
