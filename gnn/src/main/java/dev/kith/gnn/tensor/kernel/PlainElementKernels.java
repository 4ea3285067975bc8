package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link ElementKernels} without the Vector API. */
final class PlainElementKernels implements ElementKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    @Override
    public void axpby(float alpha, MemorySegment x, float beta, MemorySegment y, long from, long to) {
        for (long e = from; e < to; e++) {
            float before = beta == 0f ? 0f : y.getAtIndex(FLOAT, e);
            y.setAtIndex(FLOAT, e, Math.fma(alpha, x.getAtIndex(FLOAT, e), before));
        }
    }

    @Override
    public void multiply(MemorySegment a, MemorySegment b, float beta, MemorySegment y, long from, long to) {
        for (long e = from; e < to; e++) {
            float before = beta == 0f ? 0f : y.getAtIndex(FLOAT, e);
            y.setAtIndex(FLOAT, e, Math.fma(a.getAtIndex(FLOAT, e), b.getAtIndex(FLOAT, e), before));
        }
    }

    @Override
    public void maximum(MemorySegment x, MemorySegment y, long from, long to) {
        for (long e = from; e < to; e++) {
            y.setAtIndex(FLOAT, e, Math.max(x.getAtIndex(FLOAT, e), y.getAtIndex(FLOAT, e)));
        }
    }

    @Override
    public void takeWhereHighest(
            MemorySegment x, MemorySegment highest, MemorySegment g, MemorySegment dx, long from, long to) {
        for (long e = from; e < to; e++) {
            float taken = 0f;
            if (x.getAtIndex(FLOAT, e) == highest.getAtIndex(FLOAT, e)) {
                taken = g.getAtIndex(FLOAT, e);
                g.setAtIndex(FLOAT, e, 0f);
            }
            dx.setAtIndex(FLOAT, e, taken);
        }
    }

    @Override
    public void addPartials(
            MemorySegment partials, int pieces, long size, float beta, MemorySegment c, long from, long to) {
        for (long e = from; e < to; e++) {
            float sum = beta == 0f ? 0f : c.getAtIndex(FLOAT, e);
            for (int p = 0; p < pieces; p++) {
                sum += partials.getAtIndex(FLOAT, p * size + e);
            }
            c.setAtIndex(FLOAT, e, sum);
        }
    }

    @Override
    public void biasActivate(
            MemorySegment z,
            int columns,
            MemorySegment bias,
            Activation activation,
            Dropout dropout,
            int from,
            int to) {
        for (int row = from; row < to; row++) {
            int key = dropout.rowKey(row);
            for (int c = 0; c < columns; c++) {
                long e = (long) row * columns + c;
                float value = z.getAtIndex(FLOAT, e);
                value = activation.value(bias == null ? value : value + bias.getAtIndex(FLOAT, c));
                z.setAtIndex(FLOAT, e, dropout.active() ? value * dropout.factor(key, c) : value);
            }
        }
    }

    @Override
    public void biasActivateBackward(
            MemorySegment output,
            MemorySegment g,
            int columns,
            Activation activation,
            Dropout dropout,
            int from,
            int to) {
        float undo = 1f - dropout.rate();
        for (int row = from; row < to; row++) {
            int key = dropout.rowKey(row);
            for (int c = 0; c < columns; c++) {
                long e = (long) row * columns + c;
                float slope = activation.slope(output.getAtIndex(FLOAT, e) * undo);
                float factor = dropout.active() ? dropout.factor(key, c) : 1f;
                g.setAtIndex(FLOAT, e, g.getAtIndex(FLOAT, e) * factor * slope);
            }
        }
    }

    @Override
    public void columnSums(MemorySegment x, int columns, MemorySegment sums, int from, int to) {
        for (int row = from; row < to; row++) {
            for (int c = 0; c < columns; c++) {
                float value = x.getAtIndex(FLOAT, (long) row * columns + c);
                sums.setAtIndex(FLOAT, c, sums.getAtIndex(FLOAT, c) + value);
            }
        }
    }

    @Override
    public double crossEntropy(
            MemorySegment logits, int columns, int row, int target, float scale, float beta, MemorySegment gradient) {
        long base = (long) row * columns;
        float highest = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < columns; c++) {
            highest = Math.max(highest, logits.getAtIndex(FLOAT, base + c));
        }
        float sum = 0f;
        for (int c = 0; c < columns; c++) {
            sum += Exponential.exp(logits.getAtIndex(FLOAT, base + c) - highest);
        }
        if (gradient != null) {
            for (int c = 0; c < columns; c++) {
                float p = Exponential.exp(logits.getAtIndex(FLOAT, base + c) - highest) / sum;
                float before = beta == 0f ? 0f : gradient.getAtIndex(FLOAT, base + c);
                gradient.setAtIndex(FLOAT, base + c, Math.fma(scale, c == target ? p - 1f : p, before));
            }
        }
        return Math.log(sum) + highest - logits.getAtIndex(FLOAT, base + target);
    }

    @Override
    public void softmax(MemorySegment x, int columns, int from, int to) {
        for (int row = from; row < to; row++) {
            long base = (long) row * columns;
            float highest = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < columns; c++) {
                highest = Math.max(highest, x.getAtIndex(FLOAT, base + c));
            }
            float sum = 0f;
            for (int c = 0; c < columns; c++) {
                float e = Exponential.exp(x.getAtIndex(FLOAT, base + c) - highest);
                x.setAtIndex(FLOAT, base + c, e);
                sum += e;
            }
            for (int c = 0; c < columns; c++) {
                x.setAtIndex(FLOAT, base + c, x.getAtIndex(FLOAT, base + c) / sum);
            }
        }
    }
}
