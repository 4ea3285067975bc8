package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.NeighbourMax;
import dev.kith.gnn.conv.Neighbourhoods;

/** The largest value of each column over the neighbours; zero for a node without neighbours. Weights do not count. */
public record Max() implements Aggregator {
    @Override
    public Variable aggregate(Tape tape, Neighbourhoods graph, Variable x) {
        return NeighbourMax.apply(tape, graph.pattern(), x);
    }
}
