package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;

/** {@code S · X} with a constant sparse S: {@code [n, m] · [m, f] → [n, f]}; sums and means over neighbours. */
public final class SparseMatMul {
    private SparseMatMul() {}

    public static Variable apply(Tape tape, SparseMatrix s, Variable x) {
        Engine engine = tape.engine();
        Tensor product = engine.pool().take(s.rows(), x.columns());
        s.multiply(engine, x.value(), 0f, product);
        return tape.record(
                product,
                output -> x.accumulate((gx, beta) -> s.transpose().multiply(engine, output.gradient(), beta, gx)),
                x);
    }
}
