package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.conv.Neighbourhoods;

/** The sum over neighbours, weighted where the arcs are. */
public record Sum() implements Aggregator {
    @Override
    public Variable aggregate(Tape tape, Neighbourhoods graph, Variable x) {
        return SparseMatMul.apply(tape, graph.sum(), x);
    }

    @Override
    public boolean isLinear() {
        return true;
    }
}
