package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link StatisticKernels} without the Vector API. */
final class PlainStatisticKernels implements StatisticKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

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
                    if (origin < 0 || value > best || (Float.isNaN(value) && !Float.isNaN(best))) {
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
            for (int c = 0; c < columns; c++) {
                float centre = mean.getAtIndex(FLOAT, out + c);
                float total = 0f;
                for (int block = offsets[i]; block < offsets[i + 1]; block += BLOCK) {
                    float sum = 0f;
                    for (int k = block; k < Math.min(offsets[i + 1], block + BLOCK); k++) {
                        float d = x.getAtIndex(FLOAT, (long) indices[k] * columns + c) - centre;
                        sum = Math.fma(d, values == null ? d : d * values[k], sum);
                    }
                    total += sum;
                }
                y.setAtIndex(FLOAT, out + c, total * scale);
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
            for (int c = 0; c < columns; c++) {
                float own = x.getAtIndex(FLOAT, out + c);
                float total = beta == 0f ? 0f : dx.getAtIndex(FLOAT, out + c);
                for (int block = offsets[j]; block < offsets[j + 1]; block += BLOCK) {
                    float sum = 0f;
                    for (int k = block; k < Math.min(offsets[j + 1], block + BLOCK); k++) {
                        long at = (long) indices[k] * columns + c;
                        float d = own - mean.getAtIndex(FLOAT, at);
                        float g = dy.getAtIndex(FLOAT, at);
                        sum = Math.fma(d, values == null ? g : g * values[k], sum);
                    }
                    total += sum;
                }
                dx.setAtIndex(FLOAT, out + c, total);
            }
        }
    }
}
