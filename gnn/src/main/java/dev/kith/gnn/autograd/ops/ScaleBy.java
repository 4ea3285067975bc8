package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Dot;
import dev.kith.gnn.tensor.Tensor;

/** {@code (offset + s) · X} with a trained scalar s {@code [1, 1]}. */
public final class ScaleBy {
    private ScaleBy() {}

    public static Variable apply(Tape tape, float offset, Variable s, Variable x) {
        var elements = tape.engine().elements();
        Tensor scaled = tape.engine().pool().take(x.rows(), x.columns());
        elements.axpby(offset + s.value().get(0, 0), x.value(), 0f, scaled);
        return tape.record(
                scaled,
                output -> {
                    Tensor g = output.gradient();
                    s.accumulate((gs, beta) -> {
                        float before = beta == 0f ? 0f : gs.get(0, 0);
                        gs.set(0, 0, before + (float) Dot.of(tape.engine(), g, x.value()));
                    });
                    x.accumulate((gx, beta) -> elements.axpby(offset + s.value().get(0, 0), g, beta, gx));
                },
                s,
                x);
    }
}
