package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Rows to mean 0 and variance 1, then scaled and shifted: {@code y = gain ⊙ (x - mean) / √(var + ε) + bias}, ε = 1e-5
 * (Ba et al. 2016). {@code [n, f], [1, f], [1, f] → [n, f]}.
 */
public final class LayerNormalise {
    private static final float EPSILON = 1e-5f;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private LayerNormalise() {}

    public static Variable apply(Tape tape, Variable x, Variable gain, Variable bias) {
        Engine engine = tape.engine();
        int n = x.rows();
        int f = x.columns();
        // The normalised rows and 1/sd serve the walk backwards.
        Variable normal = tape.ownedConstant(engine.pool().take(n, f));
        Variable inverse = tape.ownedConstant(engine.pool().take(n, 1));
        Tensor y = engine.pool().take(n, f);
        engine.elements().rows(y, (from, to) -> {
            for (int i = from; i < to; i++) {
                normaliseRow(x.value().memory(), f, i, normal.value(), inverse.value());
                for (int c = 0; c < f; c++) {
                    float scaled = normal.value().get(i, c) * gain.value().get(0, c);
                    y.set(i, c, scaled + bias.value().get(0, c));
                }
            }
        });
        return tape.record(
                y,
                output -> {
                    Tensor g = output.gradient();
                    bias.accumulate((gb, beta) -> engine.elements().columnSums(g, beta, gb));
                    gain.accumulate((gg, beta) -> {
                        Tensor product = engine.pool().take(n, f);
                        engine.elements().multiply(g, normal.value(), 0f, product);
                        engine.elements().columnSums(product, beta, gg);
                        engine.pool().release(product);
                    });
                    x.accumulate((gx, beta) -> engine.elements().rows(gx, (from, to) -> {
                        for (int i = from; i < to; i++) {
                            rowGradient(g, gain.value(), normal.value(), inverse.value(), i, beta, gx);
                        }
                    }));
                },
                x,
                gain,
                bias);
    }

    private static void normaliseRow(MemorySegment x, int f, int i, Tensor normal, Tensor inverse) {
        long base = (long) i * f;
        double sum = 0.0;
        for (int c = 0; c < f; c++) {
            sum += x.getAtIndex(FLOAT, base + c);
        }
        double mean = sum / f;
        double squares = 0.0;
        for (int c = 0; c < f; c++) {
            double d = x.getAtIndex(FLOAT, base + c) - mean;
            squares += d * d;
        }
        float scale = (float) (1.0 / Math.sqrt(squares / f + EPSILON));
        inverse.set(i, 0, scale);
        for (int c = 0; c < f; c++) {
            normal.set(i, c, (float) (x.getAtIndex(FLOAT, base + c) - mean) * scale);
        }
    }

    private static void rowGradient(
            Tensor g, Tensor gain, Tensor normal, Tensor inverse, int i, float beta, Tensor gx) {
        int f = g.columns();
        double sum = 0.0;
        double along = 0.0;
        for (int c = 0; c < f; c++) {
            double d = g.get(i, c) * gain.get(0, c);
            sum += d;
            along += d * normal.get(i, c);
        }
        for (int c = 0; c < f; c++) {
            double d = g.get(i, c) * gain.get(0, c) - (sum + normal.get(i, c) * along) / f;
            float before = beta == 0f ? 0f : gx.get(i, c);
            gx.set(i, c, before + (float) (d * inverse.get(i, 0)));
        }
    }
}
