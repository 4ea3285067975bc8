package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/** The update rules of the optimisers, fused into one pass over a parameter. */
public interface OptimizerKernels {

    /**
     * Weights and moments nearer to 0 are 0. A moment whose gradient has become 0 shrinks until it is no normal number,
     * and stays one for ever, as rounding keeps the last bit; processors take a hundred times as long for such numbers. A
     * step of this size moves nothing that is left standing.
     */
    float TINY = 1e-30f;

    /** A gradient whose square would be such a number. */
    float TINY_ROOT = 1e-15f;

    /**
     * One step of Adam (Kingma and Ba 2015, algorithm 1) on elements {@code [from, to)}.
     *
     * @param first first moment, updated
     * @param second second moment, updated
     */
    void adam(
            MemorySegment weights,
            MemorySegment gradient,
            MemorySegment first,
            MemorySegment second,
            AdamStep step,
            long from,
            long to);

    /**
     * @param rate learning rate
     * @param correction1 {@code 1 / (1 - beta1^t)}
     * @param correction2 {@code 1 / (1 - beta2^t)}
     * @param l2 weight decay added to the gradient (Adam)
     * @param decay weight decay applied to the weights (AdamW), as {@code rate · decay}
     */
    record AdamStep(
            float rate,
            float beta1,
            float beta2,
            float epsilon,
            float correction1,
            float correction2,
            float l2,
            float decay) {}
}
