package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;

/**
 * {@code y[j] = Σ_i [rows[i] = j] · x[i]}, zero for a row that nothing is sent to: {@code [rows.length, f] → [size, f]};
 * the transpose of {@link GatherRows}. Each row is summed in the order of i.
 */
public final class ScatterRows {
    private ScatterRows() {}

    /** @param rows row of the result that each row of x is added to, in {@code [0, size)} */
    public static Variable apply(Tape tape, Variable x, int[] rows, int size) {
        return SparseMatMul.apply(tape, GatherRows.selection(rows, size).transpose(), x);
    }
}
