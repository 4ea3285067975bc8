package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;

/** {@code y[i] = x[rows[i]]}: {@code [m, f] → [rows.length, f]}; a row may be taken many times. */
public final class GatherRows {
    private GatherRows() {}

    public static Variable apply(Tape tape, Variable x, int[] rows) {
        return SparseMatMul.apply(tape, selection(rows, x.rows()), x);
    }

    /** The 0/1 matrix that picks the rows; keep it where the same rows are gathered at every step. */
    public static SparseMatrix selection(int[] rows, int size) {
        int[] offsets = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            offsets[i + 1] = i + 1;
        }
        return new SparseMatrix(new SparsePattern(rows.length, size, offsets, rows), null, null);
    }
}
