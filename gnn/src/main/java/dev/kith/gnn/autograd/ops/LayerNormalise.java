package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/**
 * Rows to mean 0 and variance 1, then scaled and shifted: {@code y = gain ⊙ (x - mean) / √(var + ε) + bias}, ε = 1e-5
 * (Ba et al. 2016). {@code [n, f], [1, f], [1, f] → [n, f]}.
 */
public final class LayerNormalise {
    private static final float EPSILON = 1e-5f;

    private LayerNormalise() {}

    public static Variable apply(Tape tape, Variable x, Variable gain, Variable bias) {
        Engine engine = tape.engine();
        var norms = engine.kernels().norms();
        int f = x.columns();
        Variable moments = tape.ownedConstant(engine.pool().take(x.rows(), 2));
        Tensor y = engine.pool().take(x.rows(), f);
        engine.elements().rows(y, (from, to) -> {
            var m = moments.value().memory();
            var g = gain.value().memory();
            norms.rowMoments(x.value().memory(), f, EPSILON, m, from, to);
            norms.normaliseRows(x.value().memory(), f, m, g, bias.value().memory(), y.memory(), from, to);
        });
        return tape.record(
                y,
                output -> {
                    Tensor g = output.gradient();
                    var m = moments.value().memory();
                    bias.accumulate((gb, beta) -> engine.elements().columnSums(g, beta, gb));
                    gain.accumulate((gg, beta) -> engine.elements()
                            .sumRows(
                                    g,
                                    beta,
                                    gg,
                                    (sums, from, to) -> norms.rowProducts(
                                            g.memory(), x.value().memory(), f, m, sums, from, to)));
                    x.accumulate((gx, beta) -> engine.elements()
                            .rows(
                                    gx,
                                    (from, to) -> norms.normaliseRowsBackward(
                                            g.memory(),
                                            x.value().memory(),
                                            f,
                                            m,
                                            gain.value().memory(),
                                            1f / f,
                                            1f / f,
                                            beta,
                                            gx.memory(),
                                            from,
                                            to)));
                },
                x,
                gain,
                bias);
    }
}
