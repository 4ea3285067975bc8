package dev.kith.gnn.autograd.ops;

import static dev.kith.gnn.autograd.ops.GradientCheck.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation's gradient against finite differences. */
class OpsGradientTest {
    /** 4 rows over 5 columns; row 1 is empty, row 3 has parallel entries. */
    private static final SparsePattern PATTERN =
            new SparsePattern(4, 5, new int[] {0, 3, 3, 5, 9}, new int[] {0, 2, 4, 1, 2, 0, 3, 3, 4});

    private static final SparseMatrix SPARSE = new SparseMatrix(
            PATTERN, new float[] {0.5f, -1f, 2f, 1f, 0.25f, 1f, -0.5f, 0.75f, 1.5f}, new float[] {1f, 1f, 0.5f, 2f});

    /** Of weights, one of which is 0; all arcs of the last row but one have no other. */
    private static final float[] LOGARITHMS = {
        0.5f, -1f, Float.NEGATIVE_INFINITY, 0f, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, 0.2f, 1f
    };

    @Test
    void matMul() {
        GradientCheck.run(
                List.of(random("a", 5, 3), random("b", 3, 18)), (tape, in) -> MatMul.apply(tape, in.get(0), in.get(1)));
    }

    @Test
    void valueUsedTwiceAccumulates() {
        GradientCheck.run(List.of(random("a", 4, 4)), (tape, in) -> MatMul.apply(tape, in.get(0), in.get(0)));
    }

