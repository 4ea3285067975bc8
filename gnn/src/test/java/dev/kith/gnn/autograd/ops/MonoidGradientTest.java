package dev.kith.gnn.autograd.ops;

import static dev.kith.gnn.autograd.ops.GradientCheck.random;

import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.FoldPlan;
import dev.kith.gnn.tensor.NeighbourTrees;
import dev.kith.gnn.tensor.ReductionPlan;
import dev.kith.gnn.tensor.SparsePattern;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients of learned aggregations and of what they are penalised for, against finite differences. */
class MonoidGradientTest {
    /** 4 rows over 6 elements: five, none, one and three neighbours. */
    private static final SparsePattern PATTERN =
            new SparsePattern(4, 6, new int[] {0, 5, 5, 6, 9}, new int[] {0, 1, 2, 3, 5, 4, 5, 0, 0});

    private static final int[] ORDER = {4, 2, 0, 1, 3, 5, 7, 8, 6};

    @Test
    void treeReduce() {
        NeighbourTrees trees = NeighbourTrees.balanced(PATTERN);
        for (float first : new float[] {0.5f, 1f}) {
            for (int[] order : new int[][] {null, ORDER}) {
                GradientCheck.run(
                        List.of(random("x", 6, 3), random("w", 3, 18), random("b", 1, 18), random("e", 1, 3)),
                        (tape, in) -> TreeReduce.apply(
                                        tape,
                                        trees,
                                        order,
                                        in.get(0),
                                        new TreeReduce.Operator(in.get(1), in.get(2), first, 1 - first),
                                        in.get(3))
                                .output());
            }
        }
    }

    @Test
    void associativity() {
        int[] elements = {0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5};
        SparsePattern triples = new SparsePattern(4, 6, new int[] {0, 3, 6, 9, 12}, elements);
        NeighbourTrees trees = new NeighbourTrees(triples, ReductionPlan.bothTriples(2));
        GradientCheck.run(List.of(random("x", 6, 2), random("w", 2, 12), random("b", 1, 12)), (tape, in) -> {
            var operator = new TreeReduce.Operator(in.get(1), in.get(2), 0.5f, 0.5f);
            Variable both = TreeReduce.apply(tape, trees, null, in.get(0), operator, null)
                    .output();
            Variable left = GatherRows.apply(tape, both, new int[] {0, 1});
            return MeanSquare.apply(tape, left, GatherRows.apply(tape, both, new int[] {2, 3}));
        });
    }

    @Test
    void sigmoidCrossEntropy() {
        GradientCheck.run(
                List.of(random("logits", 3, 2)),
                (tape, in) -> SigmoidCrossEntropy.apply(tape, in.get(0), new float[] {1, 0, 0, 1, 0.25f, 1}));
    }

    @Test
    void gruFold() {
        NeighbourTrees trees = NeighbourTrees.balanced(PATTERN);
        FoldPlan plan = FoldPlan.of(PATTERN);
        for (int[] order : new int[][] {null, ORDER}) {
            GradientCheck.run(
                    List.of(random("x", 6, 9), random("w", 3, 9), random("b", 1, 9)),
                    (tape, in) -> GruFold.apply(tape, plan, trees, order, in.get(0), in.get(1), in.get(2))
                            .output());
        }
    }
}
