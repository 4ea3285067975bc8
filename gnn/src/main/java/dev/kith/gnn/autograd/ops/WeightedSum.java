package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Elements;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** {@code y[i] = Σ_k alpha[i, k] · X_k[i]}: {@code [n, k] and k times [n, f] → [n, f]}, weights for each row of its own. */
public final class WeightedSum {
    private WeightedSum() {}

    /** @param parts of equal shape, as many as {@code alpha} has columns */
    public static Variable apply(Tape tape, Variable alpha, List<Variable> parts) {
        int f = parts.getFirst().columns();
        Elements elements = tape.engine().elements();
        var kernels = tape.engine().kernels().elements();
        Tensor sum = tape.engine().pool().take(alpha.rows(), f);
        elements.rows(sum, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int k = 0; k < parts.size(); k++) {
                    kernels.axpby(
                            alpha.value().get(i, k),
                            parts.get(k).value().memory(),
                            k == 0 ? 0f : 1f,
                            sum.memory(),
                            (long) i * f,
                            (i + 1L) * f);
                }
            }
        });
        List<Variable> inputs = new ArrayList<>(parts);
        inputs.add(alpha);
        return tape.record(
                sum,
                output -> {
                    Tensor g = output.gradient();
                    for (int p = 0; p < parts.size(); p++) {
                        int k = p;
                        parts.get(k)
                                .accumulate((gx, beta) -> elements.rows(gx, (from, to) -> {
                                    for (int i = from; i < to; i++) {
                                        float weight = alpha.value().get(i, k);
                                        kernels.axpby(
                                                weight, g.memory(), beta, gx.memory(), (long) i * f, (i + 1L) * f);
                                    }
                                }));
                    }
                    alpha.accumulate((ga, beta) -> elements.rows(g, (from, to) -> {
                        for (int i = from; i < to; i++) {
                            for (int k = 0; k < parts.size(); k++) {
                                float before = beta == 0f ? 0f : ga.get(i, k);
                                ga.set(i, k, before + dot(g, parts.get(k).value(), i));
                            }
                        }
                    }));
                },
                inputs.toArray(Variable[]::new));
    }

    private static float dot(Tensor a, Tensor b, int row) {
        float sum = 0f;
        for (int c = 0; c < a.columns(); c++) {
            sum = Math.fma(a.get(row, c), b.get(row, c), sum);
        }
        return sum;
    }
}
