package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/** Each column times a trained factor: {@code y[i, c] = s[c] · x[i, c]}; {@code [n, f], [1, f] → [n, f]}. */
public final class ScaleColumns {
    private ScaleColumns() {}

    public static Variable apply(Tape tape, Variable x, Variable factors) {
        Engine engine = tape.engine();
        Tensor scaled = engine.pool().take(x.rows(), x.columns());
        float[] s = factors.value().toArray();
        write(engine, x.value(), s, 0f, scaled);
        return tape.record(
                scaled,
                output -> {
                    Tensor g = output.gradient();
                    x.accumulate((gx, beta) -> write(engine, g, s, beta, gx));
                    factors.accumulate((gs, beta) -> {
                        Tensor products = engine.pool().take(x.rows(), x.columns());
                        engine.elements().multiply(g, x.value(), 0f, products);
                        engine.elements().columnSums(products, beta, gs);
                        engine.pool().release(products);
                    });
                },
                x,
                factors);
    }

    private static void write(Engine engine, Tensor x, float[] s, float beta, Tensor y) {
        engine.elements().rows(y, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < s.length; c++) {
                    y.set(i, c, Math.fma(s[c], x.get(i, c), beta == 0f ? 0f : y.get(i, c)));
                }
            }
        });
    }
}
