package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link ArcTanhKernels} without the Vector API. */
final class PlainArcTanhKernels implements ArcTanhKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private static float tanh(MemorySegment own, long at, MemorySegment other, long there) {
        return Activation.TANH.value(own.getAtIndex(FLOAT, at) + other.getAtIndex(FLOAT, there));
    }

    @Override
    public void dots(
            int[] offsets,
            int[] indices,
            MemorySegment own,
            MemorySegment other,
            MemorySegment gate,
            int heads,
            int width,
            MemorySegment dots,
            int from,
            int to) {
        long columns = (long) heads * width;
        for (int i = from; i < to; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                for (int h = 0; h < heads; h++) {
                    float sum = 0f;
                    for (int c = h * width; c < (h + 1) * width; c++) {
                        float t = tanh(own, i * columns + c, other, indices[k] * columns + c);
                        sum = Math.fma(gate.getAtIndex(FLOAT, c), t, sum);
                    }
                    dots.setAtIndex(FLOAT, (long) k * heads + h, sum);
                }
            }
        }
    }

    @Override
    public void sums(
            int[] offsets,
            int[] indices,
            MemorySegment own,
            MemorySegment other,
            MemorySegment d,
            int heads,
            int width,
            MemorySegment sums,
            int from,
            int to) {
        long columns = (long) heads * width;
        for (int i = from; i < to; i++) {
            for (int c = 0; c < columns; c++) {
                float sum = 0f;
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    float t = tanh(own, i * columns + c, other, indices[k] * columns + c);
                    sum = Math.fma(d.getAtIndex(FLOAT, (long) k * heads + c / width), t, sum);
                }
                sums.setAtIndex(FLOAT, i * columns + c, sum);
            }
        }
    }

    @Override
    public void slopes(
            int[] offsets,
            int[] indices,
            int[] order,
            MemorySegment own,
            MemorySegment other,
            MemorySegment gate,
            MemorySegment d,
            int heads,
            int width,
            float beta,
            MemorySegment slopes,
            int from,
            int to) {
        long columns = (long) heads * width;
        for (int i = from; i < to; i++) {
            for (int c = 0; c < columns; c++) {
                float sum = 0f;
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    float t = tanh(own, i * columns + c, other, indices[k] * columns + c);
                    sum = Math.fma(
                            d.getAtIndex(FLOAT, (long) (order == null ? k : order[k]) * heads + c / width),
                            1f - t * t,
                            sum);
                }
                float before = beta == 0f ? 0f : slopes.getAtIndex(FLOAT, i * columns + c);
                slopes.setAtIndex(FLOAT, i * columns + c, Math.fma(gate.getAtIndex(FLOAT, c), sum, before));
            }
        }
    }
}
