package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;

/**
 * Attention over the arcs of each row: {@code alpha[k, h] = softmax_k(leakyRelu(own[i, h] + neighbour[j, h]) + bias[k])}
 * for arc k = (i ← j); {@code [n, heads], [m, heads] → [arcs, heads]} (Veličković et al. 2018, equation 3).
 */
public final class EdgeSoftmax {
    private EdgeSoftmax() {}

    /** @param bias {@code [arcs]}, added to the scores after the leaky ReLU: logarithms of weights, or null for none */
    public static Variable apply(Tape tape, SparsePattern pattern, float[] bias, Variable own, Variable neighbour) {
        Engine engine = tape.engine();
        var attention = engine.kernels().attention();
        int heads = own.columns();
        int[] offsets = pattern.offsets();
        int[] indices = pattern.indices();
        Tensor alpha = engine.pool().take(pattern.arcs(), heads);
        pattern.forRows(
                engine.workers(),
                (from, to) -> attention.softmax(
                        offsets,
                        indices,
                        bias,
                        heads,
                        own.value().memory(),
                        neighbour.value().memory(),
                        alpha.memory(),
                        from,
                        to));
        return tape.record(
                alpha,
                output -> {
                    Tensor g = output.gradient();
                    pattern.forRows(
                            engine.workers(),
                            (from, to) -> attention.softmaxBackward(
                                    offsets,
                                    indices,
                                    heads,
                                    own.value().memory(),
                                    neighbour.value().memory(),
                                    output.value().memory(),
                                    g.memory(),
                                    from,
                                    to));
                    own.accumulate((gradient, beta) -> pattern.forRows(
                            engine.workers(),
                            (from, to) -> attention.rowSums(
                                    offsets, null, heads, g.memory(), beta, gradient.memory(), from, to)));
                    var transposed = pattern.transpose();
                    neighbour.accumulate((gradient, beta) -> transposed
                            .pattern()
                            .forRows(
                                    engine.workers(),
                                    (from, to) -> attention.rowSums(
                                            transposed.pattern().offsets(),
                                            transposed.order(),
                                            heads,
                                            g.memory(),
                                            beta,
                                            gradient.memory(),
                                            from,
                                            to)));
                },
                own,
                neighbour);
    }
}
