package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScoreKernels} with the Vector API: whole vectors without a mask, which the last columns have. */
final class VectorScoreKernels implements ScoreKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private static FloatVector load(MemorySegment x, long element) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER);
    }

    private static FloatVector load(MemorySegment x, long element, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER, mask);
    }

    private static void store(FloatVector v, MemorySegment x, long element) {
        v.intoMemorySegment(x, element * Float.BYTES, ORDER);
    }

    private static void store(FloatVector v, MemorySegment x, long element, VectorMask<Float> mask) {
        v.intoMemorySegment(x, element * Float.BYTES, ORDER, mask);
    }

    @Override
    public void products(
            MemorySegment a,
            MemorySegment b,
            int columns,
            int[] sources,
            int[] targets,
            int at,
            MemorySegment out,
            int from,
            int to) {
        int whole = columns - columns % L;
        VectorMask<Float> tail = F.indexInRange(whole, columns);
        for (int r = from; r < to; r++) {
            long left = (long) sources[at + r] * columns;
            long right = (long) targets[at + r] * columns;
            long base = (long) r * columns;
            for (int c = 0; c < whole; c += L) {
                store(load(a, left + c).mul(load(b, right + c)), out, base + c);
            }
            if (whole < columns) {
                store(load(a, left + whole, tail).mul(load(b, right + whole, tail)), out, base + whole, tail);
            }
        }
    }

    @Override
    public void finish(
            MemorySegment z,
            int columns,
            MemorySegment bias,
            MemorySegment gain,
            MemorySegment shift,
            float epsilon,
            boolean positive,
            int from,
            int to) {
        for (int r = from; r < to; r++) {
            if (gain == null) {
                activate(z, columns, bias, positive, (long) r * columns);
            } else {
                normalise(z, columns, bias, gain, shift, epsilon, positive, (long) r * columns);
            }
        }
    }

    private static void activate(MemorySegment z, int columns, MemorySegment bias, boolean positive, long base) {
        int whole = columns - columns % L;
        for (int c = 0; c < whole; c += L) {
            FloatVector x = load(z, base + c).add(load(bias, c));
            store(positive ? x.max(0f) : x, z, base + c);
        }
        if (whole < columns) {
            VectorMask<Float> tail = F.indexInRange(whole, columns);
            FloatVector x = load(z, base + whole, tail).add(load(bias, whole, tail));
            store(positive ? x.max(0f) : x, z, base + whole, tail);
        }
    }

    private static void normalise(
            MemorySegment z,
            int columns,
            MemorySegment bias,
            MemorySegment gain,
            MemorySegment shift,
            float epsilon,
            boolean positive,
            long base) {
        int whole = columns - columns % L;
        VectorMask<Float> tail = whole < columns ? F.indexInRange(whole, columns) : null;
        FloatVector sum = FloatVector.zero(F);
        for (int c = 0; c < whole; c += L) {
            FloatVector x = load(z, base + c).add(load(bias, c));
            store(x, z, base + c);
            sum = sum.add(x);
        }
        if (tail != null) {
            FloatVector x = load(z, base + whole, tail).add(load(bias, whole, tail));
            store(x, z, base + whole, tail);
            sum = sum.add(x);
        }
        float guess = Lanes.sum(sum) / columns;
        FloatVector rest = FloatVector.zero(F);
        FloatVector squares = FloatVector.zero(F);
        for (int c = 0; c < whole; c += L) {
            FloatVector d = load(z, base + c).sub(guess);
            rest = rest.add(d);
            squares = d.fma(d, squares);
        }
        if (tail != null) {
            FloatVector d = load(z, base + whole, tail).sub(guess, tail);
            rest = rest.add(d);
            squares = d.fma(d, squares);
        }
        float beside = Lanes.sum(rest) / columns;
        float centre = guess + beside;
        float scale = PlainScoreKernels.scale(beside, Lanes.sum(squares) / columns, epsilon);
        for (int c = 0; c < whole; c += L) {
            FloatVector y = load(z, base + c).sub(centre).mul(scale).fma(load(gain, c), load(shift, c));
            store(positive ? y.max(0f) : y, z, base + c);
        }
        if (tail != null) {
            FloatVector y = load(z, base + whole, tail)
                    .sub(centre)
                    .mul(scale)
                    .fma(load(gain, whole, tail), load(shift, whole, tail));
            store(positive ? y.max(0f) : y, z, base + whole, tail);
        }
    }

    @Override
    public void addRows(MemorySegment x, int[] which, float factor, int columns, MemorySegment y, int from, int to) {
        int whole = columns - columns % L;
        VectorMask<Float> tail = F.indexInRange(whole, columns);
        FloatVector factors = FloatVector.broadcast(F, factor);
        for (int r = from; r < to; r++) {
            long base = (long) r * columns;
            long read = (long) which[r] * columns;
            for (int c = 0; c < whole; c += L) {
                store(factors.fma(load(x, read + c), load(y, base + c)), y, base + c);
            }
            if (whole < columns) {
                FloatVector sum = factors.fma(load(x, read + whole, tail), load(y, base + whole, tail));
                store(sum, y, base + whole, tail);
            }
        }
    }

    @Override
    public void dots(
            MemorySegment z,
            int columns,
            MemorySegment weight,
            float bias,
            MemorySegment scores,
            int at,
            int from,
            int to) {
        int whole = columns - columns % L;
        VectorMask<Float> tail = F.indexInRange(whole, columns);
        for (int r = from; r < to; r++) {
            long base = (long) r * columns;
            FloatVector sum = FloatVector.zero(F);
            for (int c = 0; c < whole; c += L) {
                sum = load(z, base + c).fma(load(weight, c), sum);
            }
            if (whole < columns) {
                sum = load(z, base + whole, tail).fma(load(weight, whole, tail), sum);
            }
            scores.setAtIndex(FLOAT, at + r, Lanes.sum(sum) + bias);
        }
    }
}
