package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dense products in all transposes beside three loops in double; shapes on both sides of every cut. */
class GemmTest {

    /** Rows of the result, columns of it, and what is summed over. */
    @ParameterizedTest
    @CsvSource({
        "0,3,4",
        "3,0,4",
        "3,4,0",
        "1,1,1",
        "1,130,7",
        "130,1,17",
        "7,3,8",
        "17,64,130",
        "300,17,64",
        "700,8,130",
        "3,7,1500",
        "64,64,1025",
        "40,9,5000"
    })
    void everyTranspose(int m, int n, int depth) {
        for (float beta : new float[] {0f, 1f}) {
            try (Tensor a = Draw.tensor(1, m, depth);
                    Tensor b = Draw.tensor(2, depth, n);
                    Tensor aTransposed = transposed(a);
                    Tensor bTransposed = transposed(b)) {
                Threads.check(
                        Draw.start(3, m, n, beta),
                        expected(a, b, beta),
                        (engine, c) -> Gemm.multiply(engine, a, b, beta, c));
                Threads.check(
                        Draw.start(3, m, n, beta),
                        expected(a, b, beta),
                        (engine, c) -> Gemm.multiplyTransposed(engine, a, bTransposed, beta, c));
                Threads.check(
                        Draw.start(3, m, n, beta),
                        expected(a, b, beta),
                        (engine, c) -> Gemm.transposedMultiply(engine, aTransposed, b, beta, c));
            }
        }
    }

    /** Partial results of this many rows would take more memory than they are worth: the result's rows are cut. */
    @Test
    void aWideGradient() {
        int depth = 66_000;
        try (Tensor a = Tensor.zeros(depth, 600);
                Tensor b = Tensor.zeros(depth, 500)) {
            Sums expected = Sums.zeros(600, 500);
            float[] values = Draw.floats(4, 4 * 3000);
            for (int e = 0; e < 3000; e++) {
                int row = Math.floorMod((int) (values[4 * e] * 1e6f), depth);
                int i = Math.floorMod((int) (values[4 * e + 1] * 1e6f), 600);
                int j = Math.floorMod((int) (values[4 * e + 2] * 1e6f), 500);
                for (int c = 0; c < 500; c++) {
                    expected.add(i, c, (values[4 * e + 3] - a.get(row, i)) * (double) b.get(row, c));
                }
                a.set(row, i, values[4 * e + 3]);
                for (int k = 0; k < 600; k++) {
                    expected.add(k, j, a.get(row, k) * (double) (values[4 * e] - b.get(row, j)));
                }
                b.set(row, j, values[4 * e]);
            }
            try (Engine one = new Engine(1);
                    Engine two = new Engine(2);
                    Tensor first = Draw.notNumbers(600, 500);
                    Tensor second = Draw.notNumbers(600, 500)) {
                Gemm.transposedMultiply(one, a, b, 0f, first);
                Gemm.transposedMultiply(two, a, b, 0f, second);
                expected.near(first, "a wide gradient");
                Bits.same(second, first, "2 threads against 1");
                assertThat(one.pool().peakBytes()).isZero();
            }
        }
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        try (Engine engine = new Engine(1);
                Tensor a = Tensor.zeros(2, 3);
                Tensor b = Tensor.zeros(2, 3);
                Tensor c = Tensor.zeros(2, 2)) {
            assertThatThrownBy(() -> Gemm.multiply(engine, a, b, 0f, c)).hasMessageContaining("do not fit");
            assertThatThrownBy(() -> Gemm.transposedMultiply(engine, a, b, 0f, c))
                    .hasMessageContaining("do not fit");
            assertThatThrownBy(() -> Gemm.multiplyTransposed(engine, a, c, 0f, b))
                    .hasMessageContaining("do not fit");
        }
    }

    private static Sums expected(Tensor a, Tensor b, float beta) {
        Sums sums;
        try (Tensor start = Draw.start(3, a.rows(), b.columns(), beta)) {
            sums = Sums.of(start, beta);
        }
        for (int i = 0; i < a.rows(); i++) {
            for (int c = 0; c < b.columns(); c++) {
                for (int k = 0; k < a.columns(); k++) {
                    sums.add(i, c, (double) a.get(i, k) * b.get(k, c));
                }
            }
        }
        return sums;
    }

    private static Tensor transposed(Tensor a) {
        Tensor t = Tensor.zeros(a.columns(), a.rows());
        for (int i = 0; i < a.rows(); i++) {
            for (int c = 0; c < a.columns(); c++) {
                t.set(c, i, a.get(i, c));
            }
        }
        return t;
    }
}
