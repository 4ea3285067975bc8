package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link SparseKernels} without the Vector API. */
final class PlainSparseKernels implements SparseKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

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
        float[] sum = new float[columns];
        for (int i = from; i < to; i++) {
            if (offsets[i] == offsets[i + 1] && beta == 1f) {
                continue;
            }
            java.util.Arrays.fill(sum, 0f);
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                float w = values == null ? 1f : values[k];
                long base = (long) indices[k] * columns;
                for (int c = 0; c < columns; c++) {
                    sum[c] = Math.fma(w, x.getAtIndex(FLOAT, base + c), sum[c]);
                }
            }
            float scale = rowScale == null ? 1f : rowScale[i];
            long out = (long) i * columns;
            for (int c = 0; c < columns; c++) {
                float before = beta == 0f ? 0f : y.getAtIndex(FLOAT, out + c);
                y.setAtIndex(FLOAT, out + c, Math.fma(scale, sum[c], before));
            }
        }
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
        for (int i = from; i < to; i++) {
            long out = (long) i * columns;
            if (beta == 0f) {
                y.asSlice(out * Float.BYTES, (long) columns * Float.BYTES).fill((byte) 0);
            }
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                long weight = (long) (order == null ? k : order[k]) * heads;
                long base = (long) indices[k] * columns;
                for (int c = 0; c < columns; c++) {
                    float w = weights.getAtIndex(FLOAT, weight + c / width);
                    y.setAtIndex(
                            FLOAT, out + c, Math.fma(w, x.getAtIndex(FLOAT, base + c), y.getAtIndex(FLOAT, out + c)));
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
        for (int i = from; i < to; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                for (int h = 0; h < heads; h++) {
                    long left = (long) i * columns + (long) h * width;
                    long right = (long) indices[k] * columns + (long) h * width;
                    float dot = 0f;
                    for (int c = 0; c < width; c++) {
                        dot = Math.fma(a.getAtIndex(FLOAT, left + c), b.getAtIndex(FLOAT, right + c), dot);
                    }
                    out.setAtIndex(FLOAT, (long) k * heads + h, dot);
                }
            }
        }
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
            for (int c = 0; c < columns; c++) {
                float best = 0f;
                int origin = -1;
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    float value = x.getAtIndex(FLOAT, (long) indices[k] * columns + c);
                    if (origin < 0 || value > best) {
                        best = value;
                        origin = indices[k];
                    }
                }
                y.setAtIndex(FLOAT, out + c, best);
                argmax.setAtIndex(INT, out + c, origin);
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
            if (beta == 0f) {
                dx.asSlice(out * Float.BYTES, (long) columns * Float.BYTES).fill((byte) 0);
            }
            int before = -1;
            for (int k = offsets[j]; k < offsets[j + 1]; k++) {
                // Parallel arcs carry the maximum once.
                if (indices[k] == before) {
                    continue;
                }
                before = indices[k];
                long base = (long) before * columns;
                for (int c = 0; c < columns; c++) {
                    if (argmax.getAtIndex(INT, base + c) == j) {
                        dx.setAtIndex(FLOAT, out + c, dx.getAtIndex(FLOAT, out + c) + dy.getAtIndex(FLOAT, base + c));
                    }
                }
            }
        }
    }
}
