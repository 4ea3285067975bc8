package dev.kith.gnn.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels of scoring, of both providers, against slow references in double. */
class ScoreKernelsTest {
    private static final int NODES = 9;
    private static final int[] SOURCES = {0, 3, 8, 3, 5, 1};
    private static final int[] TARGETS = {8, 3, 0, 1, 7, 2};
    private static final int ROWS = 5;
    private static final List<Kernels> BOTH = List.of(Kernels.plain(), Kernels.vector());

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 19, 64})
    void products(int width) {
        for (Kernels kernels : BOTH) {
            try (Tensor a = Draw.tensor(1, NODES, width);
                    Tensor b = Draw.tensor(2, NODES, width);
                    Tensor out = Tensor.zeros(ROWS, width)) {
                kernels.scores().products(a.memory(), b.memory(), width, SOURCES, TARGETS, 1, out.memory(), 0, ROWS);
                for (int r = 0; r < ROWS; r++) {
                    for (int c = 0; c < width; c++) {
                        assertThat(out.get(r, c)).isEqualTo(a.get(SOURCES[1 + r], c) * b.get(TARGETS[1 + r], c));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 16, 19, 64})
    void layersAreFinished(int width) {
        for (Kernels kernels : BOTH) {
            for (boolean norm : new boolean[] {false, true}) {
                for (boolean positive : new boolean[] {false, true}) {
                    finish(kernels, width, norm, positive);
                }
            }
        }
    }

    private static void finish(Kernels kernels, int width, boolean norm, boolean positive) {
        try (Tensor z = Draw.tensor(1, ROWS, width);
                Tensor before = Tensor.of(ROWS, width, z.toArray());
                Tensor bias = Draw.tensor(2, 1, width);
                Tensor gain = Draw.tensor(3, 1, width);
                Tensor shift = Draw.tensor(4, 1, width)) {
            kernels.scores()
                    .finish(
                            z.memory(),
                            width,
                            bias.memory(),
                            norm ? gain.memory() : null,
                            norm ? shift.memory() : null,
                            1e-5f,
                            positive,
                            0,
                            ROWS);
            for (int r = 0; r < ROWS; r++) {
                double mean = 0.0;
                for (int c = 0; c < width; c++) {
                    mean += ((double) before.get(r, c) + bias.get(0, c)) / width;
                }
                double variance = 0.0;
                for (int c = 0; c < width; c++) {
                    double d = (double) before.get(r, c) + bias.get(0, c) - mean;
                    variance += d * d / width;
                }
                for (int c = 0; c < width; c++) {
                    double x = (double) before.get(r, c) + bias.get(0, c);
                    double y = norm ? (x - mean) / Math.sqrt(variance + 1e-5) * gain.get(0, c) + shift.get(0, c) : x;
                    double wanted = positive ? Math.max(y, 0.0) : y;
                    assertThat((double) z.get(r, c))
                            .as("%s, row %d, column %d", kernels.name(), r, c)
                            .isCloseTo(wanted, within(2e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 19, 64})
    void rowsAreAddedAndMultiplied(int width) {
        int[] which = {2, 0, 2, 1, 0};
        for (Kernels kernels : BOTH) {
            try (Tensor x = Draw.tensor(1, 3, width);
                    Tensor y = Draw.tensor(2, ROWS, width);
                    Tensor before = Tensor.of(ROWS, width, y.toArray());
                    Tensor weight = Draw.tensor(3, width, 1);
                    Tensor scores = Tensor.zeros(ROWS + 2, 1)) {
                kernels.scores().addRows(x.memory(), which, 0.5f, width, y.memory(), 0, ROWS);
                kernels.scores().dots(y.memory(), width, weight.memory(), 0.25f, scores.memory(), 2, 0, ROWS);
                for (int r = 0; r < ROWS; r++) {
                    double dot = 0.25;
                    for (int c = 0; c < width; c++) {
                        double sum = before.get(r, c) + 0.5 * x.get(which[r], c);
                        assertThat((double) y.get(r, c)).isCloseTo(sum, within(1e-6));
                        dot += sum * weight.get(c, 0);
                    }
                    assertThat((double) scores.get(2 + r, 0)).isCloseTo(dot, within(1e-5));
                }
                assertThat(scores.get(0, 0)).isZero();
            }
        }
    }
}
