package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link WeightedMaxKernels} without the Vector API. */
final class PlainWeightedMaxKernels implements WeightedMaxKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    @Override
    public void max(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int heads,
            int width,
            MemorySegment x,
            MemorySegment y,
            MemorySegment chosen,
            int from,
            int to) {
        int columns = heads * width;
        for (int i = from; i < to; i++) {
            for (int c = 0; c < columns; c++) {
                int best = -1;
                float highest = 0f;
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    float value = weights.getAtIndex(FLOAT, (long) k * heads + c / width)
                            * x.getAtIndex(FLOAT, (long) indices[k] * columns + c);
                    if (best < 0 || (!(value <= highest) && !Float.isNaN(highest))) {
                        best = k;
                        highest = value;
                    }
                }
                y.setAtIndex(FLOAT, (long) i * columns + c, highest);
                chosen.setAtIndex(INT, (long) i * columns + c, best);
            }
        }
    }

    @Override
    public void maxBackward(
            int[] offsets,
            int[] indices,
            int[] order,
            MemorySegment weights,
            int heads,
            int width,
            MemorySegment chosen,
            MemorySegment dy,
            float beta,
            MemorySegment dx,
            int from,
            int to) {
        int columns = heads * width;
        for (int j = from; j < to; j++) {
            for (int c = 0; c < columns; c++) {
                long at = (long) j * columns + c;
                float sum = beta == 0f ? 0f : dx.getAtIndex(FLOAT, at);
                for (int k = offsets[j]; k < offsets[j + 1]; k++) {
                    long target = (long) indices[k] * columns + c;
                    if (chosen.getAtIndex(INT, target) == order[k]) {
                        float weight = weights.getAtIndex(FLOAT, (long) order[k] * heads + c / width);
                        sum = Math.fma(weight, dy.getAtIndex(FLOAT, target), sum);
                    }
                }
                dx.setAtIndex(FLOAT, at, sum);
            }
        }
    }
}
