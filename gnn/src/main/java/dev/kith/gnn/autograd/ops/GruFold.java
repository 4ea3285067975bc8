package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.FoldPlan;
import dev.kith.gnn.tensor.FoldSteps;
import dev.kith.gnn.tensor.NeighbourTrees;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * A recurrent cell over the neighbours of each row, one after the other, from a state of zeros: {@code h_t = f(x_{j_t},
 * h_{t-1}), y[v] = h_n}; zeros for a row without neighbours. {@code [m, 3h] → [n, h]}, as many steps as the largest
 * degree.
 */
public final class GruFold {
    private GruFold() {}

    /**
     * @param output {@code [n, h]}
     * @param states {@code [arcs, h]}, all states until the walk backwards passes them; null where nothing is recorded
     */
    public record Folded(Variable output, Variable states) {}

    /**
     * @param trees of the pattern; only its sums over arcs are used
     * @param order the arc at each place, each among its row's own; null for the pattern's order
     * @param inputs {@code [m, 3h]}, products of the nodes with the cell's weights for inputs
     * @param weight {@code [h, 3h]}, the cell's for states
     * @param bias {@code [1, 3h]}
     */
    public static Folded apply(
            Tape tape,
            FoldPlan plan,
            NeighbourTrees trees,
            int[] order,
            Variable inputs,
            Variable weight,
            Variable bias) {
        Engine engine = tape.engine();
        SparsePattern pattern = trees.pattern();
        int h = weight.rows();
        if (inputs.columns() != 3 * h || weight.columns() != 3 * h || inputs.rows() != pattern.columns()) {
            throw new IllegalArgumentException(
                    "The shapes do not fit: " + inputs.value() + ", " + weight.value() + ".");
        }
        Tensor made = engine.pool().take(pattern.arcs(), h);
        new FoldSteps(engine, plan, pattern, order, inputs.value(), weight.value(), bias.value()).forward(made);
        Tensor last = engine.pool().takeZeroed(pattern.rows(), h);
        lastStates(plan, pattern, (place, state) -> copy(made, state, last, plan.rows()[place]));
        if (!tape.isTraining()) {
            engine.pool().release(made);
            return new Folded(tape.record(last, output -> {}), null);
        }
        Variable states = tape.record(made, none -> {}, inputs, weight);
        Variable result = tape.record(
                last,
                output -> {
                    Tensor g = engine.pool().takeZeroed(pattern.arcs(), h);
                    lastStates(plan, pattern, (place, state) -> copy(output.gradient(), plan.rows()[place], g, state));
                    Tensor dArcs = engine.pool().take(pattern.arcs(), 3 * h);
                    Tensor dWeight = engine.pool().takeZeroed(h, 3 * h);
                    Tensor dBias = engine.pool().takeZeroed(1, 3 * h);
                    new FoldSteps(engine, plan, pattern, order, inputs.value(), weight.value(), bias.value())
                            .backward(states.value(), g, dArcs, dWeight, dBias);
                    engine.pool().release(g);
                    weight.give(dWeight);
                    bias.give(dBias);
                    inputs.accumulate((gx, beta) -> trees.arcSums().multiply(engine, dArcs, beta, gx));
                    engine.pool().release(dArcs);
                },
                inputs,
                weight,
                bias);
        return new Folded(result, states);
    }

    /** Calls for each place of a row with entries, with the position of its last state. */
    private static void lastStates(FoldPlan plan, SparsePattern pattern, Last body) {
        int places = plan.steps() == 0 ? 0 : plan.active(0);
        for (int place = 0; place < places; place++) {
            int degree = pattern.degree(plan.rows()[place]);
            body.accept(place, plan.starts()[degree - 1] + place);
        }
    }

    private static void copy(Tensor from, int row, Tensor to, int at) {
        long bytes = (long) from.columns() * Float.BYTES;
        MemorySegment.copy(from.memory(), row * bytes, to.memory(), at * bytes, bytes);
    }

    private interface Last {
        void accept(int place, int state);
    }
}
