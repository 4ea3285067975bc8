package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Attention weights on arcs, {@code [arcs, heads]}, over the arcs of rows {@code [from, to)}. Heads are few, so there
 * is one plain form of these loops.
 */
public final class EdgeKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private EdgeKernels() {}

    /**
     * {@code alpha[k, h] = softmax_k(leakyRelu(rowScore[i, h] + columnScore[indices[k], h]))} over the arcs k of row i
     * (Veličković et al. 2018, equation 3).
     */
    public static void softmax(
            int[] offsets,
            int[] indices,
            int heads,
            MemorySegment rowScore,
            MemorySegment columnScore,
            MemorySegment alpha,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            int first = offsets[i];
            int last = offsets[i + 1];
            for (int h = 0; h < heads; h++) {
                float own = rowScore.getAtIndex(FLOAT, (long) i * heads + h);
                float highest = Float.NEGATIVE_INFINITY;
                for (int k = first; k < last; k++) {
                    float logit = own + columnScore.getAtIndex(FLOAT, (long) indices[k] * heads + h);
                    logit = logit > 0f ? logit : Activation.LEAK * logit;
                    alpha.setAtIndex(FLOAT, (long) k * heads + h, logit);
                    highest = Math.max(highest, logit);
                }
                float sum = 0f;
                for (int k = first; k < last; k++) {
                    float e = Exponential.exp(alpha.getAtIndex(FLOAT, (long) k * heads + h) - highest);
                    alpha.setAtIndex(FLOAT, (long) k * heads + h, e);
                    sum += e;
                }
                for (int k = first; k < last; k++) {
                    long at = (long) k * heads + h;
                    alpha.setAtIndex(FLOAT, at, alpha.getAtIndex(FLOAT, at) / sum);
                }
            }
        }
    }

    /**
     * In place: the gradient of alpha becomes the gradient of the scores' sum, before the leaky ReLU. Its row sums are
     * the gradient of {@code rowScore}.
     */
    public static void softmaxBackward(
            int[] offsets,
            int[] indices,
            int heads,
            MemorySegment rowScore,
            MemorySegment columnScore,
            MemorySegment alpha,
            MemorySegment gradient,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            int first = offsets[i];
            int last = offsets[i + 1];
            for (int h = 0; h < heads; h++) {
                float own = rowScore.getAtIndex(FLOAT, (long) i * heads + h);
                float mean = 0f;
                for (int k = first; k < last; k++) {
                    long at = (long) k * heads + h;
                    mean = Math.fma(alpha.getAtIndex(FLOAT, at), gradient.getAtIndex(FLOAT, at), mean);
                }
                for (int k = first; k < last; k++) {
                    long at = (long) k * heads + h;
                    float g = alpha.getAtIndex(FLOAT, at) * (gradient.getAtIndex(FLOAT, at) - mean);
                    float sum = own + columnScore.getAtIndex(FLOAT, (long) indices[k] * heads + h);
                    gradient.setAtIndex(FLOAT, at, sum > 0f ? g : Activation.LEAK * g);
                }
            }
        }
    }

    /**
     * {@code sums[i, h] = Σ_k values[order[k], h] + beta · sums[i, h]} over the arcs k of row i.
     *
     * @param order position of arc k's value, or null where it is k
     */
    public static void rowSums(
            int[] offsets,
            int[] order,
            int heads,
            MemorySegment values,
            float beta,
            MemorySegment sums,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            for (int h = 0; h < heads; h++) {
                float sum = beta == 0f ? 0f : sums.getAtIndex(FLOAT, (long) i * heads + h);
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    sum += values.getAtIndex(FLOAT, (long) (order == null ? k : order[k]) * heads + h);
                }
                sums.setAtIndex(FLOAT, (long) i * heads + h, sum);
            }
        }
    }
}
