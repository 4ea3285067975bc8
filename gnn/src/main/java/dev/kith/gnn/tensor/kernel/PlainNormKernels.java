package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link NormKernels} without the Vector API. */
final class PlainNormKernels implements NormKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    @Override
    public void rowMoments(MemorySegment x, int columns, float epsilon, MemorySegment moments, int from, int to) {
        for (int i = from; i < to; i++) {
            long base = (long) i * columns;
            float sum = 0f;
            for (int c = 0; c < columns; c++) {
                sum += x.getAtIndex(FLOAT, base + c);
            }
            float guess = sum / columns;
            float rest = 0f;
            float squares = 0f;
            for (int c = 0; c < columns; c++) {
                float d = x.getAtIndex(FLOAT, base + c) - guess;
                rest += d;
                squares = Math.fma(d, d, squares);
            }
            setMoments(moments, i, guess, rest / columns, squares / columns, epsilon);
        }
    }

    /** From the mean of {@code d = x - guess} and that of d². */
    static void setMoments(MemorySegment moments, int row, float guess, float rest, float squares, float epsilon) {
        float variance = Math.max(Math.fma(-rest, rest, squares), 0f);
        moments.setAtIndex(FLOAT, 2L * row, guess + rest);
        moments.setAtIndex(FLOAT, 2L * row + 1, (float) (1.0 / Math.sqrt(variance + epsilon)));
    }

    @Override
    public void rowLengths(MemorySegment x, int columns, float least, MemorySegment moments, int from, int to) {
        for (int i = from; i < to; i++) {
            double squares = 0.0;
            for (int c = 0; c < columns; c++) {
                double value = x.getAtIndex(FLOAT, (long) i * columns + c);
                squares += value * value;
            }
            moments.setAtIndex(FLOAT, 2L * i, 0f);
            moments.setAtIndex(FLOAT, 2L * i + 1, (float) (1.0 / Math.max(Math.sqrt(squares), least)));
        }
    }

    @Override
    public void normaliseRows(
            MemorySegment x,
            int columns,
            MemorySegment moments,
            MemorySegment gain,
            MemorySegment bias,
            MemorySegment y,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float centre = moments.getAtIndex(FLOAT, 2L * i);
            float scale = moments.getAtIndex(FLOAT, 2L * i + 1);
            for (int c = 0; c < columns; c++) {
                long e = (long) i * columns + c;
                float z = (x.getAtIndex(FLOAT, e) - centre) * scale;
                float scaled = gain == null ? z : Math.fma(z, gain.getAtIndex(FLOAT, c), bias.getAtIndex(FLOAT, c));
                y.setAtIndex(FLOAT, e, scaled);
            }
        }
    }

    @Override
    public void normaliseRowsBackward(
            MemorySegment dy,
            MemorySegment x,
            int columns,
            MemorySegment moments,
            MemorySegment gain,
            float centred,
            float along,
            float beta,
            MemorySegment dx,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float centre = moments.getAtIndex(FLOAT, 2L * i);
            float scale = moments.getAtIndex(FLOAT, 2L * i + 1);
            float sum = 0f;
            float product = 0f;
            for (int c = 0; c < columns; c++) {
                long e = (long) i * columns + c;
                float d = gained(dy, e, gain, c);
                sum += d;
                product = Math.fma(d, (x.getAtIndex(FLOAT, e) - centre) * scale, product);
            }
            float shift = centred * sum;
            float slope = along * product;
            for (int c = 0; c < columns; c++) {
                long e = (long) i * columns + c;
                float z = (x.getAtIndex(FLOAT, e) - centre) * scale;
                float d = gained(dy, e, gain, c) - shift - z * slope;
                float before = beta == 0f ? 0f : dx.getAtIndex(FLOAT, e);
                dx.setAtIndex(FLOAT, e, Math.fma(d, scale, before));
            }
        }
    }

    private static float gained(MemorySegment dy, long e, MemorySegment gain, int c) {
        float d = dy.getAtIndex(FLOAT, e);
        return gain == null ? d : d * gain.getAtIndex(FLOAT, c);
    }

    @Override
    public void rowProducts(
            MemorySegment a,
            MemorySegment x,
            int columns,
            MemorySegment moments,
            MemorySegment sums,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float centre = moments.getAtIndex(FLOAT, 2L * i);
            float scale = moments.getAtIndex(FLOAT, 2L * i + 1);
            for (int c = 0; c < columns; c++) {
                long e = (long) i * columns + c;
                float z = (x.getAtIndex(FLOAT, e) - centre) * scale;
                sums.setAtIndex(FLOAT, c, Math.fma(a.getAtIndex(FLOAT, e), z, sums.getAtIndex(FLOAT, c)));
            }
        }
    }

    @Override
    public void scaleColumns(
            MemorySegment x,
            int columns,
            MemorySegment centre,
            MemorySegment scale,
            MemorySegment shift,
            float beta,
            MemorySegment y,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            for (int c = 0; c < columns; c++) {
                long e = (long) i * columns + c;
                float d = x.getAtIndex(FLOAT, e) - centre.getAtIndex(FLOAT, c);
                float moved = Math.fma(d, scale.getAtIndex(FLOAT, c), shift.getAtIndex(FLOAT, c));
                y.setAtIndex(FLOAT, e, beta == 0f ? moved : moved + y.getAtIndex(FLOAT, e));
            }
        }
    }

    @Override
    public void columnProducts(
            MemorySegment a,
            MemorySegment aCentre,
            MemorySegment x,
            MemorySegment centre,
            int columns,
            MemorySegment sums,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            for (int c = 0; c < columns; c++) {
                long e = (long) i * columns + c;
                float left = a.getAtIndex(FLOAT, e) - (aCentre == null ? 0f : aCentre.getAtIndex(FLOAT, c));
                float right = x.getAtIndex(FLOAT, e) - centre.getAtIndex(FLOAT, c);
                sums.setAtIndex(FLOAT, c, Math.fma(left, right, sums.getAtIndex(FLOAT, c)));
            }
        }
    }
}
