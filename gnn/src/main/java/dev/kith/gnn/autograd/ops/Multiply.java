package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/** The element-wise product {@code A ⊙ B}, of equal shape. */
public final class Multiply {
    private Multiply() {}

    public static Variable apply(Tape tape, Variable a, Variable b) {
        var elements = tape.engine().elements();
        Tensor product = tape.engine().pool().take(a.rows(), a.columns());
        elements.multiply(a.value(), b.value(), 0f, product);
        return tape.record(
                product,
                output -> {
                    Tensor g = output.gradient();
                    a.accumulate((ga, beta) -> elements.multiply(g, b.value(), beta, ga));
                    b.accumulate((gb, beta) -> elements.multiply(g, a.value(), beta, gb));
                },
                a,
                b);
    }
}
