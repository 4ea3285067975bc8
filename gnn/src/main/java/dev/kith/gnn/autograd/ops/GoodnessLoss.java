package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The forward-forward loss (Hinton 2022; Park et al. 2024, equations 2 and 3): rows of the first matrix are to have a
 * goodness {@code g(h) = Σ_c h_c²} above a threshold θ, those of the others below it. {@code Σ_i w_i softplus(θ - g)} over
 * the first and {@code Σ_i w_i softplus(g - θ)} over each other, averaged over these; weights sum to 1.
 */
public final class GoodnessLoss {
    /** Of the paper's experiments. */
    public static final float THRESHOLD = 2f;

    private GoodnessLoss() {}

    /**
     * @param positive {@code [n, d]}
     * @param negatives each {@code [n, d]}, at least one
     * @param weights of the rows, or null for all ones
     * @return a scalar, summed in double
     */
    public static Variable apply(Tape tape, Variable positive, List<Variable> negatives, float[] weights) {
        Engine engine = tape.engine();
        int n = positive.rows();
        double[] shares = shares(n, weights);
        double total = loss(engine, positive, -1.0, shares);
        for (Variable negative : negatives) {
            total += loss(engine, negative, 1.0, shares) / negatives.size();
        }
        Tensor loss = engine.pool().take(1, 1);
        loss.set(0, 0, (float) total);
        Variable[] inputs = new Variable[negatives.size() + 1];
        inputs[0] = positive;
        for (int j = 0; j < negatives.size(); j++) {
            inputs[j + 1] = negatives.get(j);
        }
        return tape.record(
                loss,
                output -> {
                    float scale = output.gradient().get(0, 0);
                    for (int s = 0; s < inputs.length; s++) {
                        double sign = s == 0 ? -1.0 : 1.0;
                        double factor = s == 0 ? scale : scale / negatives.size();
                        backward(engine, inputs[s], sign, factor, shares);
                    }
                },
                inputs);
    }

    private static double[] shares(int n, float[] weights) {
        double[] shares = new double[n];
        Arrays.fill(shares, 1.0);
        double sum = 0.0;
        for (int i = 0; i < n; i++) {
            shares[i] = weights == null ? 1.0 : weights[i];
            sum += shares[i];
        }
        for (int i = 0; i < n; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** {@code Σ_i share_i · softplus(sign · (g_i - θ))}. */
    private static double loss(Engine engine, Variable h, double sign, double[] shares) {
        double[] losses = new double[h.rows()];
        engine.elements().rows(h.value(), (from, to) -> {
            for (int i = from; i < to; i++) {
                double a = sign * (goodness(h.value(), i) - THRESHOLD);
                losses[i] = shares[i] * (Math.max(a, 0.0) + Math.log1p(Math.exp(-Math.abs(a))));
            }
        });
        double sum = 0.0;
        for (double one : losses) {
            sum += one;
        }
        return sum;
    }

    private static void backward(Engine engine, Variable h, double sign, double scale, double[] shares) {
        Tensor value = h.value();
        h.accumulate((g, beta) -> engine.elements().rows(g, (from, to) -> {
            for (int i = from; i < to; i++) {
                double a = sign * (goodness(value, i) - THRESHOLD);
                float factor = (float) (scale * shares[i] * sign * 2.0 / (1.0 + Math.exp(-a)));
                for (int c = 0; c < value.columns(); c++) {
                    float before = beta == 0f ? 0f : g.get(i, c);
                    g.set(i, c, Math.fma(factor, value.get(i, c), before));
                }
            }
        }));
    }

    /** {@code Σ_c h_ic²}. */
    public static double goodness(Tensor h, int i) {
        double sum = 0.0;
        for (int c = 0; c < h.columns(); c++) {
            float value = h.get(i, c);
            sum += (double) value * value;
        }
        return sum;
    }
}
