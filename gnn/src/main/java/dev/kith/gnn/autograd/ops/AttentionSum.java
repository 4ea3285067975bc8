package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.ArcProducts;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;

/**
 * {@code y[i, h·d..] = Σ_k alpha[k, h] · x[j_k, h·d..]}: sums over neighbours with trained weights, one a head;
 * {@code [arcs, heads], [m, heads · d] → [n, heads · d]}.
 */
public final class AttentionSum {
    private AttentionSum() {}

    public static Variable apply(Tape tape, SparsePattern pattern, Variable alpha, Variable x) {
        Engine engine = tape.engine();
        Tensor sum = engine.pool().take(pattern.rows(), x.columns());
        ArcProducts.sums(engine, pattern, alpha.value(), x.value(), 0f, sum);
        return tape.record(
                sum,
                output -> {
                    Tensor g = output.gradient();
                    alpha.accumulate((ga, beta) -> ArcProducts.dots(engine, pattern, g, x.value(), beta, ga));
                    x.accumulate((gx, beta) -> ArcProducts.transposedSums(engine, pattern, alpha.value(), g, beta, gx));
                },
                alpha,
                x);
    }
}
