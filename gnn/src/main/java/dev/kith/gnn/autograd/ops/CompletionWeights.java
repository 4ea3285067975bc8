package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;

/**
 * {@code w_k = m_k · α · σ(z_k + ln π_i)} for each arc k of row i, with {@code π_i = σ(q_i)}: weights in [0, α · m] from
 * trained prior odds (Wang, Yang and Zhang 2024); {@code [n, 1] → [arcs, 1]}.
 */
public final class CompletionWeights {
    private CompletionWeights() {}

    /**
     * @param q {@code [n, 1]}, logits of π
     * @param z {@code [arcs]}, constant
     * @param times {@code [arcs]}, constant factors m, or null for all ones
     */
    public static Variable apply(Tape tape, Variable q, SparsePattern pattern, float[] z, float[] times, float alpha) {
        Tensor weights = tape.engine().pool().take(pattern.arcs(), 1);
        for (int i = 0; i < pattern.rows(); i++) {
            double logPi = -softplus(-q.value().get(i, 0));
            for (int k = pattern.offsets()[i]; k < pattern.offsets()[i + 1]; k++) {
                double m = times == null ? 1.0 : times[k];
                weights.set(k, 0, (float) (m * alpha / (1.0 + Math.exp(-(z[k] + logPi)))));
            }
        }
        return tape.record(
                weights,
                output -> q.accumulate((gq, beta) -> {
                    for (int i = 0; i < pattern.rows(); i++) {
                        double sum = 0.0;
                        for (int k = pattern.offsets()[i]; k < pattern.offsets()[i + 1]; k++) {
                            double most = alpha * (times == null ? 1.0 : times[k]);
                            double w = output.value().get(k, 0);
                            double slope = most == 0.0 ? 0.0 : w * (1.0 - w / most);
                            sum += output.gradient().get(k, 0) * slope;
                        }
                        double before = beta == 0f ? 0.0 : gq.get(i, 0);
                        // d ln σ(q) = σ(-q)
                        gq.set(i, 0, (float)
                                (before + sum / (1.0 + Math.exp(q.value().get(i, 0)))));
                    }
                }),
                q);
    }

    private static double softplus(double x) {
        return Math.max(x, 0.0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
