package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Dropout;

/**
 * {@code dropout(X) · W} with constant sparse features X {@code [n, f]} and weights W {@code [f, h]}. Only the stored
 * values of X are dropped; the others are zero either way.
 */
public final class SparseFeatureMatMul {
    private SparseFeatureMatMul() {}

    public static Variable apply(Tape tape, SparseMatrix x, Variable weights, float dropoutRate) {
        Engine engine = tape.engine();
        Dropout dropout = tape.dropout(dropoutRate);
        SparseMatrix dropped = dropout.active() ? drop(engine, x, dropout) : x;
        Tensor product = engine.pool().take(x.rows(), weights.columns());
        dropped.multiply(engine, weights.value(), 0f, product);
        return tape.record(
                product,
                output -> weights.accumulate(
                        (gw, beta) -> transpose(engine, x, dropped).multiply(engine, output.gradient(), beta, gw)),
                weights);
    }

    /** X with some of its stored values set to zero and the others scaled up. */
    public static SparseMatrix drop(Engine engine, SparseMatrix x, Dropout dropout) {
        float[] values = new float[x.pattern().arcs()];
        int[] offsets = x.pattern().offsets();
        int[] indices = x.pattern().indices();
        x.pattern().forRows(engine.workers(), (from, to) -> {
            for (int i = from; i < to; i++) {
                int key = dropout.rowKey(i);
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    values[k] = x.value(i, k) * dropout.factor(key, indices[k]);
                }
            }
        });
        return new SparseMatrix(x.pattern(), values, null);
    }

    /** The pattern's transpose is made once; only the dropped values move. */
    private static SparseMatrix transpose(Engine engine, SparseMatrix x, SparseMatrix dropped) {
        if (dropped == x) {
            return x.transpose();
        }
        var transposed = x.pattern().transpose();
        float[] values = dropped.values();
        int[] order = transposed.order();
        float[] moved = new float[values.length];
        engine.workers().ranges(moved.length, 1 << 15, (from, to) -> {
            for (int k = from; k < to; k++) {
                moved[k] = values[order[k]];
            }
        });
        return new SparseMatrix(transposed.pattern(), moved, null);
    }
}
