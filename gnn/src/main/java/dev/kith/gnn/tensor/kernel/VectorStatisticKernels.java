package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link StatisticKernels} with the Vector API. */
final class VectorStatisticKernels implements StatisticKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static FloatVector load(MemorySegment x, long element, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER, mask);
    }

    @Override
    public void max(
            int[] offsets,
            int[] indices,
            MemorySegment x,
            int columns,
            MemorySegment y,
            MemorySegment argmax,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            long out = (long) i * columns;
            int first = offsets[i];
            int last = offsets[i + 1];
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector best = FloatVector.zero(F);
                IntVector origin = IntVector.broadcast(I, -1);
                for (int k = first; k < last; k++) {
                    long base = ((long) indices[k] * columns + c) * Float.BYTES;
                    FloatVector row = FloatVector.fromMemorySegment(F, x, base, ORDER, mask);
                    VectorMask<Float> higher =
                            k == first ? mask : higher(row, best).and(mask);
                    best = best.blend(row, higher);
                    origin = origin.blend(indices[k], higher.cast(I));
                }
                long at = (out + c) * Float.BYTES;
                best.intoMemorySegment(y, at, ORDER, mask);
                origin.intoMemorySegment(argmax, at, ORDER, mask.cast(I));
            }
        }
    }

    @Override
    public void maxBackward(
            int[] offsets,
            int[] indices,
            MemorySegment argmax,
            MemorySegment dy,
            int columns,
            float beta,
            MemorySegment dx,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            long out = (long) j * columns;
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                long at = (out + c) * Float.BYTES;
                FloatVector sum =
                        beta == 0f ? FloatVector.zero(F) : FloatVector.fromMemorySegment(F, dx, at, ORDER, mask);
                int before = -1;
                for (int k = offsets[j]; k < offsets[j + 1]; k++) {
                    // Parallel arcs carry the maximum once.
                    if (indices[k] == before) {
                        continue;
                    }
                    before = indices[k];
                    long base = ((long) before * columns + c) * Float.BYTES;
                    VectorMask<Float> ours = IntVector.fromMemorySegment(I, argmax, base, ORDER, mask.cast(I))
                            .compare(VectorOperators.EQ, j)
                            .cast(F)
                            .and(mask);
                    sum = sum.add(FloatVector.fromMemorySegment(F, dy, base, ORDER, mask), ours);
                }
                sum.intoMemorySegment(dx, at, ORDER, mask);
            }
        }
    }

    /** Where {@code row} is larger, or the first NaN. */
    private static VectorMask<Float> higher(FloatVector row, FloatVector best) {
        return row.compare(VectorOperators.LE, best).not().and(best.compare(VectorOperators.EQ, best));
    }

    @Override
    public void variance(
            int[] offsets,
            int[] indices,
            float[] values,
            float[] rowScale,
            MemorySegment x,
            int columns,
            MemorySegment mean,
            MemorySegment y,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            long out = (long) i * columns;
            float scale = rowScale == null ? 1f : rowScale[i];
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector centre = load(mean, out + c, mask);
                FloatVector total = FloatVector.zero(F);
                for (int block = offsets[i]; block < offsets[i + 1]; block += BLOCK) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int k = block; k < Math.min(offsets[i + 1], block + BLOCK); k++) {
                        FloatVector d =
                                load(x, (long) indices[k] * columns + c, mask).sub(centre);
                        sum = d.fma(values == null ? d : d.mul(values[k]), sum);
                    }
                    total = total.add(sum);
                }
                total.mul(scale).intoMemorySegment(y, (out + c) * Float.BYTES, ORDER, mask);
            }
        }
    }

    @Override
    public void varianceBackward(
            int[] offsets,
            int[] indices,
            float[] values,
            MemorySegment x,
            int columns,
            MemorySegment mean,
            MemorySegment dy,
            float beta,
            MemorySegment dx,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            long out = (long) j * columns;
            for (int c = 0; c < columns; c += L) {
                VectorMask<Float> mask = F.indexInRange(c, columns);
                FloatVector own = load(x, out + c, mask);
                FloatVector total = beta == 0f ? FloatVector.zero(F) : load(dx, out + c, mask);
                for (int block = offsets[j]; block < offsets[j + 1]; block += BLOCK) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int k = block; k < Math.min(offsets[j + 1], block + BLOCK); k++) {
                        long at = (long) indices[k] * columns + c;
                        FloatVector g = load(dy, at, mask);
                        FloatVector d = own.sub(load(mean, at, mask));
                        sum = d.fma(values == null ? g : g.mul(values[k]), sum);
                    }
                    total = total.add(sum);
                }
                total.intoMemorySegment(dx, (out + c) * Float.BYTES, ORDER, mask);
            }
        }
    }
}
