package dev.kith.gnn.aggr.monoid;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.GatherRows;
import dev.kith.gnn.autograd.ops.MeanSquare;
import dev.kith.gnn.autograd.ops.ScatterRows;
import dev.kith.gnn.autograd.ops.TreeReduce;
import dev.kith.gnn.tensor.NeighbourTrees;
import dev.kith.gnn.tensor.ReductionPlan;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.graph.random.CounterRandom;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/**
 * What an operator is penalised for in training, on elements drawn from the step's own: neighbours and inner values of
 * its trees, with replacement, as it has to be associative on its own results. They train the operator alone; no gradient
 * flows into the elements.
 *
 * @param associativity weight of {@code mean |(x ∘ y) ∘ w - x ∘ (y ∘ w)|²}
 * @param commutativity weight of {@code mean |x ∘ y - y ∘ x|²}; nothing for an operator that is symmetric
 * @param identity weight of {@code mean |x ∘ e - x|²}; nothing where the identity is not trained
 */
public record MonoidPenalties(float associativity, float commutativity, float identity) {
    private static final int TRIPLES = 256;
    /** The same triples twice, put together from either side. */
    private static final NeighbourTrees BOTH_SIDES = bothSides();

    private static final int[] FROM_LEFT = IntStream.range(0, TRIPLES).toArray();
    private static final int[] FROM_RIGHT =
            IntStream.range(TRIPLES, 2 * TRIPLES).toArray();
    private static final NeighbourTrees FORWARD = NeighbourTrees.balanced(rows(3, 0, 1));
    private static final NeighbourTrees BACKWARD = NeighbourTrees.balanced(rows(3, 1, 0));
    private static final NeighbourTrees WITH_IDENTITY = NeighbourTrees.balanced(rows(2, 0, 1));

    private static NeighbourTrees bothSides() {
        int[] offsets = IntStream.rangeClosed(0, 2 * TRIPLES).map(v -> 3 * v).toArray();
        int[] indices =
                IntStream.range(0, 6 * TRIPLES).map(k -> k % (3 * TRIPLES)).toArray();
        SparsePattern pattern = new SparsePattern(2 * TRIPLES, 3 * TRIPLES, offsets, indices);
        return new NeighbourTrees(pattern, ReductionPlan.bothTriples(TRIPLES));
    }

    /** Row v holds some of the elements {@code v · stride ..}. */
    private static SparsePattern rows(int stride, int... picked) {
        int[] offsets = new int[TRIPLES + 1];
        int[] indices = new int[TRIPLES * picked.length];
        for (int v = 0; v < TRIPLES; v++) {
            offsets[v + 1] = (v + 1) * picked.length;
            for (int i = 0; i < picked.length; i++) {
                indices[v * picked.length + i] = v * stride + picked[i];
            }
        }
        return new SparsePattern(TRIPLES, stride * TRIPLES, offsets, indices);
    }

    /**
     * Adds the penalties to what the tape minimises.
     *
     * @param leaves rows of {@code x} that the trees were made of
     */
    public void add(Tape tape, GruOperator gru, int[] leaves, Variable x, TreeReduce.Reduced reduced) {
        boolean triples = associativity > 0f;
        boolean swaps = commutativity > 0f && !gru.isSymmetric();
        Variable e = gru.identity(tape);
        boolean neutral = identity > 0f && e != null;
        if (!tape.isTraining() || leaves.length == 0 || !(triples || swaps || neutral)) {
            return;
        }
        TreeReduce.Operator operator = gru.on(tape);
        Variable drawn = draw(tape, leaves, x.value(), reduced.products().value());
        if (triples) {
            Variable both = reduce(tape, BOTH_SIDES, drawn, operator);
            Variable left = GatherRows.apply(tape, both, FROM_LEFT);
            penalise(tape, associativity, left, GatherRows.apply(tape, both, FROM_RIGHT));
        }
        if (swaps) {
            Variable forward = reduce(tape, FORWARD, drawn, operator);
            penalise(tape, commutativity, forward, reduce(tape, BACKWARD, drawn, operator));
        }
        if (neutral) {
            Tensor zeros = tape.engine().pool().takeZeroed(TRIPLES, x.columns());
            Variable same = BiasActivation.apply(tape, tape.ownedConstant(zeros), e, Activation.IDENTITY, 0f);
            Variable elements = GatherRows.apply(tape, drawn, FROM_LEFT);
            Variable pairs = Add.apply(tape, place(tape, elements, 0), place(tape, same, 1));
            penalise(tape, identity, reduce(tape, WITH_IDENTITY, pairs, operator), elements);
        }
    }

    private static Variable reduce(Tape tape, NeighbourTrees trees, Variable x, TreeReduce.Operator operator) {
        return TreeReduce.apply(tape, trees, null, x, operator, null).output();
    }

    private static void penalise(Tape tape, float weight, Variable a, Variable b) {
        Variable mean = MeanSquare.apply(tape, a, b);
        tape.penalise(weight, mean);
    }

    private static Variable place(Tape tape, Variable x, int at) {
        int[] rows = IntStream.range(0, TRIPLES).map(v -> 2 * v + at).toArray();
        return ScatterRows.apply(tape, x, rows, 2 * TRIPLES);
    }

    /** {@code [3 · TRIPLES, h]} */
    private static Variable draw(Tape tape, int[] leaves, Tensor x, Tensor products) {
        long seed = tape.draw();
        Tensor drawn = tape.engine().pool().take(3 * TRIPLES, x.columns());
        long row = (long) x.columns() * Float.BYTES;
        for (int i = 0; i < drawn.rows(); i++) {
            int at = CounterRandom.below(seed, 0, i, leaves.length + products.rows());
            boolean leaf = at < leaves.length;
            MemorySegment from = leaf ? x.memory() : products.memory();
            MemorySegment.copy(from, (leaf ? leaves[at] : at - leaves.length) * row, drawn.memory(), i * row, row);
        }
        return tape.ownedConstant(drawn);
    }
}
