package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/** The update rules of the optimisers, fused into one pass over a parameter. */
public interface OptimizerKernels {

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
