package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Exponential;

/**
 * Softmax over the arcs of each row of scores that are there already: {@code alpha[k, h] = softmax_k(s[k, h] + bias[k])};
 * {@code [arcs, heads] → [arcs, heads]}. {@link EdgeSoftmax} makes the scores of GAT on the way and is faster.
 */
public final class ArcSoftmax {
    private ArcSoftmax() {}

    /** @param bias {@code [arcs]}, logarithms of weights, or null for none */
    public static Variable apply(Tape tape, SparsePattern pattern, float[] bias, Variable scores) {
        var engine = tape.engine();
        int heads = scores.columns();
        int[] offsets = pattern.offsets();
        Tensor alpha = engine.pool().take(pattern.arcs(), heads);
        Tensor s = scores.value();
        pattern.forRows(engine.workers(), (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int h = 0; h < heads; h++) {
                    shares(offsets[i], offsets[i + 1], h, bias, s, alpha);
                }
            }
        });
        return tape.record(
                alpha,
                output -> {
                    Tensor y = output.value();
                    Tensor g = output.gradient();
                    scores.accumulate((gs, beta) -> pattern.forRows(engine.workers(), (from, to) -> {
                        for (int i = from; i < to; i++) {
                            for (int h = 0; h < heads; h++) {
                                backward(offsets[i], offsets[i + 1], h, y, g, beta, gs);
                            }
                        }
                    }));
                },
                scores);
    }

    private static void shares(int first, int end, int h, float[] bias, Tensor s, Tensor alpha) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int k = first; k < end; k++) {
            highest = Math.max(highest, s.get(k, h) + (bias == null ? 0f : bias[k]));
        }
        float shift = highest == Float.NEGATIVE_INFINITY ? 0f : highest;
        float sum = 0f;
        for (int k = first; k < end; k++) {
            float share = Exponential.exp(s.get(k, h) + (bias == null ? 0f : bias[k]) - shift);
            alpha.set(k, h, share);
            sum += share;
        }
        float scale = sum == 0f ? 0f : 1f / sum;
        for (int k = first; k < end; k++) {
            alpha.set(k, h, alpha.get(k, h) * scale);
        }
    }

    private static void backward(int first, int end, int h, Tensor y, Tensor g, float beta, Tensor gs) {
        float mean = 0f;
        for (int k = first; k < end; k++) {
            mean = Math.fma(y.get(k, h), g.get(k, h), mean);
        }
        for (int k = first; k < end; k++) {
            float before = beta == 0f ? 0f : gs.get(k, h);
            gs.set(k, h, Math.fma(y.get(k, h), g.get(k, h) - mean, before));
        }
    }
}
