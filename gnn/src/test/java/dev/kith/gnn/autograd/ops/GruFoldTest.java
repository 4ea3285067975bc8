package dev.kith.gnn.autograd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.FoldPlan;
import dev.kith.gnn.tensor.NeighbourTrees;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The recurrent fold against the operation of one step, neighbour by neighbour. */
class GruFoldTest {
    private static final int WIDTH = 11;
    private static final SparsePattern PATTERN =
            new SparsePattern(4, 6, new int[] {0, 2, 2, 7, 8}, new int[] {0, 1, 5, 4, 3, 3, 1, 2});

    private static Tensor random(int rows, int columns, int stream) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2f * CounterRandom.uniform(8, stream, i) - 1f;
        }
        return Tensor.of(rows, columns, values);
    }

    @Test
    void equalsStepByStep() {
        try (Engine engine = new Engine(2);
                Tape tape = Tape.inference(engine);
                Tensor inputs = random(6, 3 * WIDTH, 1);
                Tensor weight = random(WIDTH, 3 * WIDTH, 2);
                Tensor bias = random(1, 3 * WIDTH, 3)) {
            Variable x = tape.constant(inputs);
            Variable w = tape.constant(weight);
            Variable b = tape.constant(bias);
            Variable y = GruFold.apply(tape, FoldPlan.of(PATTERN), NeighbourTrees.balanced(PATTERN), null, x, w, b)
                    .output();
            for (int v = 0; v < 4; v++) {
                Variable state = tape.ownedConstant(engine.pool().takeZeroed(1, WIDTH));
                for (int k = PATTERN.offsets()[v]; k < PATTERN.offsets()[v + 1]; k++) {
                    Variable input = GatherRows.apply(tape, x, new int[] {PATTERN.indices()[k]});
                    Variable recurrent = Add.apply(tape, MatMul.apply(tape, state, w), b);
                    state = GruGates.apply(tape, input, recurrent, state);
                }
                for (int u = 0; u < WIDTH; u++) {
                    assertThat(y.value().get(v, u))
                            .as("row %d", v)
                            .isCloseTo(state.value().get(0, u), Offset.offset(1e-6f));
                }
            }
        }
    }
}
