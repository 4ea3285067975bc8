package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Columns;
import dev.kith.gnn.tensor.Rows;
import dev.kith.gnn.tensor.Tensor;

/** Columns {@code [from, from + width)} of a matrix: {@code [n, f] → [n, width]}. */
public final class SliceColumns {
    private SliceColumns() {}

    public static Variable apply(Tape tape, Variable x, int from, int width) {
        var engine = tape.engine();
        Tensor slice = engine.pool().take(x.rows(), width);
        Columns.read(engine, x.value(), from, 0f, slice);
        return tape.record(
                slice,
                output -> x.accumulate((g, beta) -> {
                    if (beta == 0f) {
                        Rows.zero(engine, g);
                    }
                    Columns.add(engine, output.gradient(), g, from);
                }),
                x);
    }
}
