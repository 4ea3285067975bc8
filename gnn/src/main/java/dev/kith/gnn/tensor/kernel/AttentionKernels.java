package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Loops over arcs that carry a value for each head, {@code [arcs, heads]}. Arcs of row i are {@code offsets[i] ..
 * offsets[i+1]}; all work on the arcs of rows {@code [from, to)}. Where a row's arcs are summed in float, every
 * {@link #BLOCK} of them make a sum of their own, so that the error does not grow with the degree of a hub.
 */
public interface AttentionKernels {
    int BLOCK = 1024;

    /**
     * {@code alpha[k, h] = softmax_k(leakyRelu(rowScore[i, h] + columnScore[indices[k], h]) + bias[k])} over the arcs k
     * of row i (Veličković et al. 2018, equation 3). A row whose biases are all -∞ gets zeros.
     *
     * @param bias {@code [arcs]}, the logarithms of the arcs' weights, or null for all zeros
     */
    void softmax(
            int[] offsets,
            int[] indices,
            float[] bias,
            int heads,
            MemorySegment rowScore,
            MemorySegment columnScore,
            MemorySegment alpha,
            int from,
            int to);

    /**
     * In place: the gradient of alpha becomes the gradient of the scores' sum, before the leaky ReLU. Its row sums are
     * the gradient of {@code rowScore}.
     */
    void softmaxBackward(
            int[] offsets,
            int[] indices,
            int heads,
            MemorySegment rowScore,
            MemorySegment columnScore,
            MemorySegment alpha,
            MemorySegment gradient,
            int from,
            int to);

    /**
     * {@code sums[i, h] = Σ_k values[order[k], h] + beta · sums[i, h]} over the arcs k of row i.
     *
     * @param order position of arc k's value, or null where it is k
     */
    void rowSums(
            int[] offsets,
            int[] order,
            int heads,
            MemorySegment values,
            float beta,
            MemorySegment sums,
            int from,
            int to);

    /**
     * {@code y[i, h·d..] = Σ_k weights[k, h] · x[indices[k], h·d..] + beta · y[i, h·d..]}.
     *
     * @param weights {@code [arcs, heads]}
     * @param order position of arc k's weights in {@code weights}, or null where it is k (used by transposes)
     * @param width d, columns of one head
     */
    void sums(
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

    /**
     * Sampled product: {@code out[k, h] = <a[i, h·d..], b[indices[k], h·d..]> + beta · out[k, h]} for every arc k of row
     * i.
     */
    void dots(
            int[] offsets,
            int[] indices,
            MemorySegment a,
            MemorySegment b,
            int heads,
            int width,
            float beta,
            MemorySegment out,
            int from,
            int to);
}
