package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link PairKernels} with the Vector API: whole vectors without a mask, which the last columns have. */
final class VectorPairKernels implements PairKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static FloatVector load(MemorySegment x, long element, VectorMask<Float> mask) {
        return mask == null
                ? FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER)
                : FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER, mask);
    }

    private static void store(FloatVector v, MemorySegment x, long element, VectorMask<Float> mask) {
        if (mask == null) {
            v.intoMemorySegment(x, element * Float.BYTES, ORDER);
        } else {
            v.intoMemorySegment(x, element * Float.BYTES, ORDER, mask);
        }
    }

    private static FloatVector gate(MemorySegment x, long a, long c, VectorMask<Float> mask) {
        return VectorActivation.sigmoid(load(x, a, mask).add(load(x, c, mask)));
    }

    @Override
    public void pairs(
            MemorySegment operands,
            MemorySegment products,
            int width,
            float first,
            float second,
            MemorySegment out,
            int from,
            int to) {
        int whole = width - width % L;
        for (int p = from; p < to; p++) {
            for (int u = 0; u < whole; u += L) {
                pair(operands, products, width, first, second, out, p, u, null);
            }
            if (whole < width) {
                pair(operands, products, width, first, second, out, p, whole, F.indexInRange(whole, width));
            }
        }
    }

    private static void pair(
            MemorySegment operands,
            MemorySegment products,
            int width,
            float first,
            float second,
            MemorySegment out,
            int p,
            int u,
            VectorMask<Float> mask) {
        FloatVector f = cell(operands, products, width, 2L * p, 2L * p + 1, u, mask);
        FloatVector b = cell(operands, products, width, 2L * p + 1, 2L * p, u, mask);
        store(f.mul(first).add(b.mul(second)), out, (long) p * width + u, mask);
    }

    private static FloatVector cell(
            MemorySegment operands,
            MemorySegment products,
            int width,
            long input,
            long state,
            int u,
            VectorMask<Float> mask) {
        long a = 6 * input * width + u;
        long c = 6 * state * width + 3L * width + u;
        FloatVector r = gate(products, a, c, mask);
        FloatVector z = gate(products, a + width, c + width, mask);
        FloatVector q = VectorActivation.tanh(
                r.fma(load(products, c + 2L * width, mask), load(products, a + 2L * width, mask)));
        return z.fma(load(operands, state * width + u, mask).sub(q), q);
    }

    @Override
    public void pairsBackward(
            MemorySegment operands,
            MemorySegment products,
            MemorySegment g,
            int width,
            float first,
            float second,
            MemorySegment dOperands,
            int from,
            int to) {
        int whole = width - width % L;
        VectorMask<Float> last = F.indexInRange(whole, width);
        for (int p = from; p < to; p++) {
            long left = 2L * p;
            for (int u = 0; u < whole; u += L) {
                FloatVector upstream = load(g, (long) p * width + u, null);
                backward(operands, products, dOperands, width, left, left + 1, u, upstream.mul(first), null);
                backward(operands, products, dOperands, width, left + 1, left, u, upstream.mul(second), null);
            }
            if (whole < width) {
                FloatVector upstream = load(g, (long) p * width + whole, last);
                backward(operands, products, dOperands, width, left, left + 1, whole, upstream.mul(first), last);
                backward(operands, products, dOperands, width, left + 1, left, whole, upstream.mul(second), last);
            }
        }
    }

    private static void backward(
            MemorySegment operands,
            MemorySegment products,
            MemorySegment dOperands,
            int width,
            long input,
            long state,
            int u,
            FloatVector upstream,
            VectorMask<Float> mask) {
        FloatVector one = FloatVector.broadcast(F, 1f);
        long a = 6 * input * width + u;
        long c = 6 * state * width + 3L * width + u;
        FloatVector r = gate(products, a, c, mask);
        FloatVector z = gate(products, a + width, c + width, mask);
        FloatVector candidate = load(products, c + 2L * width, mask);
        FloatVector q = VectorActivation.tanh(r.fma(candidate, load(products, a + 2L * width, mask)));
        FloatVector dq = upstream.mul(one.sub(z)).mul(VectorActivation.slope(Activation.TANH, q));
        FloatVector dz = upstream.mul(load(operands, state * width + u, mask).sub(q))
                .mul(VectorActivation.slope(Activation.SIGMOID, z));
        FloatVector dr = dq.mul(candidate).mul(VectorActivation.slope(Activation.SIGMOID, r));
        store(dr, products, a, mask);
        store(dr, products, c, mask);
        store(dz, products, a + width, mask);
        store(dz, products, c + width, mask);
        store(dq, products, a + 2L * width, mask);
        store(dq.mul(r), products, c + 2L * width, mask);
        store(upstream.mul(z), dOperands, state * width + u, mask);
    }
}
