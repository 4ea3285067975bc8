package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SparseKernels} with the Vector API. A row is made in panels of up to eight vectors that stay in registers
 * while its arcs are walked; each element is summed in the order of the arcs.
 */
final class VectorSparseKernels implements SparseKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    @Override
    public void multiply(
            int[] offsets,
            int[] indices,
            float[] values,
            float[] rowScale,
            MemorySegment x,
            int columns,
            float beta,
            MemorySegment y,
            int from,
            int to) {
        VectorMask<Float> tail = F.indexInRange(0, columns % L);
        for (int i = from; i < to; i++) {
            int first = offsets[i];
            int last = offsets[i + 1];
            if (first == last && beta == 1f) {
                continue;
            }
            float scale = rowScale == null ? 1f : rowScale[i];
            long out = (long) i * columns;
            int c = 0;
            for (; c + 8 * L <= columns; c += 8 * L) {
                eight(indices, values, first, last, scale, x, columns, c, beta, y, out + c);
            }
            if (c + 4 * L <= columns) {
                four(indices, values, first, last, scale, x, columns, c, beta, y, out + c);
                c += 4 * L;
            }
            if (c + 2 * L <= columns) {
                two(indices, values, first, last, scale, x, columns, c, beta, y, out + c);
                c += 2 * L;
            }
            if (c + L <= columns) {
                one(indices, values, first, last, scale, x, columns, c, beta, y, out + c);
                c += L;
            }
            if (c < columns) {
                rest(indices, values, first, last, scale, x, columns, c, tail, beta, y, out + c);
            }
        }
    }

    private static FloatVector load(MemorySegment x, long element) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER);
    }

    private static void store(FloatVector sum, float scale, float beta, MemorySegment y, long element) {
        FloatVector scaled = sum.mul(scale);
        (beta == 0f ? scaled : scaled.add(load(y, element))).intoMemorySegment(y, element * Float.BYTES, ORDER);
    }

    private static void eight(
            int[] indices,
            float[] values,
            int first,
            int last,
            float scale,
            MemorySegment x,
            int columns,
            int column,
            float beta,
            MemorySegment y,
            long out) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int k = first; k < last; k++) {
            FloatVector w = FloatVector.broadcast(F, values == null ? 1f : values[k]);
            long base = (long) indices[k] * columns + column;
            s0 = load(x, base).fma(w, s0);
            s1 = load(x, base + L).fma(w, s1);
            s2 = load(x, base + 2L * L).fma(w, s2);
            s3 = load(x, base + 3L * L).fma(w, s3);
            s4 = load(x, base + 4L * L).fma(w, s4);
            s5 = load(x, base + 5L * L).fma(w, s5);
            s6 = load(x, base + 6L * L).fma(w, s6);
            s7 = load(x, base + 7L * L).fma(w, s7);
        }
        store(s0, scale, beta, y, out);
        store(s1, scale, beta, y, out + L);
        store(s2, scale, beta, y, out + 2L * L);
        store(s3, scale, beta, y, out + 3L * L);
        store(s4, scale, beta, y, out + 4L * L);
        store(s5, scale, beta, y, out + 5L * L);
        store(s6, scale, beta, y, out + 6L * L);
        store(s7, scale, beta, y, out + 7L * L);
    }

    private static void four(
            int[] indices,
            float[] values,
            int first,
            int last,
            float scale,
            MemorySegment x,
            int columns,
            int column,
            float beta,
            MemorySegment y,
            long out) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int k = first; k < last; k++) {
            FloatVector w = FloatVector.broadcast(F, values == null ? 1f : values[k]);
            long base = (long) indices[k] * columns + column;
            s0 = load(x, base).fma(w, s0);
            s1 = load(x, base + L).fma(w, s1);
            s2 = load(x, base + 2L * L).fma(w, s2);
            s3 = load(x, base + 3L * L).fma(w, s3);
        }
        store(s0, scale, beta, y, out);
        store(s1, scale, beta, y, out + L);
        store(s2, scale, beta, y, out + 2L * L);
        store(s3, scale, beta, y, out + 3L * L);
    }

    private static void two(
            int[] indices,
            float[] values,
            int first,
            int last,
            float scale,
            MemorySegment x,
            int columns,
            int column,
            float beta,
            MemorySegment y,
            long out) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = s0;
        for (int k = first; k < last; k++) {
            FloatVector w = FloatVector.broadcast(F, values == null ? 1f : values[k]);
            long base = (long) indices[k] * columns + column;
            s0 = load(x, base).fma(w, s0);
            s1 = load(x, base + L).fma(w, s1);
        }
        store(s0, scale, beta, y, out);
        store(s1, scale, beta, y, out + L);
    }

    private static void one(
            int[] indices,
            float[] values,
            int first,
            int last,
            float scale,
            MemorySegment x,
            int columns,
            int column,
            float beta,
            MemorySegment y,
            long out) {
        FloatVector s0 = FloatVector.zero(F);
        for (int k = first; k < last; k++) {
            FloatVector w = FloatVector.broadcast(F, values == null ? 1f : values[k]);
            s0 = load(x, (long) indices[k] * columns + column).fma(w, s0);
        }
        store(s0, scale, beta, y, out);
    }

    private static void rest(
            int[] indices,
            float[] values,
            int first,
            int last,
            float scale,
            MemorySegment x,
            int columns,
            int column,
            VectorMask<Float> mask,
            float beta,
            MemorySegment y,
            long out) {
        FloatVector sum = FloatVector.zero(F);
        for (int k = first; k < last; k++) {
            FloatVector w = FloatVector.broadcast(F, values == null ? 1f : values[k]);
            long base = (long) indices[k] * columns + column;
            sum = FloatVector.fromMemorySegment(F, x, base * Float.BYTES, ORDER, mask)
                    .fma(w, sum);
        }
        FloatVector scaled = sum.mul(scale);
        if (beta != 0f) {
            scaled = scaled.add(FloatVector.fromMemorySegment(F, y, out * Float.BYTES, ORDER, mask));
        }
        scaled.intoMemorySegment(y, out * Float.BYTES, ORDER, mask);
    }

    @Override
    public void multiplyHeads(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int[] order,
            int heads,
            int width,
            MemorySegment x,
            float beta,
            MemorySegment y,
            int from,
            int to) {
        int columns = heads * width;
        VectorMask<Float> tail = F.indexInRange(0, width % L);
        for (int i = from; i < to; i++) {
            for (int h = 0; h < heads; h++) {
                int start = h * width;
                long out = (long) i * columns + start;
                int c = 0;
                for (; c + L <= width; c += L) {
                    FloatVector sum = beta == 0f ? FloatVector.zero(F) : load(y, out + c);
                    for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                        float w = weights.getAtIndex(FLOAT, (long) (order == null ? k : order[k]) * heads + h);
                        FloatVector row = load(x, (long) indices[k] * columns + start + c);
                        sum = row.fma(FloatVector.broadcast(F, w), sum);
                    }
                    sum.intoMemorySegment(y, (out + c) * Float.BYTES, ORDER);
                }
                if (c < width) {
                    long at = (out + c) * Float.BYTES;
                    FloatVector sum =
                            beta == 0f ? FloatVector.zero(F) : FloatVector.fromMemorySegment(F, y, at, ORDER, tail);
                    for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                        float w = weights.getAtIndex(FLOAT, (long) (order == null ? k : order[k]) * heads + h);
                        long base = ((long) indices[k] * columns + start + c) * Float.BYTES;
                        FloatVector row = FloatVector.fromMemorySegment(F, x, base, ORDER, tail);
                        sum = row.fma(FloatVector.broadcast(F, w), sum);
                    }
                    sum.intoMemorySegment(y, at, ORDER, tail);
                }
            }
        }
    }

    @Override
    public void sampledDots(
            int[] offsets,
            int[] indices,
            MemorySegment a,
            MemorySegment b,
            int heads,
            int width,
            MemorySegment out,
            int from,
            int to) {
        int columns = heads * width;
        float[] lanes = new float[L];
        for (int i = from; i < to; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                for (int h = 0; h < heads; h++) {
                    long left = (long) i * columns + (long) h * width;
                    long right = (long) indices[k] * columns + (long) h * width;
                    FloatVector sum = FloatVector.zero(F);
                    int c = 0;
                    for (; c + L <= width; c += L) {
                        sum = load(a, left + c).fma(load(b, right + c), sum);
                    }
                    float dot = 0f;
                    if (c > 0) {
                        dot = inOrder(sum, lanes);
                    }
                    for (; c < width; c++) {
                        dot = Math.fma(a.getAtIndex(FLOAT, left + c), b.getAtIndex(FLOAT, right + c), dot);
                    }
                    out.setAtIndex(FLOAT, (long) k * heads + h, dot);
                }
            }
        }
    }

    private static float inOrder(FloatVector sum, float[] lanes) {
        sum.intoArray(lanes, 0);
        for (int half = L / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
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
                    VectorMask<Float> higher = k == first
                            ? mask
                            : row.compare(VectorOperators.GT, best).and(mask);
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
}
