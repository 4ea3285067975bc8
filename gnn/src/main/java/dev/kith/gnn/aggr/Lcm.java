package dev.kith.gnn.aggr;

import dev.kith.gnn.aggr.monoid.GruOperator;
import dev.kith.gnn.aggr.monoid.MonoidPenalties;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.TreeReduce;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.NeighbourTrees;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.List;

/**
 * A learned commutative monoid over the neighbours (Ong and Veličković 2022): {@code ⟨relu(x_j · W + b)⟩}, put together
 * pair by pair along a tree of logarithmic depth. For tasks that select or order within a neighbourhood; sums and means
 * are cheaper by about six times the mean degree where they do. Arcs' weights do not count.
 *
 * <p>It is as free of the neighbours' order as its operator is associative: exactly for two neighbours or fewer. A node
 * without neighbours gets the identity.
 */
public final class Lcm implements Aggregator {
    private final Linear projection;
    private final GruOperator gru;
    private final MonoidPenalties penalties;
    private final boolean shuffles;

    /**
     * @param projection to the operator's width, or null where rows have it already
     * @param shuffles whether training reads the neighbours in another order at each step
     */
    public Lcm(Linear projection, GruOperator gru, MonoidPenalties penalties, boolean shuffles) {
        this.projection = projection;
        this.gru = gru;
        this.penalties = penalties;
        this.shuffles = shuffles;
    }

    @Override
    public Variable aggregate(Tape tape, Neighbourhoods graph, Variable x) {
        Variable elements = projection == null ? x : projection.apply(tape, Input.of(x), 0f, Activation.RELU, 0f);
        return reduce(tape, graph.trees(), elements);
    }

    /** The trees' results for elements of the operator's width. */
    public Variable reduce(Tape tape, NeighbourTrees trees, Variable elements) {
        int[] order = NeighbourOrder.of(tape, trees.pattern(), shuffles);
        TreeReduce.Reduced reduced = TreeReduce.apply(tape, trees, order, elements, gru.on(tape), gru.identity(tape));
        penalties.add(tape, gru, trees.pattern().indices(), elements, reduced);
        return reduced.output();
    }

    @Override
    public int width(int f) {
        return gru.width();
    }

    @Override
    public List<Parameter> parameters() {
        return projection == null ? gru.parameters() : Module.join(projection, gru);
    }
}
