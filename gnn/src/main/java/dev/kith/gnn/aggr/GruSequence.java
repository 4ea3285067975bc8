package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.GatherRows;
import dev.kith.gnn.autograd.ops.GruFold;
import dev.kith.gnn.autograd.ops.GruGates;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.MeanSquare;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.FoldPlan;
import dev.kith.gnn.tensor.NeighbourTrees;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.graph.random.CounterRandom;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent cell that reads the neighbours {@code relu(x_j · W + b)} one after the other, as many steps as the largest
 * degree. In training it is penalised for what two neighbours' order changes, {@code mean |f(x_2, f(x_1, s)) - f(x_1,
 * f(x_2, s))|²} for states s that it has reached (after Cohen-Karlik et al. 2020). Arcs' weights do not count.
 */
public final class GruSequence implements Aggregator {
    private static final int SWAPS = 256;

    private final Linear projection;
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter stateWeight;
    private final Parameter stateBias;
    private final float swap;
    private final boolean shuffles;

    /**
     * @param projection to {@code width} columns, or null where rows have it already
     * @param swap weight of the penalty
     * @param shuffles whether training reads the neighbours in another order at each step
     */
    public GruSequence(Linear projection, Initialiser initialiser, int width, float swap, boolean shuffles) {
        this.projection = projection;
        float bound = (float) (1.0 / Math.sqrt(Math.max(1, width)));
        weight = initialiser.uniform("weight", width, 3 * width, bound, true);
        bias = initialiser.uniform("bias", 1, 3 * width, bound, false);
        stateWeight = initialiser.uniform("state.weight", width, 3 * width, bound, true);
        stateBias = initialiser.uniform("state.bias", 1, 3 * width, bound, false);
        this.swap = swap;
        this.shuffles = shuffles;
    }

    @Override
    public Variable aggregate(Tape tape, Neighbourhoods graph, Variable x) {
        Variable elements = projection == null ? x : projection.apply(tape, Input.of(x), 0f, Activation.RELU, 0f);
        return fold(tape, graph.fold(), graph.trees(), elements);
    }

    /** The last states for elements of the cell's width. */
    public Variable fold(Tape tape, FoldPlan plan, NeighbourTrees trees, Variable elements) {
        int[] order = NeighbourOrder.of(tape, trees.pattern(), shuffles);
        GruFold.Folded folded = GruFold.apply(
                tape,
                plan,
                trees,
                order,
                inputs(tape, elements),
                tape.parameter(stateWeight),
                tape.parameter(stateBias));
        if (tape.isTraining() && swap > 0f && trees.pattern().arcs() > 0) {
            penalise(tape, trees.pattern().indices(), elements, folded.states().value());
        }
        return folded.output();
    }

    private Variable inputs(Tape tape, Variable x) {
        Variable product = MatMul.apply(tape, x, tape.parameter(weight));
        return BiasActivation.apply(tape, product, tape.parameter(bias), Activation.IDENTITY, 0f);
    }

    private void penalise(Tape tape, int[] sources, Variable elements, Tensor states) {
        long seed = tape.draw();
        Tensor reached = tape.engine().pool().take(SWAPS, states.columns());
        long row = (long) states.columns() * Float.BYTES;
        int[] first = new int[SWAPS];
        int[] second = new int[SWAPS];
        for (int i = 0; i < SWAPS; i++) {
            int state = CounterRandom.below(seed, 0, i, states.rows());
            MemorySegment.copy(states.memory(), state * row, reached.memory(), i * row, row);
            first[i] = sources[CounterRandom.below(seed, 1, i, sources.length)];
            second[i] = sources[CounterRandom.below(seed, 2, i, sources.length)];
        }
        Variable state = tape.ownedConstant(reached);
        Variable drawn = tape.detach(elements);
        Variable one = inputs(tape, GatherRows.apply(tape, drawn, first));
        Variable other = inputs(tape, GatherRows.apply(tape, drawn, second));
        Variable there = step(tape, other, step(tape, one, state));
        Variable back = step(tape, one, step(tape, other, state));
        tape.penalise(swap, MeanSquare.apply(tape, there, back));
    }

    private Variable step(Tape tape, Variable input, Variable state) {
        Variable product = MatMul.apply(tape, state, tape.parameter(stateWeight));
        Variable recurrent = BiasActivation.apply(tape, product, tape.parameter(stateBias), Activation.IDENTITY, 0f);
        return GruGates.apply(tape, input, recurrent, state);
    }

    @Override
    public int width(int f) {
        return stateWeight.value().rows();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(weight, bias, stateWeight, stateBias));
        if (projection != null) {
            all.addAll(Module.join(projection));
        }
        return all;
    }
}
