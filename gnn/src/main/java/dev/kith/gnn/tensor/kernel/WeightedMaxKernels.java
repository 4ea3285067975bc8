package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The highest of neighbours' rows, each weighted by its arc, which has a weight for each head. Arcs of row i are
 * {@code offsets[i] .. offsets[i+1]}; all work on the arcs of rows {@code [from, to)}.
 */
public interface WeightedMaxKernels {
    /**
     * {@code y[i, h·d..] = max_k weights[k, h] · x[indices[k], h·d..]}, the first NaN where there is one; 0 for a row
     * without arcs.
     *
     * @param weights {@code [arcs, heads]}
     * @param width d, columns of one head
     * @param chosen {@code int32[rows, heads · d]}: the first arc that has the maximum, or -1
     */
    void max(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int heads,
            int width,
            MemorySegment x,
            MemorySegment y,
            MemorySegment chosen,
            int from,
            int to);

    /**
     * {@code dx[j, h·d..] = Σ_k weights[order[k], h] · dy[indices[k], h·d..] + beta · dx[j, h·d..]} over the arcs k that
     * were chosen, of row j of the transposed pattern.
     *
     * @param order position of the transposed pattern's arc k among the arcs
     */
    void maxBackward(
            int[] offsets,
            int[] indices,
            int[] order,
            MemorySegment weights,
            int heads,
            int width,
            MemorySegment chosen,
            MemorySegment dy,
            float beta,
            MemorySegment dx,
            int from,
            int to);
}
