package dev.kith.gnn.autograd.ops;

import static dev.kith.gnn.autograd.ops.GradientCheck.random;

import dev.kith.gnn.tensor.kernel.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients of the operations that weigh matrices row by row, against finite differences. */
class RowOpsGradientTest {
    @Test
    void rowSoftmax() {
        GradientCheck.run(List.of(random("a", 4, 5)), (tape, in) -> RowSoftmax.apply(tape, in.get(0)));
        GradientCheck.run(
                List.of(random("a", 4, 3), random("b", 3, 5)),
                (tape, in) -> RowSoftmax.apply(
                        tape,
                        BiasActivation.apply(
                                tape, MatMul.apply(tape, in.get(0), in.get(1)), null, Activation.SIGMOID, 0f)));
    }

    @Test
    void weightedSum() {
        GradientCheck.run(
                List.of(random("alpha", 4, 3), random("x", 4, 19), random("y", 4, 19), random("z", 4, 19)),
                (tape, in) -> WeightedSum.apply(tape, in.get(0), in.subList(1, 4)));
    }

    @Test
    void weightedSumOfTheSameMatrixTwice() {
        GradientCheck.run(
                List.of(random("alpha", 4, 2), random("x", 4, 5)),
                (tape, in) -> WeightedSum.apply(tape, in.get(0), List.of(in.get(1), in.get(1))));
    }
}
