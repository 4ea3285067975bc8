package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.AttentionSum;
import dev.kith.gnn.autograd.ops.BlockDiagonal;
import dev.kith.gnn.autograd.ops.EdgeSoftmax;
import dev.kith.gnn.autograd.ops.FirstRows;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Initialiser;
import java.util.List;

/**
 * A convex combination of the neighbours, with shares in proportion to {@code w_ij · exp(leakyRelu(<a, x_i> + <b,
 * x_j>))} where w are the arcs' weights, else 1 (Veličković et al. 2018, equation 3).
 */
public final class Attention implements Aggregator {
    private final Parameter own;
    private final Parameter neighbour;

    public Attention(Initialiser initialiser, int width) {
        own = initialiser.glorot("own", 1, width);
        neighbour = initialiser.glorot("neighbour", 1, width);
    }

    @Override
    public Variable aggregate(Tape tape, Neighbourhoods graph, Variable x) {
        Variable here = FirstRows.apply(tape, x, graph.nodes());
        Variable ownScore = MatMul.apply(tape, here, BlockDiagonal.apply(tape, tape.parameter(own), 1));
        Variable neighbourScore = MatMul.apply(tape, x, BlockDiagonal.apply(tape, tape.parameter(neighbour), 1));
        Variable alpha = EdgeSoftmax.apply(tape, graph.pattern(), graph.logWeights(), ownScore, neighbourScore);
        return AttentionSum.apply(tape, graph.pattern(), alpha, x);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(own, neighbour);
    }
}
