package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link SparseKernels} without the Vector API. */
final class PlainSparseKernels implements SparseKernels {
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
                float scaled = scale * sum[c];
                y.setAtIndex(FLOAT, out + c, beta == 0f ? scaled : scaled + y.getAtIndex(FLOAT, out + c));
            }
        }
    }
}
