package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/** {@code mean (a - b)²} over all elements, a scalar; summed in double: {@code [n, f], [n, f] → [1, 1]}. */
public final class MeanSquare {
    private MeanSquare() {}

    public static Variable apply(Tape tape, Variable a, Variable b) {
        Engine engine = tape.engine();
        int n = a.rows();
        int f = a.columns();
        if (b.rows() != n || b.columns() != f || n == 0 || f == 0) {
            throw new IllegalArgumentException("The shapes do not fit: " + a.value() + ", " + b.value() + ".");
        }
        Tensor mean = engine.pool().take(1, 1);
        double total = 0.0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < f; c++) {
                double d = (double) a.value().get(i, c) - b.value().get(i, c);
                total += d * d;
            }
        }
        mean.set(0, 0, (float) (total / ((double) n * f)));
        return tape.record(
                mean,
                output -> {
                    float scale = (float) (2.0 * output.gradient().get(0, 0) / ((double) n * f));
                    difference(engine, scale, a, b, a);
                    difference(engine, scale, b, a, b);
                },
                a,
                b);
    }

    /** Adds {@code scale · (plus - minus)} to the gradient of {@code to}. */
    private static void difference(Engine engine, float scale, Variable plus, Variable minus, Variable to) {
        to.accumulate((g, beta) -> {
            engine.elements().axpby(scale, plus.value(), beta, g);
            engine.elements().axpby(-scale, minus.value(), 1f, g);
        });
    }
}
