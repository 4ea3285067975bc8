package dev.kith.gnn.tensor.kernel;

import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Sums;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Held.Agreement;
import dev.kith.gnn.tensor.kernel.Held.Output;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments and normal forms of rows and of columns; every fifth row is zero. */
class NormKernelsTest {
    private static final int ROWS = 11;
    private static final float EPSILON = 1e-5f;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void rowMoments(int width) {
        try (Tensor x = Draw.tensor(1, ROWS, width)) {
            // A mean far from zero beside a small deviation: a one-pass sum of squares would be lost.
            for (int c = 0; c < width; c++) {
                x.set(2, c, 1000f + x.get(2, c));
            }
            Sums expected = Sums.zeros(ROWS, 2);
            for (int i = 0; i < ROWS; i++) {
                double mean = 0.0;
                for (int c = 0; c < width; c++) {
                    mean += x.get(i, c) / (double) width;
                }
                double variance = 0.0;
                for (int c = 0; c < width; c++) {
                    variance += (x.get(i, c) - mean) * (x.get(i, c) - mean) / width;
                }
                double scale = 1.0 / Math.sqrt(variance + EPSILON);
                expected.add(i, 0, mean, i == 2 ? 1000.0 : 1.0);
                // A scale of 316 is that of no variance: what rounding leaves of it is multiplied so.
                expected.add(i, 1, scale, i == 2 ? 1e3 * scale : 10.0 * scale);
            }
            Held.check(
                    ROWS,
                    Agreement.ROUNDING,
                    (kernels, out, from, to) -> kernels.norms()
                            .rowMoments(x.memory(), width, EPSILON, out.get(0).memory(), from, to),
                    new Output(Draw.notNumbers(ROWS, 2), expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void rowLengths(int width) {
        try (Tensor x = Draw.tensor(2, ROWS, width)) {
            // The square of this length is no float.
            x.set(1, 0, 1e30f);
            Sums expected = Sums.zeros(ROWS, 2);
            for (int i = 0; i < ROWS; i++) {
                double squares = 0.0;
                for (int c = 0; c < width; c++) {
                    squares += (double) x.get(i, c) * x.get(i, c);
                }
                expected.add(i, 1, 1.0 / Math.max(Math.sqrt(squares), 1e-3f));
            }
            Held.check(
                    ROWS,
                    Agreement.BITS,
                    (kernels, out, from, to) -> kernels.norms()
                            .rowLengths(x.memory(), width, 1e-3f, out.get(0).memory(), from, to),
                    new Output(Draw.notNumbers(ROWS, 2), expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void rows(int width) {
        try (Tensor x = Draw.tensor(3, ROWS, width);
                Tensor moments = Draw.tensor(4, ROWS, 2);
                Tensor gain = Draw.tensor(5, 1, width);
                Tensor bias = Draw.tensor(6, 1, width);
                Tensor dy = Draw.tensor(7, ROWS, width)) {
            for (Tensor g : Arrays.asList(null, gain)) {
                normalise(x, moments, g, g == null ? null : bias);
                for (float beta : new float[] {0f, 1f}) {
                    normaliseBackward(dy, x, moments, g, 1f / width, 1f / width, beta);
                    normaliseBackward(dy, x, moments, g, 0f, 1f, beta);
                }
            }
            rowProducts(dy, x, moments);
        }
    }

    private static double normal(Tensor x, Tensor moments, int row, int column) {
        return ((double) x.get(row, column) - moments.get(row, 0)) * moments.get(row, 1);
    }

    private static void normalise(Tensor x, Tensor moments, Tensor gain, Tensor bias) {
        int width = x.columns();
        Sums expected = Sums.zeros(ROWS, width);
        for (int i = 0; i < ROWS; i++) {
            for (int c = 0; c < width; c++) {
                double z = normal(x, moments, i, c);
                expected.add(i, c, gain == null ? z : z * gain.get(0, c) + bias.get(0, c), 3.0);
            }
        }
        Held.check(
                ROWS,
                Agreement.BITS,
                (kernels, out, from, to) -> kernels.norms()
                        .normaliseRows(
                                x.memory(),
                                width,
                                moments.memory(),
                                gain == null ? null : gain.memory(),
                                bias == null ? null : bias.memory(),
                                out.get(0).memory(),
                                from,
                                to),
                new Output(Draw.notNumbers(ROWS, width), expected));
    }

    private static void normaliseBackward(
            Tensor dy, Tensor x, Tensor moments, Tensor gain, float centred, float along, float beta) {
        int width = x.columns();
        Tensor start = Draw.start(8, ROWS, width, beta);
        Sums expected = Sums.of(start, beta);
        for (int i = 0; i < ROWS; i++) {
            double sum = 0.0;
            double product = 0.0;
            double size = 0.0;
            for (int c = 0; c < width; c++) {
                double d = dy.get(i, c) * (gain == null ? 1.0 : gain.get(0, c));
                sum += d;
                product += d * normal(x, moments, i, c);
                size += Math.abs(d) * (centred + along * Math.abs(normal(x, moments, i, c)));
            }
            for (int c = 0; c < width; c++) {
                double d = dy.get(i, c) * (gain == null ? 1.0 : gain.get(0, c));
                double z = normal(x, moments, i, c);
                expected.add(
                        i, c, moments.get(i, 1) * (d - centred * sum - along * z * product), 2.0 * (1.0 + 2.0 * size));
            }
        }
        Held.check(
                ROWS,
                Agreement.ROUNDING,
                (kernels, out, from, to) -> kernels.norms()
                        .normaliseRowsBackward(
                                dy.memory(),
                                x.memory(),
                                width,
                                moments.memory(),
                                gain == null ? null : gain.memory(),
                                centred,
                                along,
                                beta,
                                out.get(0).memory(),
                                from,
                                to),
                new Output(start, expected));
    }

    private static void rowProducts(Tensor a, Tensor x, Tensor moments) {
        int width = x.columns();
        Tensor start = Draw.tensor(9, 1, width);
        Sums expected = Sums.of(start, 1f);
        for (int i = 0; i < ROWS; i++) {
            for (int c = 0; c < width; c++) {
                expected.add(0, c, a.get(i, c) * normal(x, moments, i, c), 2.0 * Math.abs(a.get(i, c)));
            }
        }
        Held.check(
                ROWS,
                Agreement.BITS,
                (kernels, out, from, to) -> kernels.norms()
                        .rowProducts(
                                a.memory(),
                                x.memory(),
                                width,
                                moments.memory(),
                                out.get(0).memory(),
                                from,
                                to),
                new Output(start, expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void columns(int width) {
        try (Tensor x = Draw.tensor(10, ROWS, width);
                Tensor centre = Draw.tensor(11, 1, width);
                Tensor scale = Draw.tensor(12, 1, width);
                Tensor shift = Draw.tensor(13, 1, width);
                Tensor a = Draw.tensor(14, ROWS, width)) {
            for (float beta : new float[] {0f, 1f}) {
                Tensor start = Draw.start(15, ROWS, width, beta);
                Sums expected = Sums.of(start, beta);
                for (int i = 0; i < ROWS; i++) {
                    for (int c = 0; c < width; c++) {
                        double d = (double) x.get(i, c) - centre.get(0, c);
                        expected.add(i, c, d * scale.get(0, c) + shift.get(0, c), 3.0);
                    }
                }
                Held.check(
                        ROWS,
                        Agreement.BITS,
                        (kernels, out, from, to) -> kernels.norms()
                                .scaleColumns(
                                        x.memory(),
                                        width,
                                        centre.memory(),
                                        scale.memory(),
                                        shift.memory(),
                                        beta,
                                        out.get(0).memory(),
                                        from,
                                        to),
                        new Output(start, expected));
            }
            for (Tensor aCentre : Arrays.asList(null, scale)) {
                columnProducts(a, aCentre, x, centre);
            }
        }
    }

    private static void columnProducts(Tensor a, Tensor aCentre, Tensor x, Tensor centre) {
        int width = x.columns();
        Tensor start = Draw.tensor(16, 1, width);
        Sums expected = Sums.of(start, 1f);
        for (int i = 0; i < ROWS; i++) {
            for (int c = 0; c < width; c++) {
                double left = a.get(i, c) - (aCentre == null ? 0.0 : aCentre.get(0, c));
                expected.add(0, c, left * ((double) x.get(i, c) - centre.get(0, c)));
            }
        }
        Held.check(
                ROWS,
                Agreement.BITS,
                (kernels, out, from, to) -> kernels.norms()
                        .columnProducts(
                                a.memory(),
                                aCentre == null ? null : aCentre.memory(),
                                x.memory(),
                                centre.memory(),
                                width,
                                out.get(0).memory(),
                                from,
                                to),
                new Output(start, expected));
    }
}
