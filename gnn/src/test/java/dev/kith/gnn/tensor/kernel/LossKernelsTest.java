package dev.kith.gnn.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Sums;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Held.Agreement;
import dev.kith.gnn.tensor.kernel.Held.Output;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax of rows and its cross-entropy. */
class LossKernelsTest {
    private static final int ROWS = 9;

    /** Logits of every size, one row of them near the end of what exponentials can hold. */
    private static Tensor logits(int classes) {
        Tensor logits = Draw.tensor(1, ROWS, classes);
        for (int i = 0; i < ROWS; i++) {
            for (int c = 0; c < classes; c++) {
                float x = logits.get(i, c);
                logits.set(i, c, i == 2 ? 80f * x : i == 3 ? 1000f + x : 3f * x);
            }
        }
        return logits;
    }

    private static double share(Tensor logits, int row, int column) {
        double total = 0.0;
        for (int c = 0; c < logits.columns(); c++) {
            total += Math.exp((double) logits.get(row, c) - logits.get(row, column));
        }
        return 1.0 / total;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void softmax(int classes) {
        Tensor logits = logits(classes);
        Sums expected = Sums.zeros(ROWS, classes);
        for (int i = 0; i < ROWS; i++) {
            for (int c = 0; c < classes; c++) {
                expected.add(i, c, share(logits, i, c), 1.0);
            }
        }
        Held.check(
                ROWS,
                Agreement.ROUNDING,
                (kernels, out, from, to) ->
                        kernels.elements().softmax(out.get(0).memory(), classes, from, to),
                new Output(logits, expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void crossEntropy(int classes) {
        try (Tensor logits = logits(classes)) {
            for (float beta : new float[] {0f, 1f}) {
                Tensor start = Draw.start(2, ROWS, classes, beta);
                Sums expected = Sums.of(start, beta);
                for (int i = 0; i < ROWS; i++) {
                    for (int c = 0; c < classes; c++) {
                        double onehot = c == i % classes ? 1.0 : 0.0;
                        expected.add(i, c, 0.3f * (share(logits, i, c) - onehot), 1.0);
                    }
                }
                Held.check(
                        ROWS,
                        Agreement.ROUNDING,
                        (kernels, out, from, to) -> {
                            for (int i = from; i < to; i++) {
                                double loss = loss(kernels, logits, i, beta, out.get(0));
                                double wanted = -Math.log(share(logits, i, i % classes));
                                assertThat(loss).isCloseTo(wanted, within(1e-6 * (1.0 + wanted)));
                                assertThat(loss(kernels, logits, i, beta, null)).isEqualTo(loss);
                            }
                        },
                        new Output(start, expected));
            }
        }
    }

    private static double loss(Kernels kernels, Tensor logits, int row, float beta, Tensor gradient) {
        return kernels.elements()
                .crossEntropy(
                        logits.memory(),
                        logits.columns(),
                        row,
                        row % logits.columns(),
                        0.3f,
                        beta,
                        gradient == null ? null : gradient.memory());
    }

    /** A loss that is no number is no number in both providers: the health gate looks for it. */
    @ParameterizedTest
    @ValueSource(ints = {3, 17})
    void whatIsNoNumberStaysNone(int classes) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            for (Kernels kernels : List.of(Kernels.plain(), Kernels.vector())) {
                try (Tensor logits = Draw.tensor(3, 1, classes)) {
                    logits.set(0, classes - 1, bad);
                    assertThat(loss(kernels, logits, 0, 0f, null)).isNaN();
                }
            }
        }
    }
}
