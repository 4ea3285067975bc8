package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.Features;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Products over the arcs of a graph whose hub is cut in pieces and whose other rows are cut into tasks, beside slow
 * loops, and the same at any number of threads.
 */
class SparseProductsTest {
    private static final int ROWS = 1501;
    private static final int COLUMNS = 1203;
    /** Two whole pieces and one arc. */
    private static final int HUB = 2 * Hubs.PIECE + 1;

    private static final SparsePattern PATTERN = Draw.pattern(1, ROWS, COLUMNS, HUB);
    private static final float[] WEIGHTS = Draw.floats(2, PATTERN.arcs());
    private static final float[] FACTORS = Draw.floats(3, ROWS);

    @ParameterizedTest
    @ValueSource(ints = {1, 19})
    void multiplyAndTransposed(int width) {
        for (float[] values : Arrays.asList(null, WEIGHTS)) {
            SparseMatrix matrix = new SparseMatrix(PATTERN, values, values == null ? null : FACTORS);
            try (Tensor x = Draw.tensor(4, COLUMNS, width);
                    Tensor g = Draw.tensor(5, ROWS, width)) {
                for (float beta : new float[] {0f, 1f}) {
                    Tensor start = Draw.start(6, ROWS, width, beta);
                    Sums forward = Sums.of(start, beta);
                    Tensor startBack = Draw.start(7, COLUMNS, width, beta);
                    Sums back = Sums.of(startBack, beta);
                    for (int i = 0; i < ROWS; i++) {
                        for (int k = PATTERN.offsets()[i]; k < PATTERN.offsets()[i + 1]; k++) {
                            double w = values == null ? 1.0 : (double) values[k] * FACTORS[i];
                            for (int c = 0; c < width; c++) {
                                forward.add(i, c, w * x.get(PATTERN.indices()[k], c));
                                back.add(PATTERN.indices()[k], c, w * g.get(i, c));
                            }
                        }
                    }
                    Threads.check(start, forward, (engine, y) -> matrix.multiply(engine, x, beta, y));
                    Threads.check(
                            startBack, back, (engine, y) -> matrix.transpose().multiply(engine, g, beta, y));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,7", "8,4", "3,17"})
    void valuesOnArcs(int heads, int width) {
        int columns = heads * width;
        try (Tensor values = Draw.tensor(8, PATTERN.arcs(), heads);
                Tensor x = Draw.tensor(9, COLUMNS, columns);
                Tensor g = Draw.tensor(10, ROWS, columns)) {
            for (float beta : new float[] {0f, 1f}) {
                Tensor start = Draw.start(11, ROWS, columns, beta);
                Tensor startBack = Draw.start(12, COLUMNS, columns, beta);
                Tensor startDots = Draw.start(13, PATTERN.arcs(), heads, beta);
                Sums sums = Sums.of(start, beta);
                Sums back = Sums.of(startBack, beta);
                Sums dots = Sums.of(startDots, beta);
                for (int i = 0; i < ROWS; i++) {
                    for (int k = PATTERN.offsets()[i]; k < PATTERN.offsets()[i + 1]; k++) {
                        int j = PATTERN.indices()[k];
                        for (int c = 0; c < columns; c++) {
                            sums.add(i, c, (double) values.get(k, c / width) * x.get(j, c));
                            back.add(j, c, (double) values.get(k, c / width) * g.get(i, c));
                            dots.add(k, c / width, (double) g.get(i, c) * x.get(j, c));
                        }
                    }
                }
                Threads.check(start, sums, (engine, y) -> ArcProducts.sums(engine, PATTERN, values, x, beta, y));
                Threads.check(
                        startBack,
                        back,
                        (engine, y) -> ArcProducts.transposedSums(engine, PATTERN, values, g, beta, y));
                Threads.check(startDots, dots, (engine, y) -> ArcProducts.dots(engine, PATTERN, g, x, beta, y));
            }
        }
    }

    @Test
    void variances() {
        SparseMatrix matrix = new SparseMatrix(PATTERN, WEIGHTS, FACTORS);
        try (Tensor x = Draw.tensor(14, COLUMNS, 7);
                Tensor mean = Draw.tensor(15, ROWS, 7);
                Tensor dy = Draw.tensor(16, ROWS, 7)) {
            Sums forward = Sums.zeros(ROWS, 7);
            Sums back = Sums.zeros(COLUMNS, 7);
            for (int i = 0; i < ROWS; i++) {
                for (int k = PATTERN.offsets()[i]; k < PATTERN.offsets()[i + 1]; k++) {
                    double w = (double) WEIGHTS[k] * FACTORS[i];
                    for (int c = 0; c < 7; c++) {
                        double d = (double) x.get(PATTERN.indices()[k], c) - mean.get(i, c);
                        forward.add(i, c, w * d * d);
                        back.add(PATTERN.indices()[k], c, w * dy.get(i, c) * d);
                    }
                }
            }
            Threads.check(Draw.notNumbers(ROWS, 7), forward, (engine, y) -> matrix.variance(engine, x, mean, y));
            Threads.check(
                    Draw.notNumbers(COLUMNS, 7),
                    back,
                    (engine, y) -> matrix.varianceBackward(engine, x, mean, dy, 0f, y));
        }
    }

    /** Rows that are picked, twice or not at all, are those of the whole matrix. */
    @Test
    void pickedRows() {
        int[] picked = {ROWS / 2, 5, 0, 5, ROWS - 1, 17};
        SparseMatrix matrix = new SparseMatrix(PATTERN, WEIGHTS, FACTORS);
        try (Tensor x = Draw.tensor(17, COLUMNS, 3)) {
            Sums expected = Sums.zeros(picked.length, 3);
            for (int r = 0; r < picked.length; r++) {
                for (int k = PATTERN.offsets()[picked[r]]; k < PATTERN.offsets()[picked[r] + 1]; k++) {
                    for (int c = 0; c < 3; c++) {
                        expected.add(r, c, (double) matrix.value(picked[r], k) * x.get(PATTERN.indices()[k], c));
                    }
                }
            }
            Threads.check(Draw.notNumbers(picked.length, 3), expected, (engine, y) -> matrix.rows(picked)
                    .multiply(engine, x, 0f, y));
        }
    }

    @Test
    void sparseFeatures() {
        Features.Sparse features =
                new Features.Sparse(new int[] {0, 2, 2, 3}, new int[] {0, 3, 3}, new float[] {2f, -1f, 0.5f}, 3, 4);
        try (Engine engine = new Engine(1);
                Tensor w = Tensor.of(4, 2, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f);
                Tensor y = Draw.notNumbers(3, 2)) {
            SparseMatrix.of(features).multiply(engine, w, 0f, y);
            assertThat(y.toArray()).containsExactly(-5f, -4f, 0f, 0f, 3.5f, 4f);
        }
    }

    @Test
    void emptyOnes() {
        SparsePattern none = new SparsePattern(0, 0, new int[1], new int[0]);
        SparsePattern noArcs = new SparsePattern(3, 2, new int[4], new int[0]);
        try (Engine engine = new Engine(2);
                Tensor nothing = Tensor.zeros(0, 5);
                Tensor x = Draw.tensor(18, 2, 5);
                Tensor y = Draw.notNumbers(3, 5)) {
            new SparseMatrix(none, null, null).multiply(engine, nothing, 0f, nothing);
            new SparseMatrix(noArcs, null, null).multiply(engine, x, 0f, y);
            assertThat(y.toArray()).containsOnly(0f);
            assertThat(noArcs.transpose().pattern().arcs()).isZero();
            assertThatThrownBy(() -> new SparseMatrix(noArcs, null, null).multiply(engine, y, 0f, x))
                    .hasMessageContaining("The shapes do not fit");
        }
    }

    /** Every row is handed out once, whatever the hubs between them. */
    @Test
    void rowsAreCutByArcs() {
        int[] seen = new int[ROWS];
        int[] largest = new int[1];
        try (Workers alone = new Workers(1)) {
            PATTERN.forRows(alone, (from, to) -> {
                for (int i = from; i < to; i++) {
                    seen[i]++;
                }
                int arcs = PATTERN.offsets()[to] - PATTERN.offsets()[from];
                largest[0] = Math.max(largest[0], to - from == 1 ? 0 : arcs + to - from);
            });
        }
        assertThat(seen).containsOnly(1);
        assertThat(largest[0]).isLessThanOrEqualTo(2048);
    }
}
