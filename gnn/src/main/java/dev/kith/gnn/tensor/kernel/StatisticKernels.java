package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Statistics of the neighbours' rows that are no sums: their maximum and their variance. Arcs of row i are {@code
 * offsets[i] .. offsets[i+1]}; {@code indices} names the row of {@code x} that an arc reads; all work on the output's
 * rows {@code [from, to)}.
 */
public interface StatisticKernels {
    /** As many arcs make a sum of their own, so that rounding errors do not grow with the degree of a hub. */
    int BLOCK = 1024;

    /**
     * {@code y[i, c] = max_k x[indices[k], c]} and the row it came from (the first of equals); 0 and -1 for a row
     * without arcs. NaN is larger than any number.
     *
     * @param argmax int32 {@code [rows, columns]}
     */
    void max(
            int[] offsets,
            int[] indices,
            MemorySegment x,
            int columns,
            MemorySegment y,
            MemorySegment argmax,
            int from,
            int to);

    /**
     * Backward of {@link #max} over the transposed arcs: {@code dx[j, c] = Σ_i dy[i, c] · [argmax[i, c] = j] + beta ·
     * dx[j, c]}.
     */
    void maxBackward(
            int[] offsets,
            int[] indices,
            MemorySegment argmax,
            MemorySegment dy,
            int columns,
            float beta,
            MemorySegment dx,
            int from,
            int to);

    /**
     * {@code y[i] = rowScale[i] · Σ_k values[k] · (x[indices[k]] - mean[i])²}.
     *
     * @param values a weight for each arc, or null for all ones
     * @param rowScale a factor for each row, or null for all ones
     */
    void variance(
            int[] offsets,
            int[] indices,
            float[] values,
            float[] rowScale,
            MemorySegment x,
            int columns,
            MemorySegment mean,
            MemorySegment y,
            int from,
            int to);

    /**
     * Half the backward of {@link #variance} over the transposed arcs: {@code dx[j] = Σ_k values[k] · dy[i_k] · (x[j] -
     * mean[i_k]) + beta · dx[j]}. The mean's own gradient vanishes where the weights of a row add up to 1.
     */
    void varianceBackward(
            int[] offsets,
            int[] indices,
            float[] values,
            MemorySegment x,
            int columns,
            MemorySegment mean,
            MemorySegment dy,
            float beta,
            MemorySegment dx,
            int from,
            int to);
}
