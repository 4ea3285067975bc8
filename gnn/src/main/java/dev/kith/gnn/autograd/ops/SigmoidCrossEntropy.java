package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/**
 * Mean binary cross-entropy of independent yes-or-no logits {@code [n, f]} with targets of the same shape in [0, 1], a
 * scalar: {@code mean (max(l, 0) - l · t + log(1 + e^-|l|))}; summed in double.
 */
public final class SigmoidCrossEntropy {
    private SigmoidCrossEntropy() {}

    /** @param targets {@code [n · f]}, row by row */
    public static Variable apply(Tape tape, Variable logits, float[] targets) {
        Engine engine = tape.engine();
        int f = logits.columns();
        if (targets.length == 0 || targets.length != logits.rows() * f) {
            throw new IllegalArgumentException(targets.length + " targets do not fit " + logits.value() + ".");
        }
        double total = 0.0;
        for (int i = 0; i < targets.length; i++) {
            double l = logits.value().get(i / f, i % f);
            total += Math.max(l, 0.0) - l * targets[i] + Math.log1p(Math.exp(-Math.abs(l)));
        }
        Tensor loss = engine.pool().take(1, 1);
        loss.set(0, 0, (float) (total / targets.length));
        return tape.record(
                loss,
                output -> {
                    double scale = (double) output.gradient().get(0, 0) / targets.length;
                    logits.accumulate((g, beta) -> {
                        for (int i = 0; i < targets.length; i++) {
                            double share = 1.0 / (1.0 + Math.exp(-logits.value().get(i / f, i % f)));
                            float before = beta == 0f ? 0f : g.get(i / f, i % f);
                            g.set(i / f, i % f, before + (float) (scale * (share - targets[i])));
                        }
                    });
                },
                logits);
    }
}
