package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/** Rows to length 1, {@code x / max(‖x‖, 1e-12)}, a row of zeros stays; {@code [n, f] → [n, f]}. */
public final class RowNormalise {
    private static final float LEAST = 1e-12f;

    private RowNormalise() {}

    public static Variable apply(Tape tape, Variable x) {
        Engine engine = tape.engine();
        var norms = engine.kernels().norms();
        int f = x.columns();
        Variable moments = tape.ownedConstant(engine.pool().take(x.rows(), 2));
        Tensor y = engine.pool().take(x.rows(), f);
        write(engine, x.value(), moments.value(), y);
        return tape.record(
                y,
                output -> x.accumulate((gx, beta) -> engine.elements()
                        .rows(
                                gx,
                                (from, to) -> norms.normaliseRowsBackward(
                                        output.gradient().memory(),
                                        x.value().memory(),
                                        f,
                                        moments.value().memory(),
                                        null,
                                        0f,
                                        1f,
                                        beta,
                                        gx.memory(),
                                        from,
                                        to))),
                x);
    }

    /** The same without a gradient, into {@code y}, {@code [n, f]}. */
    public static void write(Engine engine, Tensor x, Tensor y) {
        Tensor moments = engine.pool().take(x.rows(), 2);
        write(engine, x, moments, y);
        engine.pool().release(moments);
    }

    private static void write(Engine engine, Tensor x, Tensor moments, Tensor y) {
        var norms = engine.kernels().norms();
        var m = moments.memory();
        engine.elements().rows(y, (from, to) -> {
            norms.rowLengths(x.memory(), x.columns(), LEAST, m, from, to);
            norms.normaliseRows(x.memory(), x.columns(), m, null, null, y.memory(), from, to);
        });
    }
}
