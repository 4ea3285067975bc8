package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link OptimizerKernels} without the Vector API. */
final class PlainOptimizerKernels implements OptimizerKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    @Override
    public void adam(
            MemorySegment weights,
            MemorySegment gradient,
            MemorySegment first,
            MemorySegment second,
            AdamStep step,
            long from,
            long to) {
        for (long e = from; e < to; e++) {
            float w = weights.getAtIndex(FLOAT, e);
            float g = Math.fma(step.l2(), w, gradient.getAtIndex(FLOAT, e));
            float m = orZero(Math.fma(step.beta1(), first.getAtIndex(FLOAT, e), (1f - step.beta1()) * g), TINY);
            float squared = orZero(g, TINY_ROOT);
            float v = orZero(
                    Math.fma(step.beta2(), second.getAtIndex(FLOAT, e), (1f - step.beta2()) * squared * squared), TINY);
            first.setAtIndex(FLOAT, e, m);
            second.setAtIndex(FLOAT, e, v);
            float move = m * step.correction1() / ((float) Math.sqrt(v * step.correction2()) + step.epsilon());
            weights.setAtIndex(FLOAT, e, orZero(Math.fma(-step.rate(), move, w - step.decay() * w), TINY));
        }
    }

    private static float orZero(float x, float least) {
        return Math.abs(x) < least ? 0f : x;
    }
}
