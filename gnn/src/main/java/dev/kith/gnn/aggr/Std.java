package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.Multiply;
import dev.kith.gnn.autograd.ops.SafeRoot;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.conv.Neighbourhoods;

/** The standard deviation over neighbours, {@code √(max(E[x²] - E[x]², 0) + 1e-5)} (Corso et al. 2020, equation 4). */
public record Std() implements Aggregator {
    @Override
    public Variable aggregate(Tape tape, Neighbourhoods graph, Variable x) {
        Variable mean = SparseMatMul.apply(tape, graph.mean(), x);
        Variable meanOfSquares = SparseMatMul.apply(tape, graph.mean(), Multiply.apply(tape, x, x));
        Variable squareOfMean = Multiply.apply(tape, mean, mean);
        return SafeRoot.apply(tape, Add.apply(tape, 1f, meanOfSquares, -1f, squareOfMean));
    }
}
