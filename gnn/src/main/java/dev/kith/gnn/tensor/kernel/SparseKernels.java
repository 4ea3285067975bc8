package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Products of a sparse matrix in compressed rows with dense ones. Arcs of row i are {@code offsets[i] ..
 * offsets[i+1]}; {@code indices} names the row of {@code x} that an arc reads. All work on rows {@code [from, to)} of
 * the output; with {@code beta} 1 they add to it, with 0 they overwrite it.
 */
public interface SparseKernels {

    /**
     * {@code y[i] = rowScale[i] · Σ_k values[k] · x[indices[k]] + beta · y[i]}.
     *
     * @param values a weight for each arc, or null for all ones
     * @param rowScale a factor for each row (a mean is 1/degree), or null for all ones
     * @param columns row length of x and y
     */
    void multiply(
            int[] offsets,
            int[] indices,
            float[] values,
            float[] rowScale,
            MemorySegment x,
            int columns,
            float beta,
            MemorySegment y,
            int from,
            int to);

    /**
     * The same with a weight for each arc and head: {@code y[i, h·d..] = Σ_k weights[k, h] · x[indices[k], h·d..]}.
     *
     * @param weights {@code [arcs, heads]}
     * @param order position of arc k's weights in {@code weights}, or null where it is k (used by transposes)
     * @param width d, columns of one head
     */
    void multiplyHeads(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int[] order,
            int heads,
            int width,
            MemorySegment x,
            float beta,
            MemorySegment y,
            int from,
            int to);

    /** Sampled product: {@code out[k, h] = <a[i, h·d..], b[indices[k], h·d..]>} for every arc k of row i. */
    void sampledDots(
            int[] offsets,
            int[] indices,
            MemorySegment a,
            MemorySegment b,
            int heads,
            int width,
            MemorySegment out,
            int from,
            int to);

    /**
     * {@code y[i, c] = max_k x[indices[k], c]} and the row it came from (the first of equals); 0 and -1 for a row
     * without arcs.
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
}
