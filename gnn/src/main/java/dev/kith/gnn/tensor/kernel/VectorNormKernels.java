package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link NormKernels} with the Vector API. */
final class VectorNormKernels implements NormKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    private static final PlainNormKernels PLAIN = new PlainNormKernels();

    private static FloatVector load(MemorySegment x, long element, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER, mask);
    }

    private static void store(FloatVector v, MemorySegment x, long element, VectorMask<Float> mask) {
        v.intoMemorySegment(x, element * Float.BYTES, ORDER, mask);
    }

    @Override
    public void rowMoments(MemorySegment x, int columns, float epsilon, MemorySegment moments, int from, int to) {
        for (int i = from; i < to; i++) {
            long base = (long) i * columns;
            FloatVector sum = FloatVector.zero(F);
            for (int c = 0; c < columns; c += L) {
                sum = sum.add(load(x, base + c, F.indexInRange(c, columns)));
            }
            float guess = Lanes.sum(sum) / columns;
            FloatVector rest = FloatVector.zero(F);
            FloatVector squares = FloatVector.zero(F);
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector d = load(x, base + c, mask).sub(guess, mask);
                rest = rest.add(d);
                squares = d.fma(d, squares);
            }
            PlainNormKernels.setMoments(
                    moments, i, guess, Lanes.sum(rest) / columns, Lanes.sum(squares) / columns, epsilon);
        }
    }

    /** In double, which no length of a float row exceeds: the plain loop is fast enough. */
    @Override
    public void rowLengths(MemorySegment x, int columns, float least, MemorySegment moments, int from, int to) {
        PLAIN.rowLengths(x, columns, least, moments, from, to);
    }

    @Override
    public void normaliseRows(
            MemorySegment x,
            int columns,
            MemorySegment moments,
            MemorySegment gain,
            MemorySegment bias,
            MemorySegment y,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            long base = (long) i * columns;
            float centre = moments.getAtIndex(FLOAT, 2L * i);
            float scale = moments.getAtIndex(FLOAT, 2L * i + 1);
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector z = load(x, base + c, mask).sub(centre).mul(scale);
                FloatVector scaled = gain == null ? z : z.fma(load(gain, c, mask), load(bias, c, mask));
                store(scaled, y, base + c, mask);
            }
        }
    }

    @Override
    public void normaliseRowsBackward(
            MemorySegment dy,
            MemorySegment x,
            int columns,
            MemorySegment moments,
            MemorySegment gain,
            float centred,
            float along,
            float beta,
            MemorySegment dx,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            long base = (long) i * columns;
            float centre = moments.getAtIndex(FLOAT, 2L * i);
            float scale = moments.getAtIndex(FLOAT, 2L * i + 1);
            FloatVector sum = FloatVector.zero(F);
            FloatVector product = FloatVector.zero(F);
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector d = gained(dy, base + c, gain, c, mask);
                sum = sum.add(d);
                product = d.fma(load(x, base + c, mask).sub(centre).mul(scale), product);
            }
            FloatVector shift = FloatVector.broadcast(F, centred * Lanes.sum(sum));
            FloatVector slope = FloatVector.broadcast(F, along * Lanes.sum(product));
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector z = load(x, base + c, mask).sub(centre).mul(scale);
                FloatVector d = gained(dy, base + c, gain, c, mask).sub(shift).sub(z.mul(slope));
                FloatVector before = beta == 0f ? FloatVector.zero(F) : load(dx, base + c, mask);
                store(d.fma(FloatVector.broadcast(F, scale), before), dx, base + c, mask);
            }
        }
    }

    private static FloatVector gained(MemorySegment dy, long e, MemorySegment gain, int c, VectorMask<Float> mask) {
        FloatVector d = load(dy, e, mask);
        return gain == null ? d : d.mul(load(gain, c, mask));
    }

    @Override
    public void rowProducts(
            MemorySegment a,
            MemorySegment x,
            int columns,
            MemorySegment moments,
            MemorySegment sums,
            int from,
            int to) {
        for (int c = 0; c < columns; c += L) {
            VectorMask<Float> mask = F.indexInRange(c, columns);
            FloatVector sum = load(sums, c, mask);
            for (int i = from; i < to; i++) {
                long e = (long) i * columns + c;
                FloatVector z = load(x, e, mask)
                        .sub(moments.getAtIndex(FLOAT, 2L * i))
                        .mul(moments.getAtIndex(FLOAT, 2L * i + 1));
                sum = load(a, e, mask).fma(z, sum);
            }
            store(sum, sums, c, mask);
        }
    }

    @Override
    public void scaleColumns(
            MemorySegment x,
            int columns,
            MemorySegment centre,
            MemorySegment scale,
            MemorySegment shift,
            float beta,
            MemorySegment y,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            long base = (long) i * columns;
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector d = load(x, base + c, mask).sub(load(centre, c, mask));
                FloatVector moved = d.fma(load(scale, c, mask), load(shift, c, mask));
                store(beta == 0f ? moved : moved.add(load(y, base + c, mask)), y, base + c, mask);
            }
        }
    }

    @Override
    public void columnProducts(
            MemorySegment a,
            MemorySegment aCentre,
            MemorySegment x,
            MemorySegment centre,
            int columns,
            MemorySegment sums,
            int from,
            int to) {
        for (int c = 0; c < columns; c += L) {
            VectorMask<Float> mask = F.indexInRange(c, columns);
            FloatVector leftCentre = aCentre == null ? FloatVector.zero(F) : load(aCentre, c, mask);
            FloatVector rightCentre = load(centre, c, mask);
            FloatVector sum = load(sums, c, mask);
            for (int i = from; i < to; i++) {
                long e = (long) i * columns + c;
                FloatVector left = load(a, e, mask).sub(leftCentre);
                sum = left.fma(load(x, e, mask).sub(rightCentre), sum);
            }
            store(sum, sums, c, mask);
        }
    }
}
