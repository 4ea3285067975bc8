package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.Tensor;

/** {@code A · B}: {@code [m, k] · [k, n] → [m, n]}. */
public final class MatMul {
    private MatMul() {}

    public static Variable apply(Tape tape, Variable a, Variable b) {
        Engine engine = tape.engine();
        Tensor product = engine.pool().take(a.rows(), b.columns());
        Gemm.multiply(engine, a.value(), b.value(), 0f, product);
        return tape.record(
                product,
                output -> {
                    Tensor g = output.gradient();
                    b.accumulate((gb, beta) -> Gemm.transposedMultiply(engine, a.value(), g, beta, gb));
                    a.accumulate((ga, beta) -> Gemm.multiplyTransposed(engine, g, b.value(), beta, ga));
                },
                a,
                b);
    }
}
