package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Rows;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;

/** The element-wise maximum of matrices of equal shape; the gradient goes to the first of equal ones. */
public final class MaxOf {
    private MaxOf() {}

    public static Variable apply(Tape tape, List<Variable> parts) {
        var engine = tape.engine();
        Variable first = parts.getFirst();
        Tensor highest = engine.pool().take(first.rows(), first.columns());
        Rows.copy(tape.engine(), first.value(), highest);
        for (Variable part : parts.subList(1, parts.size())) {
            engine.elements().maximum(part.value(), highest);
        }
        return tape.record(
                highest,
                output -> {
                    for (Variable part : parts) {
                        // Also where the part needs none: later ones must not get what is due to it.
                        Tensor taken = engine.pool().take(part.rows(), part.columns());
                        engine.elements().takeWhereHighest(part.value(), output.value(), output.gradient(), taken);
                        part.give(taken);
                    }
                },
                parts.toArray(Variable[]::new));
    }
}
