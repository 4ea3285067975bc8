package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link OptimizerKernels} with the Vector API. */
final class VectorOptimizerKernels implements OptimizerKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final PlainOptimizerKernels PLAIN = new PlainOptimizerKernels();

    @Override
    public void adam(
            MemorySegment weights,
            MemorySegment gradient,
            MemorySegment first,
            MemorySegment second,
            AdamStep step,
            long from,
            long to) {
        FloatVector l2 = FloatVector.broadcast(F, step.l2());
        FloatVector beta1 = FloatVector.broadcast(F, step.beta1());
        FloatVector beta2 = FloatVector.broadcast(F, step.beta2());
        FloatVector rate = FloatVector.broadcast(F, -step.rate());
        long e = from;
        for (; e + L <= to; e += L) {
            long at = e * Float.BYTES;
            FloatVector w = FloatVector.fromMemorySegment(F, weights, at, ORDER);
            FloatVector g = l2.fma(w, FloatVector.fromMemorySegment(F, gradient, at, ORDER));
            FloatVector m = orZero(
                    beta1.fma(FloatVector.fromMemorySegment(F, first, at, ORDER), g.mul(1f - step.beta1())), TINY);
            FloatVector squared = orZero(g, TINY_ROOT);
            FloatVector v = orZero(
                    beta2.fma(
                            FloatVector.fromMemorySegment(F, second, at, ORDER),
                            squared.mul(1f - step.beta2()).mul(squared)),
                    TINY);
            m.intoMemorySegment(first, at, ORDER);
            v.intoMemorySegment(second, at, ORDER);
            FloatVector move = m.mul(step.correction1())
                    .div(v.mul(step.correction2()).sqrt().add(step.epsilon()));
            orZero(rate.fma(move, w.sub(w.mul(step.decay()))), TINY).intoMemorySegment(weights, at, ORDER);
        }
        PLAIN.adam(weights, gradient, first, second, step, e, to);
    }

    private static FloatVector orZero(FloatVector x, float least) {
        return x.blend(0f, x.abs().compare(VectorOperators.LT, least));
    }
}
