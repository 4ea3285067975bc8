package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.NeighbourTrees;
import dev.kith.gnn.tensor.PairProducts;
import dev.kith.gnn.tensor.ReductionPlan;
import dev.kith.gnn.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * {@code y[v] = ⟨x[j_1], …, x[j_n]⟩}: the neighbours of each row put together by a learned operator along a tree (Ong and
 * Veličković 2022); {@code [m, h] → [n, h]}. All rows go up one level at a time. An element without a partner waits
 * where it is, so nothing is padded, a single neighbour is its row's result, bit by bit, and no row's result depends on
 * other rows; a row without neighbours gets the identity.
 *
 * <p>Kept for the walk backwards are the products alone, fewer rows than there are neighbours: together less than the two
 * lowest levels. Gates are made again, and a product's gradient takes the product's place.
 */
public final class TreeReduce {
    private TreeReduce() {}

    /**
     * The learned operator {@code x ∘ y = first · f(x, y) + second · f(y, x)} with a recurrent cell f.
     *
     * @param weight {@code [h, 6h]}, of an operand as the cell's input and as its state
     * @param bias {@code [1, 6h]}
     */
    public record Operator(Variable weight, Variable bias, float first, float second) {}

    /**
     * @param output {@code [n, h]}
     * @param products {@code [products, h]}, all inner values until the walk backwards passes them; null where nothing is
     *     recorded
     */
    public record Reduced(Variable output, Variable products) {}

    /**
     * @param order the arc at each place of the leaves, each among its row's own; null for the pattern's order
     * @param identity {@code [1, h]}, the result of a row without neighbours, or null for zeros
     */
    public static Reduced apply(
            Tape tape, NeighbourTrees trees, int[] order, Variable x, Operator operator, Variable identity) {
        if (operator.weight.rows() != x.columns()
                || operator.weight.columns() != 6 * x.columns()
                || x.rows() != trees.pattern().columns()) {
            throw new IllegalArgumentException("The shapes do not fit: " + x.value() + ", " + operator.weight.value()
                    + ", trees over " + trees.pattern().columns() + " rows.");
        }
        return new Walk(tape.engine(), trees, order, x, operator, identity).record(tape);
    }

    private record Walk(
            Engine engine, NeighbourTrees trees, int[] order, Variable x, Operator operator, Variable identity) {

        private PairProducts pairs() {
            var leaves = new PairProducts.Leaves(x.value(), trees.pattern().indices(), order);
            return new PairProducts(
                    engine,
                    trees.plan(),
                    leaves,
                    operator.weight.value(),
                    operator.bias.value(),
                    operator.first,
                    operator.second);
        }

        private int arc(int leaf) {
            return order == null ? leaf : order[leaf];
        }

        Reduced record(Tape tape) {
            ReductionPlan plan = trees.plan();
            Tensor made = engine.pool().take(plan.products(), x.columns());
            try (PairProducts pairs = pairs()) {
                pairs.open();
                for (int level = 0; level < plan.depth(); level++) {
                    pairs.forward(level, made);
                }
            }
            Tensor roots = engine.pool().take(plan.rows(), x.columns());
            roots(made, roots);
            if (!tape.isTraining()) {
                engine.pool().release(made);
                return new Reduced(tape.record(roots, output -> {}), null);
            }
            Variable products = tape.record(made, none -> {}, x, operator.weight);
            Variable[] inputs = identity == null
                    ? new Variable[] {x, operator.weight, operator.bias}
                    : new Variable[] {x, operator.weight, operator.bias, identity};
            return new Reduced(
                    tape.record(roots, output -> backward(output.gradient(), products.value()), inputs), products);
        }

        private void roots(Tensor made, Tensor roots) {
            long row = (long) x.columns() * Float.BYTES;
            int[] sources = trees.pattern().indices();
            engine.elements().rows(roots, (from, to) -> {
                for (int v = from; v < to; v++) {
                    int root = trees.plan().root(v);
                    if (root == ReductionPlan.NONE && identity == null) {
                        roots.memory().asSlice(v * row, row).fill((byte) 0);
                    } else if (root == ReductionPlan.NONE) {
                        MemorySegment.copy(identity.value().memory(), 0, roots.memory(), v * row, row);
                    } else if (root < 0) {
                        MemorySegment.copy(made.memory(), ~root * row, roots.memory(), v * row, row);
                    } else {
                        MemorySegment.copy(x.value().memory(), sources[arc(root)] * row, roots.memory(), v * row, row);
                    }
                }
            });
        }

        private void backward(Tensor g, Tensor made) {
            ReductionPlan plan = trees.plan();
            Tensor dArcs = x.needsGradient() ? engine.pool().take(plan.leaves(), x.columns()) : null;
            rootGradients(g, made, dArcs);
            Tensor dWeight = engine.pool().takeZeroed(x.columns(), 6 * x.columns());
            Tensor dBias = engine.pool().takeZeroed(1, 6 * x.columns());
            try (PairProducts pairs = pairs()) {
                pairs.open();
                for (int level = plan.depth() - 1; level >= 0; level--) {
                    pairs.backward(level, made, dArcs, dWeight, dBias);
                }
            }
            operator.weight.give(dWeight);
            operator.bias.give(dBias);
            if (dArcs != null) {
                x.accumulate((gx, beta) -> trees.arcSums().multiply(engine, dArcs, beta, gx));
                engine.pool().release(dArcs);
            }
        }

        /** A root that is a product is nobody's operand: its gradient is the result's. */
        private void rootGradients(Tensor g, Tensor made, Tensor dArcs) {
            long row = (long) g.columns() * Float.BYTES;
            engine.elements().rows(g, (from, to) -> {
                for (int v = from; v < to; v++) {
                    int root = trees.plan().root(v);
                    if (root == ReductionPlan.NONE) {
                        continue;
                    }
                    if (root < 0) {
                        MemorySegment.copy(g.memory(), v * row, made.memory(), ~root * row, row);
                    } else if (dArcs != null) {
                        MemorySegment.copy(g.memory(), v * row, dArcs.memory(), arc(root) * row, row);
                    }
                }
            });
            if (identity != null) {
                identity.accumulate((ge, beta) -> engine.elements().sumRows(g, beta, ge, (sums, from, to) -> {
                    for (int v = from; v < to; v++) {
                        if (trees.plan().root(v) == ReductionPlan.NONE) {
                            engine.kernels()
                                    .elements()
                                    .axpby(1f, g.memory().asSlice(v * row, row), 1f, sums, 0, g.columns());
                        }
                    }
                }));
            }
        }
    }
}
