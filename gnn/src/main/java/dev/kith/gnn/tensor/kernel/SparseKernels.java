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
}