    @Test
    void sparseMatMul() {
        GradientCheck.run(List.of(random("x", 5, 19)), (tape, in) -> SparseMatMul.apply(tape, SPARSE, in.get(0)));
        GradientCheck.run(
                List.of(random("x", 5, 3)),
                (tape, in) -> SparseMatMul.apply(tape, new SparseMatrix(PATTERN, null, null), in.get(0)));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void biasActivation(Activation activation) {
        GradientCheck.run(
                List.of(random("a", 4, 3), random("b", 3, 20), random("bias", 1, 20)),
                (tape, in) -> BiasActivation.apply(
                        tape, MatMul.apply(tape, in.get(0), in.get(1)), in.get(2), activation, 0f));
        GradientCheck.run(
                List.of(random("a", 4, 3), random("b", 3, 5)),
                (tape, in) ->
                        BiasActivation.apply(tape, MatMul.apply(tape, in.get(0), in.get(1)), null, activation, 0.4f));
    }

    @Test
    void dropoutRows() {
        GradientCheck.run(List.of(random("x", 6, 21)), (tape, in) -> DropoutRows.apply(tape, in.get(0), 0.5f));
    }

    @Test
    void sparseFeatures() {
        for (float rate : new float[] {0f, 0.5f}) {
            GradientCheck.run(
                    List.of(random("w", 5, 18)),
                    (tape, in) -> SparseFeatureMatMul.apply(tape, SPARSE, in.get(0), rate));
        }
    }

    @Test
    void addWithFactors() {
        GradientCheck.run(
                List.of(random("a", 3, 17), random("b", 3, 17)),
                (tape, in) -> Add.apply(tape, 0.3f, in.get(0), -2f, in.get(1)));
        GradientCheck.run(List.of(random("a", 3, 2)), (tape, in) -> Add.apply(tape, in.get(0), in.get(0)));
    }

    @Test
    void multiply() {
        GradientCheck.run(
                List.of(random("a", 3, 17), random("b", 3, 17)),
                (tape, in) -> Multiply.apply(tape, in.get(0), in.get(1)));
    }

    @Test
    void crossEntropy() {
        for (int classes : new int[] {3, 20}) {
            GradientCheck.run(
                    List.of(random("logits", 5, classes)),
                    (tape, in) -> CrossEntropy.apply(
                            tape, in.get(0), new int[] {0, 2, 4}, new int[] {1, 0, 2}, new float[] {1f, 0.5f, 2f}));
            GradientCheck.run(
                    List.of(random("logits", 5, classes)),
                    (tape, in) -> CrossEntropy.apply(tape, in.get(0), new int[] {3, 1}, new int[] {2, 2}, null));
        }
    }

    @Test
    void attention() {
        SparsePattern square = new SparsePattern(4, 4, new int[] {0, 3, 4, 6, 8}, new int[] {0, 1, 3, 1, 2, 0, 3, 2});
        for (int heads : new int[] {1, 3}) {
            GradientCheck.run(
                    List.of(random("own", 4, heads), random("theirs", 4, heads)),
                    (tape, in) -> EdgeSoftmax.apply(tape, square, null, in.get(0), in.get(1)));
            GradientCheck.run(
                    List.of(random("own", 4, heads), random("theirs", 4, heads)),
                    (tape, in) -> EdgeSoftmax.apply(tape, square, LOGARITHMS, in.get(0), in.get(1)));
            GradientCheck.run(
                    List.of(random("alpha", 8, heads), random("x", 4, heads * 17)),
                    (tape, in) -> AttentionSum.apply(tape, square, in.get(0), in.get(1)));
            GradientCheck.run(
                    List.of(random("x", 4, heads * 5), random("a", 1, heads * 5)),
                    (tape, in) -> MatMul.apply(tape, in.get(0), BlockDiagonal.apply(tape, in.get(1), heads)));
            GradientCheck.run(
                    List.of(random("a", 4, heads * 5), random("b", 4, heads * 5)),
                    (tape, in) -> SampledDots.apply(tape, square, in.get(0), in.get(1), heads));
        }
    }

    @Test
    void neighbourMax() {
        // Values far enough apart that no step changes which one is the largest.
        float[] apart = new float[5 * 19];
        for (int e = 0; e < apart.length; e++) {
            apart[e] = ((e * 37) % apart.length) * 0.1f - 4f;
        }
        Parameter x = Parameter.trained("x", Tensor.of(5, 19, apart), true);
        GradientCheck.run(List.of(x), (tape, in) -> NeighbourMax.apply(tape, PATTERN, in.get(0)));
    }

    @Test
    void columns() {
        GradientCheck.run(
                List.of(random("a", 3, 2), random("b", 3, 4)),
                (tape, in) -> ConcatColumns.apply(tape, List.of(in.get(0), in.get(1), in.get(0))));
        GradientCheck.run(List.of(random("a", 3, 7)), (tape, in) -> SliceColumns.apply(tape, in.get(0), 2, 4));
        GradientCheck.run(
                List.of(random("a", 3, 7)),
                (tape, in) -> Multiply.apply(
                        tape, SliceColumns.apply(tape, in.get(0), 0, 3), SliceColumns.apply(tape, in.get(0), 4, 3)));
    }

    @Test
    void gatherRows() {
        GradientCheck.run(
                List.of(random("a", 3, 4)), (tape, in) -> GatherRows.apply(tape, in.get(0), new int[] {2, 0, 2, 2}));
    }

    /** Alone, and where the rest of the rows has its gradient from elsewhere. */
    @Test
    void firstRows() {
        GradientCheck.run(List.of(random("a", 5, 3)), (tape, in) -> FirstRows.apply(tape, in.get(0), 2));
        GradientCheck.run(
                List.of(random("a", 5, 3)),
                (tape, in) -> Add.apply(
                        tape, FirstRows.apply(tape, in.get(0), 2), GatherRows.apply(tape, in.get(0), new int[] {4, 1
                        })));
    }

    @Test
    void scatterRows() {
        GradientCheck.run(
                List.of(random("a", 4, 3)),
                (tape, in) -> ScatterRows.apply(tape, in.get(0), new int[] {2, 0, 2, 4}, 6));
    }

    @Test
    void scaleBy() {
        GradientCheck.run(
                List.of(random("s", 1, 1), random("x", 3, 4)),
                (tape, in) -> ScaleBy.apply(tape, 1f, in.get(0), in.get(1)));
    }

    @Test
    void relationSum() {
        GradientCheck.run(
                List.of(random("a", 4, 2), random("b", 2, 6), random("x", 5, 6), random("y", 5, 6)),
                (tape, in) -> RelationSum.apply(
                        tape,
                        MatMul.apply(tape, in.get(0), in.get(1)),
                        List.of(SPARSE, new SparseMatrix(PATTERN, null, null)),
                        List.of(in.get(2), in.get(3))));
    }

    @Test
    void maxOf() {
        GradientCheck.run(
                List.of(random("a", 3, 4), random("b", 3, 4)),
                (tape, in) -> MaxOf.apply(tape, List.of(in.get(0), in.get(1))));
    }

    @Test
    void neighbourStd() {
        SparseMatrix means = new SparseMatrix(
                PATTERN, new float[] {0.5f, 0.25f, 0.25f, 1f, 3f, 1f, 1f, 1f, 2f}, new float[] {1f, 1f, 0.25f, 0.2f});
        GradientCheck.run(List.of(random("x", 5, 19)), (tape, in) -> NeighbourStd.apply(tape, means, in.get(0)));
    }

    @Test
    void rowNormalise() {
        GradientCheck.run(List.of(random("x", 4, 19)), (tape, in) -> RowNormalise.apply(tape, in.get(0)));
    }

    @Test
    void gruGates() {
        GradientCheck.run(
                List.of(random("input", 3, 18 * 3), random("recurrent", 3, 18 * 3), random("state", 3, 18)),
                (tape, in) -> GruGates.apply(tape, in.get(0), in.get(1), in.get(2)));
    }

    @Test
    void norms() {
        GradientCheck.run(
                List.of(random("x", 4, 6), random("gain", 1, 6), random("bias", 1, 6)),
                (tape, in) -> LayerNormalise.apply(tape, in.get(0), in.get(1), in.get(2)));
        try (Tensor mean = Tensor.zeros(1, 3);
                Tensor variance = Tensor.zeros(1, 3)) {
            GradientCheck.run(
                    List.of(random("x", 7, 3), random("gain", 1, 3), random("bias", 1, 3)),
                    (tape, in) -> BatchNormalise.apply(tape, in.get(0), in.get(1), in.get(2), mean, variance));
        }
    }

    @Test
    void detachStopsTheGradient() {
        Parameter a = random("a", 2, 2);
        try (Engine engine = new Engine(1)) {
            try (Tape tape = Tape.training(engine, 0, 0)) {
                Variable x = tape.parameter(a);
                tape.backward(SumAll.apply(tape, Multiply.apply(tape, tape.detach(x), x)));
            }
            assertThat(a.gradient().toArray()).containsExactly(a.value().toArray());
        }
        a.close();
    }

    @Test
    void valuesOverwrittenInPlaceAreNotReadAgain() {
        Parameter a = random("a", 2, 2);
        try (Engine engine = new Engine(1);
                Tape tape = Tape.training(engine, 0, 0)) {
            Variable product = MatMul.apply(tape, tape.parameter(a), tape.parameter(a));
            BiasActivation.apply(tape, product, null, Activation.RELU, 0f);
            assertThatThrownBy(product::value).hasMessageContaining("overwritten in place");
            assertThatThrownBy(() -> BiasActivation.apply(tape, tape.parameter(a), null, Activation.RELU, 0f))
                    .hasMessageContaining("cannot be overwritten");
        }
        a.close();
    }
}
