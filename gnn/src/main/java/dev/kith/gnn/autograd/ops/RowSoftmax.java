package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/** Softmax of each row: {@code [n, k] → [n, k]}, rows sum to 1. */
public final class RowSoftmax {
    private RowSoftmax() {}

    public static Variable apply(Tape tape, Variable scores) {
        var elements = tape.engine().elements();
        Tensor shares = tape.engine().pool().take(scores.rows(), scores.columns());
        elements.axpby(1f, scores.value(), 0f, shares);
        elements.softmax(shares);
        return tape.record(
                shares,
                output -> {
                    Tensor y = output.value();
                    Tensor g = output.gradient();
                    scores.accumulate((gx, beta) -> elements.rows(gx, (from, to) -> {
                        for (int i = from; i < to; i++) {
                            float mean = 0f;
                            for (int c = 0; c < y.columns(); c++) {
                                mean = Math.fma(y.get(i, c), g.get(i, c), mean);
                            }
                            for (int c = 0; c < y.columns(); c++) {
                                float before = beta == 0f ? 0f : gx.get(i, c);
                                gx.set(i, c, Math.fma(y.get(i, c), g.get(i, c) - mean, before));
                            }
                        }
                    }));
                },
                scores);
    }
}
