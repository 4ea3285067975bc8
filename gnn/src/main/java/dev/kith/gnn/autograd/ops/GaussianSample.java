package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/**
 * A draw from normal distributions, {@code z = μ + exp(l / 2) ⊙ ε} with the logarithm of the variance l between -10 and
 * 10 (Kingma and Welling 2014, section 2.4): {@code [n, k], [n, k], [n, k] → [n, k]}.
 */
public final class GaussianSample {
    private GaussianSample() {}

    /** @param noise ε, standard normal; constant */
    public static Variable apply(Tape tape, Variable mean, Variable logVariance, Tensor noise) {
        if (mean.rows() != noise.rows()
                || mean.columns() != noise.columns()
                || logVariance.rows() != noise.rows()
                || logVariance.columns() != noise.columns()) {
            throw new IllegalArgumentException(
                    "The shapes do not fit: " + mean.value() + ", " + logVariance.value() + ", " + noise + ".");
        }
        Tensor z = tape.engine().pool().take(mean.rows(), mean.columns());
        for (int i = 0; i < z.rows(); i++) {
            for (int c = 0; c < z.columns(); c++) {
                double deviation =
                        GaussianDivergence.deviation(logVariance.value().get(i, c));
                z.set(i, c, (float) (mean.value().get(i, c) + deviation * noise.get(i, c)));
            }
        }
        return tape.record(
                z,
                output -> {
                    Tensor g = output.gradient();
                    mean.accumulate((gm, beta) -> tape.engine().elements().axpby(1f, g, beta, gm));
                    logVariance.accumulate((gl, beta) -> {
                        for (int i = 0; i < g.rows(); i++) {
                            for (int c = 0; c < g.columns(); c++) {
                                float l = logVariance.value().get(i, c);
                                double slope = GaussianDivergence.isWithin(l)
                                        ? 0.5 * GaussianDivergence.deviation(l) * noise.get(i, c)
                                        : 0.0;
                                float before = beta == 0f ? 0f : gl.get(i, c);
                                gl.set(i, c, before + (float) (g.get(i, c) * slope));
                            }
                        }
                    });
                },
                mean,
                logVariance);
    }
}
