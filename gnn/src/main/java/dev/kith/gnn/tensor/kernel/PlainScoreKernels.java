package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link ScoreKernels} in plain loops. */
final class PlainScoreKernels implements ScoreKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    @Override
    public void products(
            MemorySegment a,
            MemorySegment b,
            int columns,
            int[] sources,
            int[] targets,
            int at,
            MemorySegment out,
            int from,
            int to) {
        for (int r = from; r < to; r++) {
            long left = (long) sources[at + r] * columns;
            long right = (long) targets[at + r] * columns;
            long base = (long) r * columns;
            for (int c = 0; c < columns; c++) {
                out.setAtIndex(FLOAT, base + c, a.getAtIndex(FLOAT, left + c) * b.getAtIndex(FLOAT, right + c));
            }
        }
    }

    @Override
    public void finish(
            MemorySegment z,
            int columns,
            MemorySegment bias,
            MemorySegment gain,
            MemorySegment shift,
            float epsilon,
            boolean positive,
            int from,
            int to) {
        for (int r = from; r < to; r++) {
            long base = (long) r * columns;
            float sum = 0f;
            for (int c = 0; c < columns; c++) {
                float x = z.getAtIndex(FLOAT, base + c) + bias.getAtIndex(FLOAT, c);
                z.setAtIndex(FLOAT, base + c, x);
                sum += x;
            }
            float centre = 0f;
            float scale = 1f;
            if (gain != null) {
                float guess = sum / columns;
                float rest = 0f;
                float squares = 0f;
                for (int c = 0; c < columns; c++) {
                    float d = z.getAtIndex(FLOAT, base + c) - guess;
                    rest += d;
                    squares = Math.fma(d, d, squares);
                }
                centre = guess + rest / columns;
                scale = scale(rest / columns, squares / columns, epsilon);
            }
            for (int c = 0; c < columns; c++) {
                float y = z.getAtIndex(FLOAT, base + c);
                if (gain != null) {
                    y = Math.fma((y - centre) * scale, gain.getAtIndex(FLOAT, c), shift.getAtIndex(FLOAT, c));
                }
                z.setAtIndex(FLOAT, base + c, positive ? Math.max(y, 0f) : y);
            }
        }
    }

    /** From the mean of {@code d = x - guess} and that of d². */
    static float scale(float rest, float squares, float epsilon) {
        float variance = Math.max(Math.fma(-rest, rest, squares), 0f);
        return (float) (1.0 / Math.sqrt(variance + epsilon));
    }

    @Override
    public void addRows(MemorySegment x, int[] which, float factor, int columns, MemorySegment y, int from, int to) {
        for (int r = from; r < to; r++) {
            long base = (long) r * columns;
            long read = (long) which[r] * columns;
            for (int c = 0; c < columns; c++) {
                y.setAtIndex(
                        FLOAT,
                        base + c,
                        Math.fma(factor, x.getAtIndex(FLOAT, read + c), y.getAtIndex(FLOAT, base + c)));
            }
        }
    }

    @Override
    public void dots(
            MemorySegment z,
            int columns,
            MemorySegment weight,
            float bias,
            MemorySegment scores,
            int at,
            int from,
            int to) {
        for (int r = from; r < to; r++) {
            long base = (long) r * columns;
            float sum = 0f;
            for (int c = 0; c < columns; c++) {
                sum = Math.fma(z.getAtIndex(FLOAT, base + c), weight.getAtIndex(FLOAT, c), sum);
            }
            scores.setAtIndex(FLOAT, at + r, sum + bias);
        }
    }
}
