package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.gnn.tensor.kernel.Dropout;
import org.junit.jupiter.api.Test;

/** Whole tensors, large enough to be cut: the same bits at any number of threads, and near the slow sums. */
class ElementsTest {
    private static final int ROWS = 9001;
    private static final int COLUMNS = 17;

    @Test
    void columnSums() {
        try (Tensor x = Draw.tensor(1, ROWS, COLUMNS)) {
            for (float beta : new float[] {0f, 1f}) {
                Tensor start = Draw.start(2, 1, COLUMNS, beta);
                Sums expected = Sums.of(start, beta);
                for (int i = 0; i < ROWS; i++) {
                    for (int c = 0; c < COLUMNS; c++) {
                        expected.add(0, c, x.get(i, c));
                    }
                }
                Threads.check(
                        start, expected, (engine, sums) -> engine.elements().columnSums(x, beta, sums));
            }
        }
    }

    @Test
    void biasActivationAndDropout() {
        Dropout dropout = new Dropout(0.3f, 9L);
        try (Tensor bias = Draw.tensor(3, 1, COLUMNS)) {
            Tensor start = Draw.tensor(4, ROWS, COLUMNS);
            Sums expected = Sums.zeros(ROWS, COLUMNS);
            for (int i = 0; i < ROWS; i++) {
                for (int c = 0; c < COLUMNS; c++) {
                    double x = (double) start.get(i, c) + bias.get(0, c);
                    expected.add(i, c, Math.max(0.0, x) * dropout.factor((long) i, c));
                }
            }
            Threads.check(
                    start, expected, (engine, z) -> engine.elements().biasActivate(z, bias, Activation.RELU, dropout));
        }
    }

    @Test
    void crossEntropy() {
        int[] rows = new int[ROWS / 2];
        int[] targets = new int[rows.length];
        float[] weights = Draw.floats(5, rows.length);
        double total = 0.0;
        for (int r = 0; r < rows.length; r++) {
            rows[r] = 2 * r;
            targets[r] = r % COLUMNS;
            weights[r] = 1.5f + weights[r];
            total += weights[r];
        }
        try (Tensor logits = Draw.tensor(6, ROWS, COLUMNS)) {
            Tensor start = Draw.tensor(7, ROWS, COLUMNS);
            Sums expected = Sums.of(start, 1f);
            double loss = 0.0;
            for (int r = 0; r < rows.length; r++) {
                double sum = 0.0;
                for (int c = 0; c < COLUMNS; c++) {
                    sum += Math.exp(logits.get(rows[r], c));
                }
                loss += weights[r] / total * (Math.log(sum) - logits.get(rows[r], targets[r]));
                for (int c = 0; c < COLUMNS; c++) {
                    double share = Math.exp(logits.get(rows[r], c)) / sum;
                    expected.add(rows[r], c, 0.5 * weights[r] / total * (share - (c == targets[r] ? 1.0 : 0.0)));
                }
            }
            double mean = loss;
            Threads.check(start, expected, (engine, gradient) -> assertThat(
                            engine.elements().crossEntropy(logits, rows, targets, weights, gradient, 0.5f))
                    .isCloseTo(mean, within(1e-6)));
            try (Engine engine = new Engine(2)) {
                assertThat(engine.elements().crossEntropy(logits, new int[0], new int[0], null, null, 1f))
                        .isZero();
            }
        }
    }

    @Test
    void innerProducts() {
        try (Tensor a = Draw.tensor(8, ROWS, COLUMNS);
                Tensor b = Draw.tensor(9, ROWS, COLUMNS)) {
            double expected = 0.0;
            for (int i = 0; i < ROWS; i++) {
                for (int c = 0; c < COLUMNS; c++) {
                    expected += (double) a.get(i, c) * b.get(i, c);
                }
            }
            double first = 0.0;
            for (int threads : new int[] {1, 2, 4}) {
                try (Engine engine = new Engine(threads)) {
                    double dot = Dot.of(engine, a, b);
                    first = threads == 1 ? dot : first;
                    assertThat(dot).isEqualTo(first).isCloseTo(expected, within(1e-9 * ROWS));
                }
            }
        }
    }

    /** A block of columns of a wider matrix, written, added to and read. */
    @Test
    void columns() {
        int rows = 7001;
        try (Engine engine = new Engine(2);
                Tensor narrow = Draw.tensor(10, rows, 5);
                Tensor wide = Draw.tensor(11, rows, 19);
                Tensor read = Draw.tensor(12, rows, 5)) {
            float[] expectedWide = wide.toArray();
            float[] expectedRead = read.toArray();
            for (int i = 0; i < rows; i++) {
                for (int c = 0; c < 5; c++) {
                    expectedWide[i * 19 + 9 + c] = 2f * narrow.get(i, c);
                    expectedRead[i * 5 + c] += 2f * narrow.get(i, c);
                }
            }
            Columns.write(engine, narrow, wide, 9);
            Columns.add(engine, narrow, wide, 9);
            Columns.read(engine, wide, 9, 1f, read);
            assertThat(wide.toArray()).isEqualTo(expectedWide);
            assertThat(read.toArray()).isEqualTo(expectedRead);
        }
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        try (Engine engine = new Engine(1);
                Tensor a = Tensor.zeros(2, 3);
                Tensor b = Tensor.zeros(2, 2)) {
            Elements elements = engine.elements();
            assertThatThrownBy(() -> elements.axpby(1f, a, 0f, b)).hasMessageContaining("do not fit");
            assertThatThrownBy(() -> elements.multiply(a, a, 0f, b)).hasMessageContaining("do not fit");
            assertThatThrownBy(() -> elements.maximum(a, b)).hasMessageContaining("do not fit");
            assertThatThrownBy(() -> elements.columnSums(a, 0f, b)).hasMessageContaining("does not fit the columns");
            assertThatThrownBy(() -> elements.addPartials(a, 0f, b)).hasMessageContaining("not as large");
            assertThatThrownBy(() -> elements.biasActivate(a, b, Activation.RELU, Dropout.NONE))
                    .hasMessageContaining("does not fit the columns");
            assertThatThrownBy(() -> Dot.of(engine, a, b)).hasMessageContaining("do not fit");
        }
    }
}
