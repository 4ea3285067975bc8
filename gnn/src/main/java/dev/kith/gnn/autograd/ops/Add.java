package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/** {@code alpha · A + beta · B}, of equal shape, with constant factors. */
public final class Add {
    private Add() {}

    public static Variable apply(Tape tape, Variable a, Variable b) {
        return apply(tape, 1f, a, 1f, b);
    }

    public static Variable apply(Tape tape, float alpha, Variable a, float beta, Variable b) {
        var elements = tape.engine().elements();
        Tensor sum = tape.engine().pool().take(a.rows(), a.columns());
        elements.axpby(alpha, a.value(), 0f, sum);
        elements.axpby(beta, b.value(), 1f, sum);
        return tape.record(
                sum,
                output -> {
                    Tensor g = output.gradient();
                    a.accumulate((ga, keep) -> elements.axpby(alpha, g, keep, ga));
                    if (beta == 1f) {
                        b.inheritGradient(output);
                    } else {
                        b.accumulate((gb, keep) -> elements.axpby(beta, g, keep, gb));
                    }
                },
                a,
                b);
    }
}
