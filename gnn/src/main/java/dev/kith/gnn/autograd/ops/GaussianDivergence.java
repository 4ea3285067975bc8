package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/**
 * Kullback-Leibler divergence of normal distributions from the standard one, {@code -½ Σ (1 + l - μ² - e^l)}, with the
 * logarithm of the variance l between -10 and 10 (Kingma and Welling 2014, appendix B): {@code [n, k], [n, k] → [1, 1]},
 * summed in double.
 */
public final class GaussianDivergence {
    private static final float BOUND = 10f;

    private GaussianDivergence() {}

    public static Variable apply(Tape tape, Variable mean, Variable logVariance) {
        Tensor sum = tape.engine().pool().take(1, 1);
        double total = 0.0;
        for (double one : sums(mean.value(), logVariance.value())) {
            total += one;
        }
        sum.set(0, 0, (float) total);
        return tape.record(
                sum,
                output -> {
                    float g = output.gradient().get(0, 0);
                    mean.accumulate((gm, beta) -> tape.engine().elements().axpby(g, mean.value(), beta, gm));
                    logVariance.accumulate((gl, beta) -> {
                        for (int i = 0; i < gl.rows(); i++) {
                            for (int c = 0; c < gl.columns(); c++) {
                                float l = logVariance.value().get(i, c);
                                float slope = isWithin(l) ? (float) (0.5 * g * Math.expm1(l)) : 0f;
                                gl.set(i, c, slope + (beta == 0f ? 0f : gl.get(i, c)));
                            }
                        }
                    });
                },
                mean,
                logVariance);
    }

    /** The mean over the rows in each of the {@code k} dimensions: one near 0 tells nothing. */
    public static double[] byDimension(Tensor mean, Tensor logVariance) {
        double[] sums = sums(mean, logVariance);
        for (int c = 0; c < sums.length; c++) {
            sums[c] /= Math.max(1, mean.rows());
        }
        return sums;
    }

    private static double[] sums(Tensor mean, Tensor logVariance) {
        double[] sums = new double[mean.columns()];
        for (int i = 0; i < mean.rows(); i++) {
            for (int c = 0; c < sums.length; c++) {
                double l = clamped(logVariance.get(i, c));
                double m = mean.get(i, c);
                sums[c] -= 0.5 * (1.0 + l - m * m - Math.exp(l));
            }
        }
        return sums;
    }

    /** {@code exp(l / 2)}. */
    static double deviation(float l) {
        return Math.exp(0.5 * clamped(l));
    }

    /** Whether a change of l changes anything. */
    static boolean isWithin(float l) {
        return l > -BOUND && l < BOUND;
    }

    private static double clamped(float l) {
        return Math.max(-BOUND, Math.min(BOUND, l));
    }
}
