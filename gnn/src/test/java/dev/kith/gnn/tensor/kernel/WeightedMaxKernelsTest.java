package dev.kith.gnn.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Sums;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Held.Agreement;
import dev.kith.gnn.tensor.kernel.Held.Output;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maxima of weighted rows and their walk backwards; heads narrower and wider than a vector, and across vectors. */
class WeightedMaxKernelsTest {
    private static final int ROWS = 23;
    private static final int COLUMNS = 301;
    private static final SparsePattern PATTERN = Draw.pattern(1, ROWS, COLUMNS, 1100);
    private static final int[] OFFSETS = PATTERN.offsets();
    private static final int[] INDICES = PATTERN.indices();

    private static Tensor drawn(int width) {
        Tensor x = Draw.tensor(2, COLUMNS, width);
        // Equal rows, of which the first counts where weights are equal, and values that are no finite numbers.
        for (int c = 0; c < width; c++) {
            x.set(7, c, x.get(3, c));
        }
        x.set(11, width / 2, Float.NaN);
        x.set(12, width / 2, Float.NaN);
        x.set(13, 0, Float.NEGATIVE_INFINITY);
        x.set(14, width - 1, Float.POSITIVE_INFINITY);
        return x;
    }

    private static int chosen(Tensor weights, Tensor x, int row, int column, int width) {
        int best = -1;
        float highest = 0f;
        for (int k = OFFSETS[row]; k < OFFSETS[row + 1]; k++) {
            float value = weights.get(k, column / width) * x.get(INDICES[k], column);
            // Adding 0 makes one of the two zeros. Float.compare holds NaN for the largest.
            if (best < 0 || Float.compare(value + 0f, highest + 0f) > 0) {
                best = k;
                highest = value;
            }
        }
        return best;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "1,130", "1,64", "2,3", "3,7", "8,1", "17,1", "8,4", "8,8", "3,16", "5,17", "2,64"})
    void max(int heads, int width) {
        int columns = heads * width;
        try (Tensor x = drawn(columns);
                Tensor weights = Draw.tensor(3, PATTERN.arcs(), heads)) {
            Held.check(
                    ROWS,
                    Agreement.BITS,
                    (kernels, out, from, to) -> {
                        kernels.weightedMax()
                                .max(
                                        OFFSETS,
                                        INDICES,
                                        weights.memory(),
                                        heads,
                                        width,
                                        x.memory(),
                                        out.get(0).memory(),
                                        out.get(1).memory(),
                                        from,
                                        to);
                        for (int i = from; i < to; i++) {
                            for (int c = 0; c < columns; c++) {
                                int arc = chosen(weights, x, i, c, width);
                                float highest = arc < 0 ? 0f : weights.get(arc, c / width) * x.get(INDICES[arc], c);
                                assertThat(out.get(1).memory().getAtIndex(ValueLayout.JAVA_INT, (long) i * columns + c))
                                        .isEqualTo(arc);
                                assertThat(Float.compare(out.get(0).get(i, c), highest))
                                        .isZero();
                            }
                        }
                    },
                    new Output(Draw.notNumbers(ROWS, columns), null),
                    new Output(Draw.notNumbers(ROWS, columns), null));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "1,130", "1,64", "2,3", "3,7", "8,1", "17,1", "8,4", "8,8", "3,16", "5,17", "2,64"})
    void maxBackward(int heads, int width) {
        int columns = heads * width;
        try (Tensor x = drawn(columns);
                Tensor weights = Draw.tensor(4, PATTERN.arcs(), heads);
                Tensor dy = Draw.tensor(5, ROWS, columns);
                Tensor chosen = Tensor.zeros(ROWS, columns)) {
            for (float beta : new float[] {0f, 1f}) {
                Tensor start = Draw.start(6, COLUMNS, columns, beta);
                Sums expected = Sums.of(start, beta);
                for (int i = 0; i < ROWS; i++) {
                    for (int c = 0; c < columns; c++) {
                        int arc = chosen(weights, x, i, c, width);
                        chosen.memory().setAtIndex(ValueLayout.JAVA_INT, (long) i * columns + c, arc);
                        if (arc >= 0) {
                            expected.add(INDICES[arc], c, (double) weights.get(arc, c / width) * dy.get(i, c));
                        }
                    }
                }
                var back = PATTERN.transpose();
                Held.check(
                        COLUMNS,
                        Agreement.BITS,
                        (kernels, out, from, to) -> kernels.weightedMax()
                                .maxBackward(
                                        back.pattern().offsets(),
                                        back.pattern().indices(),
                                        back.order(),
                                        weights.memory(),
                                        heads,
                                        width,
                                        chosen.memory(),
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
