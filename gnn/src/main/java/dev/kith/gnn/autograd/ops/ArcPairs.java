package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;

/** {@code y[k, h] = own[i, h] + other[j, h]} for each arc k = (i ← j); {@code [n, heads], [m, heads] → [arcs, heads]}. */
public final class ArcPairs {
    private ArcPairs() {}

    /** @param own {@code [n, heads]}, or null where only the neighbour counts */
    public static Variable apply(Tape tape, SparsePattern pattern, Variable own, Variable other) {
        Engine engine = tape.engine();
        int heads = other.columns();
        int[] offsets = pattern.offsets();
        int[] indices = pattern.indices();
        Tensor sums = engine.pool().take(pattern.arcs(), heads);
        pattern.forRows(engine.workers(), (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    for (int h = 0; h < heads; h++) {
                        float first = own == null ? 0f : own.value().get(i, h);
                        sums.set(k, h, first + other.value().get(indices[k], h));
                    }
                }
            }
        });
        Variable[] inputs = own == null ? new Variable[] {other} : new Variable[] {own, other};
        return tape.record(
                sums,
                output -> {
                    Tensor g = output.gradient();
                    if (own != null) {
                        own.accumulate((gradient, beta) -> rowSums(engine, pattern, null, g, beta, gradient));
                    }
                    var transposed = pattern.transpose();
                    other.accumulate((gradient, beta) ->
                            rowSums(engine, transposed.pattern(), transposed.order(), g, beta, gradient));
                },
                inputs);
    }

    private static void rowSums(Engine engine, SparsePattern pattern, int[] order, Tensor g, float beta, Tensor out) {
        var attention = engine.kernels().attention();
        pattern.forRows(
                engine.workers(),
                (from, to) -> attention.rowSums(
                        pattern.offsets(), order, g.columns(), g.memory(), beta, out.memory(), from, to));
    }
}
