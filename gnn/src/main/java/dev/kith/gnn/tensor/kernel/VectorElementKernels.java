package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ElementKernels} with the Vector API. */
final class VectorElementKernels implements ElementKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    private static final IntVector COLUMN_STEPS =
            IntVector.broadcast(I, 0).addIndex(1).mul(0x9E3779B9);
    /** Losses of single rows are short: the plain loop serves them. */
    private static final PlainElementKernels PLAIN = new PlainElementKernels();

    private static FloatVector load(MemorySegment x, long element) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER);
    }

    private static FloatVector load(MemorySegment x, long element, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER, mask);
    }

    @Override
    public void axpby(float alpha, MemorySegment x, float beta, MemorySegment y, long from, long to) {
        FloatVector a = FloatVector.broadcast(F, alpha);
        long e = from;
        for (; e + L <= to; e += L) {
            FloatVector before = beta == 0f ? FloatVector.zero(F) : load(y, e);
            load(x, e).fma(a, before).intoMemorySegment(y, e * Float.BYTES, ORDER);
        }
        PLAIN.axpby(alpha, x, beta, y, e, to);
    }

    @Override
    public void multiply(MemorySegment a, MemorySegment b, float beta, MemorySegment y, long from, long to) {
        long e = from;
        for (; e + L <= to; e += L) {
            FloatVector before = beta == 0f ? FloatVector.zero(F) : load(y, e);
            load(a, e).fma(load(b, e), before).intoMemorySegment(y, e * Float.BYTES, ORDER);
        }
        PLAIN.multiply(a, b, beta, y, e, to);
    }

    @Override
    public void maximum(MemorySegment x, MemorySegment y, long from, long to) {
        long e = from;
        for (; e + L <= to; e += L) {
            load(x, e).max(load(y, e)).intoMemorySegment(y, e * Float.BYTES, ORDER);
        }
        PLAIN.maximum(x, y, e, to);
    }

    @Override
    public void takeWhereHighest(
            MemorySegment x, MemorySegment highest, MemorySegment g, MemorySegment dx, long from, long to) {
        long e = from;
        for (; e + L <= to; e += L) {
            VectorMask<Float> ours = load(x, e).compare(VectorOperators.EQ, load(highest, e));
            FloatVector gradient = load(g, e);
            FloatVector.zero(F).blend(gradient, ours).intoMemorySegment(dx, e * Float.BYTES, ORDER);
            gradient.blend(0f, ours).intoMemorySegment(g, e * Float.BYTES, ORDER);
        }
        PLAIN.takeWhereHighest(x, highest, g, dx, e, to);
    }

    @Override
    public void addPartials(
            MemorySegment partials, int pieces, long size, float beta, MemorySegment c, long from, long to) {
        long e = from;
        for (; e + L <= to; e += L) {
            FloatVector sum = beta == 0f ? FloatVector.zero(F) : load(c, e);
            for (int p = 0; p < pieces; p++) {
                sum = sum.add(load(partials, p * size + e));
            }
            sum.intoMemorySegment(c, e * Float.BYTES, ORDER);
        }
        PLAIN.addPartials(partials, pieces, size, beta, c, e, to);
    }

    @Override
    public void biasActivate(
            MemorySegment z,
            int columns,
            MemorySegment bias,
            Activation activation,
            Dropout dropout,
            int from,
            int to) {
        boolean drop = dropout.active();
        for (int row = from; row < to; row++) {
            int key = drop ? dropout.rowKey(row) : 0;
            long base = (long) row * columns;
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector value = load(z, base + c, mask);
                if (bias != null) {
                    value = value.add(load(bias, c, mask));
                }
                value = VectorActivation.value(activation, value);
                if (drop) {
                    value = value.mul(factors(dropout, key, c));
                }
                value.intoMemorySegment(z, (base + c) * Float.BYTES, ORDER, mask);
            }
        }
    }

    /** {@link Dropout#factor} for columns c .. c+L-1. */
    private static FloatVector factors(Dropout dropout, int key, int c) {
        IntVector x = COLUMN_STEPS.add(key + c * 0x9E3779B9);
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                .mul(0x21F0AAAD);
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15))
                .mul(0x735A2D97);
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15));
        VectorMask<Integer> dropped = x.lanewise(VectorOperators.LSHR, 1).lt(dropout.threshold());
        return FloatVector.broadcast(F, dropout.scale()).blend(0f, dropped.cast(F));
    }

    @Override
    public void biasActivateBackward(
            MemorySegment output,
            MemorySegment g,
            int columns,
            Activation activation,
            Dropout dropout,
            int from,
            int to) {
        boolean drop = dropout.active();
        float undo = 1f - dropout.rate();
        for (int row = from; row < to; row++) {
            int key = drop ? dropout.rowKey(row) : 0;
            long base = (long) row * columns;
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector gradient = load(g, base + c, mask);
                if (drop) {
                    gradient = gradient.mul(factors(dropout, key, c));
                }
                FloatVector slope = VectorActivation.slope(
                        activation, load(output, base + c, mask).mul(undo));
                gradient.mul(slope).intoMemorySegment(g, (base + c) * Float.BYTES, ORDER, mask);
            }
        }
    }

    @Override
    public void columnSums(MemorySegment x, int columns, MemorySegment sums, int from, int to) {
        int c = 0;
        for (; c < columns; c += L) {
            VectorMask<Float> mask = F.indexInRange(c, columns);
            FloatVector sum = load(sums, c, mask);
            for (int row = from; row < to; row++) {
                sum = sum.add(load(x, (long) row * columns + c, mask));
            }
            sum.intoMemorySegment(sums, (long) c * Float.BYTES, ORDER, mask);
        }
    }

    @Override
    public double crossEntropy(
            MemorySegment logits, int columns, int row, int target, float scale, float beta, MemorySegment gradient) {
        if (columns < L) {
            return PLAIN.crossEntropy(logits, columns, row, target, scale, beta, gradient);
        }
        long base = (long) row * columns;
        float highest = highest(logits, base, columns);
        float sum = 0f;
        float[] lanes = new float[L];
        for (int c = 0; c < columns; c += L) {
            exp(logits, base, columns, c, highest).intoArray(lanes, 0);
            sum += sum(lanes, Math.min(L, columns - c));
        }
        if (gradient != null) {
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector p = exp(logits, base, columns, c, highest).div(sum);
                if (target >= c && target < c + L) {
                    p = p.sub(1f, VectorMask.fromLong(F, 1L << (target - c)));
                }
                FloatVector before = beta == 0f ? FloatVector.zero(F) : load(gradient, base + c, mask);
                p.fma(FloatVector.broadcast(F, scale), before)
                        .intoMemorySegment(gradient, (base + c) * Float.BYTES, ORDER, mask);
            }
        }
        return Math.log(sum) + highest - logits.getAtIndex(FLOAT, base + target);
    }

    @Override
    public void softmax(MemorySegment x, int columns, int from, int to) {
        if (columns < L) {
            PLAIN.softmax(x, columns, from, to);
            return;
        }
        float[] lanes = new float[L];
        for (int row = from; row < to; row++) {
            long base = (long) row * columns;
            float highest = highest(x, base, columns);
            float sum = 0f;
            for (int c = 0; c < columns; c += L) {
                FloatVector e = exp(x, base, columns, c, highest);
                e.intoMemorySegment(x, (base + c) * Float.BYTES, ORDER, F.indexInRange(c, columns));
                e.intoArray(lanes, 0);
                sum += sum(lanes, Math.min(L, columns - c));
            }
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                load(x, base + c, mask).div(sum).intoMemorySegment(x, (base + c) * Float.BYTES, ORDER, mask);
            }
        }
    }

    private static FloatVector exp(MemorySegment x, long base, int columns, int c, float highest) {
        return Exponential.exp(load(x, base + c, F.indexInRange(c, columns)).sub(highest));
    }

    private static float highest(MemorySegment x, long base, int columns) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < columns; c++) {
            highest = Math.max(highest, x.getAtIndex(FLOAT, base + c));
        }
        return highest;
    }

    private static float sum(float[] lanes, int count) {
        float sum = 0f;
        for (int l = 0; l < count; l++) {
            sum += lanes[l];
        }
        return sum;
    }
}
