package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Rows;
import dev.kith.gnn.tensor.Tensor;

/** The first rows of a matrix: {@code [m, f] → [rows, f]}; the matrix itself where it has no others. */
public final class FirstRows {
    private FirstRows() {}

    public static Variable apply(Tape tape, Variable x, int rows) {
        if (rows == x.rows()) {
            return x;
        }
        var engine = tape.engine();
        Tensor first = engine.pool().take(rows, x.columns());
        Rows.copy(engine, Rows.first(x.value(), rows), first);
        return tape.record(
                first,
                output -> x.accumulate((g, beta) -> {
                    engine.elements().axpby(1f, output.gradient(), beta, Rows.first(g, rows));
                    if (beta == 0f) {
                        Rows.zero(engine, Rows.from(g, rows));
                    }
                }),
                x);
    }
}
