package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
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
        var sparse = engine.kernels().sparse();
        int heads = alpha.columns();
        int width = x.columns() / heads;
        int[] offsets = pattern.offsets();
        int[] indices = pattern.indices();
        Tensor sum = engine.pool().take(pattern.rows(), x.columns());
        pattern.forRows(
                engine.workers(),
                (from, to) -> sparse.multiplyHeads(
                        offsets,
                        indices,
                        alpha.value().memory(),
                        null,
                        heads,
                        width,
                        x.value().memory(),
                        0f,
                        sum.memory(),
                        from,
                        to));
        return tape.record(
                sum,
                output -> {
                    Tensor g = output.gradient();
                    alpha.accumulate((gradient, beta) -> {
                        Tensor dots = beta == 0f ? gradient : engine.pool().take(pattern.arcs(), heads);
                        pattern.forRows(
                                engine.workers(),
                                (from, to) -> sparse.sampledDots(
                                        offsets,
                                        indices,
                                        g.memory(),
                                        x.value().memory(),
                                        heads,
                                        width,
                                        dots.memory(),
                                        from,
                                        to));
                        if (dots != gradient) {
                            engine.elements().axpby(1f, dots, 1f, gradient);
                            engine.pool().release(dots);
                        }
                    });
                    var transposed = pattern.transpose();
                    x.accumulate((gradient, beta) -> transposed
                            .pattern()
                            .forRows(
                                    engine.workers(),
                                    (from, to) -> sparse.multiplyHeads(
                                            transposed.pattern().offsets(),
                                            transposed.pattern().indices(),
                                            alpha.value().memory(),
                                            transposed.order(),
                                            heads,
                                            width,
                                            g.memory(),
                                            beta,
                                            gradient.memory(),
                                            from,
                                            to)));
                },
                alpha,
                x);
    }
}
