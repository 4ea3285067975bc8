package dev.kith.gnn.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both providers of pair kernels against each other, and against the cell's own kernels. */
class PairKernelsTest {
    private static final int PAIRS = 5;
    private static final Offset<Float> CLOSE = Offset.offset(2e-6f);

    private static Tensor random(int rows, int columns, int stream) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = 4f * CounterRandom.uniform(3, stream, i) - 2f;
        }
        return Tensor.of(rows, columns, values);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 16, 19, 64})
    void vectorEqualsPlain(int width) {
        for (float first : new float[] {0.5f, 1f}) {
            float[][] plain = run(Kernels.plain().pairs(), width, first);
            float[][] vector = run(Kernels.vector().pairs(), width, first);
            for (int k = 0; k < plain.length; k++) {
                assertThat(vector[k]).hasSameSizeAs(plain[k]);
                for (int i = 0; i < plain[k].length; i++) {
                    assertThat(vector[k][i]).as("result %d, element %d", k, i).isCloseTo(plain[k][i], CLOSE);
                }
            }
        }
    }

    private static float[][] run(PairKernels kernels, int width, float first) {
        try (Tensor operands = random(2 * PAIRS, width, 1);
                Tensor products = random(2 * PAIRS, 6 * width, 2);
                Tensor g = random(PAIRS, width, 3);
                Tensor out = Tensor.zeros(PAIRS, width);
                Tensor dOperands = Tensor.zeros(2 * PAIRS, width)) {
            kernels.pairs(operands.memory(), products.memory(), width, first, 1 - first, out.memory(), 1, PAIRS);
            kernels.pairsBackward(
                    operands.memory(),
                    products.memory(),
                    g.memory(),
                    width,
                    first,
                    1 - first,
                    dOperands.memory(),
                    1,
                    PAIRS);
            return new float[][] {out.toArray(), products.toArray(), dOperands.toArray()};
        }
    }

    @Test
    void oneShareIsTheCellItself() {
        int width = 19;
        Kernels kernels = Kernels.vector();
        try (Tensor operands = random(2, width, 1);
                Tensor products = random(2, 6 * width, 2);
                Tensor out = Tensor.zeros(1, width);
                Tensor cell = Tensor.zeros(1, width)) {
            kernels.pairs().pairs(operands.memory(), products.memory(), width, 1f, 0f, out.memory(), 0, 1);
            kernels.gates()
                    .gates(
                            products.memory(),
                            products.memory().asSlice(9L * width * Float.BYTES),
                            operands.memory().asSlice((long) width * Float.BYTES),
                            width,
                            cell.memory(),
                            0,
                            1);
            assertThat(out.toArray()).containsExactly(cell.toArray());
        }
    }
}
