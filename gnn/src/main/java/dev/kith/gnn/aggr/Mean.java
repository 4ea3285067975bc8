package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.tensor.SparseMatrix;
import java.util.Optional;

/** The mean over neighbours, weighted where the arcs are; zero for a node without neighbours. */
public record Mean() implements Aggregator {
    @Override
    public Variable aggregate(Tape tape, Neighbourhoods graph, Variable x) {
        return SparseMatMul.apply(tape, graph.mean(), x);
    }

    @Override
    public Optional<SparseMatrix> matrix(Neighbourhoods graph) {
        return Optional.of(graph.mean());
    }

    @Override
    public boolean isLinear() {
        return true;
    }
}
