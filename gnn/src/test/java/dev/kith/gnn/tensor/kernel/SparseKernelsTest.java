package dev.kith.gnn.tensor.kernel;

import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Sums;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Held.Agreement;
import dev.kith.gnn.tensor.kernel.Held.Output;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse × dense, with and without weights and factors of rows, beside three loops in double. */
class SparseKernelsTest {
    private static final int ROWS = 23;
    private static final int COLUMNS = 19;
    private static final SparsePattern PATTERN = Draw.pattern(1, ROWS, COLUMNS, 300);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void multiply(int width) {
        float[] weights = Draw.floats(2, PATTERN.arcs());
        float[] factors = Draw.floats(3, ROWS);
        try (Tensor x = Draw.tensor(4, COLUMNS, width)) {
            for (float[] values : Arrays.asList(null, weights)) {
                for (float[] scale : Arrays.asList(null, factors)) {
                    for (float beta : new float[] {0f, 1f}) {
                        check(x, values, scale, beta);
                    }
                }
            }
        }
    }

    private static void check(Tensor x, float[] values, float[] scale, float beta) {
        int width = x.columns();
        Tensor start = Draw.start(5, ROWS, width, beta);
        Sums expected = Sums.of(start, beta);
        for (int i = 0; i < ROWS; i++) {
            for (int k = PATTERN.offsets()[i]; k < PATTERN.offsets()[i + 1]; k++) {
                double w = (values == null ? 1.0 : values[k]) * (scale == null ? 1.0 : scale[i]);
                for (int c = 0; c < width; c++) {
                    expected.add(i, c, w * x.get(PATTERN.indices()[k], c));
                }
            }
        }
        Held.check(
                ROWS,
                Agreement.BITS,
                (kernels, out, from, to) -> kernels.sparse()
                        .multiply(
                                PATTERN.offsets(),
                                PATTERN.indices(),
                                values,
                                scale,
                                x.memory(),
                                width,
                                beta,
                                out.get(0).memory(),
                                from,
                                to),
                new Output(start, expected));
    }
}
