package dev.kith.gnn.autograd.ops;

import static dev.kith.gnn.autograd.ops.GradientCheck.random;

import dev.kith.gnn.tensor.SparsePattern;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operations on arcs that a recipe's layers are made of, against finite differences. */
class ArcGradientTest {
    /** 4 rows over 5 columns; row 1 is empty, row 3 has parallel entries. */
    private static final SparsePattern PATTERN =
            new SparsePattern(4, 5, new int[] {0, 3, 3, 5, 9}, new int[] {0, 2, 4, 1, 2, 0, 3, 3, 4});

    private static final float[] LOGARITHMS = {0.5f, -1f, 0f, 0.3f, 0f, Float.NEGATIVE_INFINITY, 0.2f, 1f, 0f};

    @Test
    void arcSoftmax() {
        GradientCheck.run(List.of(random("s", 9, 3)), (tape, in) -> ArcSoftmax.apply(tape, PATTERN, null, in.get(0)));
        GradientCheck.run(
                List.of(random("s", 9, 2)), (tape, in) -> ArcSoftmax.apply(tape, PATTERN, LOGARITHMS, in.get(0)));
    }

    @Test
    void arcPairs() {
        GradientCheck.run(
                List.of(random("own", 4, 3), random("other", 5, 3)),
                (tape, in) -> ArcPairs.apply(tape, PATTERN, in.get(0), in.get(1)));
        GradientCheck.run(List.of(random("other", 5, 2)), (tape, in) -> ArcPairs.apply(tape, PATTERN, null, in.get(0)));
    }

    @Test
    void arcTanhDots() {
        GradientCheck.run(
                List.of(random("p", 4, 6), random("q", 5, 6), random("gate", 1, 6)),
                (tape, in) -> ArcTanhDots.apply(tape, PATTERN, in.get(0), in.get(1), in.get(2), 3));
    }

    @Test
    void attentionMax() {
        GradientCheck.run(
                List.of(random("alpha", 9, 2), random("x", 5, 6)),
                (tape, in) -> AttentionMax.apply(tape, PATTERN, in.get(0), in.get(1)));
    }

    @Test
    void scaleColumns() {
        GradientCheck.run(
                List.of(random("x", 5, 7), random("s", 1, 7)),
                (tape, in) -> ScaleColumns.apply(tape, in.get(0), in.get(1)));
    }

    @Test
    void reshape() {
        GradientCheck.run(List.of(random("x", 4, 6)), (tape, in) -> Reshape.apply(tape, in.get(0), 8, 3));
    }
}
