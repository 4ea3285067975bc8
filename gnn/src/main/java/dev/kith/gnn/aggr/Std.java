package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.NeighbourStd;
import dev.kith.gnn.conv.Neighbourhoods;

/**
 * The standard deviation over neighbours, {@code √(E[(x - E[x])²] + 1e-5)} (Corso et al. 2020, equation 4), weighted
 * where the arcs are.
 */
public record Std() implements Aggregator {
    @Override
    public Variable aggregate(Tape tape, Neighbourhoods graph, Variable x) {
        return NeighbourStd.apply(tape, graph.mean(), x);
    }
}
