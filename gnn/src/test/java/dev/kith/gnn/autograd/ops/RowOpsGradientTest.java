package dev.kith.gnn.autograd.ops;

import static dev.kith.gnn.autograd.ops.GradientCheck.random;

import dev.kith.gnn.tensor.SparsePattern;
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
    void sine() {
        GradientCheck.run(List.of(random("x", 4, 5)), (tape, in) -> Sine.apply(tape, in.get(0), 1f));
        GradientCheck.run(List.of(random("x", 3, 2)), (tape, in) -> Sine.apply(tape, in.get(0), 3f));
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

    @Test
    void completionWeights() {
        SparsePattern pattern = new SparsePattern(3, 5, new int[] {0, 2, 2, 5}, new int[] {0, 3, 1, 2, 4});
        float[] z = {-1f, 0.5f, 2f, 0f, -0.3f};
        float[] times = {1f, 2.5f, 1f, 0.5f, 3f};
        GradientCheck.run(
                List.of(random("q", 3, 1)),
                (tape, in) -> CompletionWeights.apply(tape, in.get(0), pattern, z, times, 0.8f));
        GradientCheck.run(
                List.of(random("q", 3, 1)),
                (tape, in) -> CompletionWeights.apply(tape, in.get(0), pattern, z, null, 1f));
    }
}
