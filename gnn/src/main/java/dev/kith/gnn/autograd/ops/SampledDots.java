package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.ArcProducts;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;

/**
 * {@code y[k, h] = <a[i, h·d..], b[j, h·d..]>} for each arc k = (i ← j), a product of two dense matrices sampled at the
 * entries of a sparse one (SDDMM); {@code [n, heads · d], [m, heads · d] → [arcs, heads]}.
 */
public final class SampledDots {
    private SampledDots() {}

    public static Variable apply(Tape tape, SparsePattern pattern, Variable a, Variable b, int heads) {
        Engine engine = tape.engine();
        Tensor dots = engine.pool().take(pattern.arcs(), heads);
        ArcProducts.dots(engine, pattern, a.value(), b.value(), 0f, dots);
        return tape.record(
                dots,
                output -> {
                    Tensor g = output.gradient();
                    a.accumulate((ga, beta) -> ArcProducts.sums(engine, pattern, g, b.value(), beta, ga));
                    b.accumulate((gb, beta) -> ArcProducts.transposedSums(engine, pattern, g, a.value(), beta, gb));
                },
                a,
                b);
    }
}
