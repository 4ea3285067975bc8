package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SparseKernels} with the Vector API. A row is made in panels of up to eight vectors that stay in registers
 * while its arcs are walked; each element is summed in the order of the arcs.
 */
final class VectorSparseKernels implements SparseKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

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
}
