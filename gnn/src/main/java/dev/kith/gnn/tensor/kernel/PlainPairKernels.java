package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link PairKernels} without the Vector API. */
final class PlainPairKernels implements PairKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

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
        for (int p = from; p < to; p++) {
            for (int u = 0; u < width; u++) {
                float f = cell(operands, products, width, 2L * p, 2L * p + 1, u);
                float b = cell(operands, products, width, 2L * p + 1, 2L * p, u);
                out.setAtIndex(FLOAT, (long) p * width + u, first * f + second * b);
            }
        }
    }

    private static float cell(
            MemorySegment operands, MemorySegment products, int width, long input, long state, int u) {
        long a = 6 * input * width + u;
        long c = 6 * state * width + 3L * width + u;
        float r = Activation.SIGMOID.value(get(products, a) + get(products, c));
        float z = Activation.SIGMOID.value(get(products, a + width) + get(products, c + width));
        float q = Activation.TANH.value(Math.fma(r, get(products, c + 2L * width), get(products, a + 2L * width)));
        return Math.fma(z, get(operands, state * width + u) - q, q);
    }

    private static float get(MemorySegment x, long at) {
        return x.getAtIndex(FLOAT, at);
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
        for (int p = from; p < to; p++) {
            for (int u = 0; u < width; u++) {
                float upstream = get(g, (long) p * width + u);
                long left = 2L * p;
                backward(operands, products, dOperands, width, left, left + 1, u, upstream * first);
                backward(operands, products, dOperands, width, left + 1, left, u, upstream * second);
            }
        }
    }

    /** One of the two cells; they share no element. */
    private static void backward(
            MemorySegment operands,
            MemorySegment products,
            MemorySegment dOperands,
            int width,
            long input,
            long state,
            int u,
            float upstream) {
        long a = 6 * input * width + u;
        long c = 6 * state * width + 3L * width + u;
        float r = Activation.SIGMOID.value(get(products, a) + get(products, c));
        float z = Activation.SIGMOID.value(get(products, a + width) + get(products, c + width));
        float candidate = get(products, c + 2L * width);
        float q = Activation.TANH.value(Math.fma(r, candidate, get(products, a + 2L * width)));
        float dq = upstream * (1f - z) * Activation.TANH.slope(q);
        float dz = upstream * (get(operands, state * width + u) - q) * Activation.SIGMOID.slope(z);
        float dr = dq * candidate * Activation.SIGMOID.slope(r);
        products.setAtIndex(FLOAT, a, dr);
        products.setAtIndex(FLOAT, c, dr);
        products.setAtIndex(FLOAT, a + width, dz);
        products.setAtIndex(FLOAT, c + width, dz);
        products.setAtIndex(FLOAT, a + 2L * width, dq);
        products.setAtIndex(FLOAT, c + 2L * width, dq * r);
        dOperands.setAtIndex(FLOAT, state * width + u, upstream * z);
    }
}
