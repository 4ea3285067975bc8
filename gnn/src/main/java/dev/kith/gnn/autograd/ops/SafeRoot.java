package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/** {@code √(max(x, 0) + 1e-5)}, element by element; its slope is bounded. */
public final class SafeRoot {
    private static final float EPSILON = 1e-5f;

    private SafeRoot() {}

    public static Variable apply(Tape tape, Variable x) {
        var engine = tape.engine();
        Tensor root = engine.pool().take(x.rows(), x.columns());
        engine.elements().rows(root, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < root.columns(); c++) {
                    root.set(i, c, (float) Math.sqrt(Math.max(x.value().get(i, c), 0f) + EPSILON));
                }
            }
        });
        return tape.record(
                root,
                output -> x.accumulate((gx, beta) -> engine.elements().rows(gx, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        for (int c = 0; c < gx.columns(); c++) {
                            float slope = x.value().get(i, c) > 0f
                                    ? 0.5f / output.value().get(i, c)
                                    : 0f;
                            float before = beta == 0f ? 0f : gx.get(i, c);
                            gx.set(i, c, Math.fma(output.gradient().get(i, c), slope, before));
                        }
                    }
                })),
                x);
    }
}
