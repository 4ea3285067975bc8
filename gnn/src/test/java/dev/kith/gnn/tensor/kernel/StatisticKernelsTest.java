package dev.kith.gnn.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Sums;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Held.Agreement;
import dev.kith.gnn.tensor.kernel.Held.Output;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maxima and variances of neighbours' rows and their walks backwards; the hub's arcs are more than a block. */
class StatisticKernelsTest {
    private static final int ROWS = 23;
    private static final int COLUMNS = 301;
    private static final SparsePattern PATTERN = Draw.pattern(1, ROWS, COLUMNS, 1100);
    private static final SparsePattern BACK = PATTERN.transpose().pattern();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void max(int width) {
        try (Tensor x = Draw.tensor(2, COLUMNS, width)) {
            // Equal rows, of which the first counts, and values that are no numbers or no finite ones.
            for (int c = 0; c < width; c++) {
                x.set(3, c, 0.99f);
                x.set(7, c, 0.99f);
            }
            x.set(11, width / 2, Float.NaN);
            x.set(12, width / 2, Float.NaN);
            x.set(13, 0, Float.NEGATIVE_INFINITY);
            x.set(14, width - 1, Float.POSITIVE_INFINITY);
            Held.check(
                    ROWS,
                    Agreement.BITS,
                    (kernels, out, from, to) -> {
                        kernels.statistics()
                                .max(
                                        PATTERN.offsets(),
                                        PATTERN.indices(),
                                        x.memory(),
                                        width,
                                        out.get(0).memory(),
                                        out.get(1).memory(),
                                        from,
                                        to);
                        for (int i = from; i < to; i++) {
                            assertHighest(x, i, out.get(0), out.get(1));
                        }
                    },
                    new Output(Draw.notNumbers(ROWS, width), null),
                    new Output(Draw.notNumbers(ROWS, width), null));
        }
    }

    private static void assertHighest(Tensor x, int row, Tensor y, Tensor argmax) {
        for (int c = 0; c < x.columns(); c++) {
            float highest = 0f;
            int origin = -1;
            for (int k = PATTERN.offsets()[row]; k < PATTERN.offsets()[row + 1]; k++) {
                float value = x.get(PATTERN.indices()[k], c);
                // Float.compare holds NaN for the largest.
                if (origin < 0 || Float.compare(value, highest) > 0) {
                    highest = value;
                    origin = PATTERN.indices()[k];
                }
            }
            assertThat(Float.compare(y.get(row, c), highest)).isZero();
            assertThat(argmax.memory().getAtIndex(ValueLayout.JAVA_INT, (long) row * x.columns() + c))
                    .isEqualTo(origin);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void maxBackward(int width) {
        try (Tensor x = Draw.tensor(3, COLUMNS, width);
                Tensor y = Tensor.zeros(ROWS, width);
                Tensor argmax = Tensor.zeros(ROWS, width);
                Tensor dy = Draw.tensor(4, ROWS, width)) {
            Kernels.plain()
                    .statistics()
                    .max(PATTERN.offsets(), PATTERN.indices(), x.memory(), width, y.memory(), argmax.memory(), 0, ROWS);
            for (float beta : new float[] {0f, 1f}) {
                Tensor start = Draw.start(5, COLUMNS, width, beta);
                Sums expected = Sums.of(start, beta);
                for (int i = 0; i < ROWS; i++) {
                    for (int c = 0; c < width; c++) {
                        int origin = argmax.memory().getAtIndex(ValueLayout.JAVA_INT, (long) i * width + c);
                        if (origin >= 0) {
                            expected.add(origin, c, dy.get(i, c));
                        }
                    }
                }
                Held.check(
                        COLUMNS,
                        Agreement.BITS,
                        (kernels, out, from, to) -> kernels.statistics()
                                .maxBackward(
                                        BACK.offsets(),
                                        BACK.indices(),
                                        argmax.memory(),
                                        dy.memory(),
                                        width,
                                        beta,
                                        out.get(0).memory(),
                                        from,
                                        to),
                        new Output(start, expected));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void variance(int width) {
        float[] weights = Draw.floats(6, PATTERN.arcs());
        float[] factors = Draw.floats(7, ROWS);
        try (Tensor x = Draw.tensor(8, COLUMNS, width);
                Tensor mean = Draw.tensor(9, ROWS, width)) {
            for (float[] values : Arrays.asList(null, weights)) {
                for (float[] scale : Arrays.asList(null, factors)) {
                    Sums expected = Sums.zeros(ROWS, width);
                    for (int i = 0; i < ROWS; i++) {
                        for (int k = PATTERN.offsets()[i]; k < PATTERN.offsets()[i + 1]; k++) {
                            double w = (values == null ? 1.0 : values[k]) * (scale == null ? 1.0 : scale[i]);
                            for (int c = 0; c < width; c++) {
                                double d = (double) x.get(PATTERN.indices()[k], c) - mean.get(i, c);
                                expected.add(i, c, w * d * d);
                            }
                        }
                    }
                    Held.check(
                            ROWS,
                            Agreement.BITS,
                            (kernels, out, from, to) -> kernels.statistics()
                                    .variance(
                                            PATTERN.offsets(),
                                            PATTERN.indices(),
                                            values,
                                            scale,
                                            x.memory(),
                                            width,
                                            mean.memory(),
                                            out.get(0).memory(),
                                            from,
                                            to),
                            new Output(Draw.notNumbers(ROWS, width), expected));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void varianceBackward(int width) {
        float[] weights = Draw.floats(10, BACK.arcs());
        try (Tensor x = Draw.tensor(11, COLUMNS, width);
                Tensor mean = Draw.tensor(12, ROWS, width);
                Tensor dy = Draw.tensor(13, ROWS, width)) {
            for (float[] values : Arrays.asList(null, weights)) {
                for (float beta : new float[] {0f, 1f}) {
                    Tensor start = Draw.start(14, COLUMNS, width, beta);
                    Sums expected = Sums.of(start, beta);
                    for (int j = 0; j < COLUMNS; j++) {
                        for (int k = BACK.offsets()[j]; k < BACK.offsets()[j + 1]; k++) {
                            int i = BACK.indices()[k];
                            double w = values == null ? 1.0 : values[k];
                            for (int c = 0; c < width; c++) {
                                expected.add(j, c, w * dy.get(i, c) * ((double) x.get(j, c) - mean.get(i, c)));
                            }
                        }
                    }
                    Held.check(
                            COLUMNS,
                            Agreement.BITS,
                            (kernels, out, from, to) -> kernels.statistics()
                                    .varianceBackward(
                                            BACK.offsets(),
                                            BACK.indices(),
                                            values,
                                            x.memory(),
                                            width,
                                            mean.memory(),
                                            dy.memory(),
                                            beta,
                                            out.get(0).memory(),
                                            from,
                                            to),
                            new Output(start, expected));
                }
            }
        }
    }
}
