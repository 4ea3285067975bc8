package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;

/**
 * {@code y[i] = √(max(Σ_k m_ik (x[j_k] - μ[i])², 0) + ε)} with {@code μ = M · x} and ε = 1e-5, for a matrix M of means:
 * the standard deviation over neighbours; {@code [m, f] → [n, f]}. Made from the deviations themselves: the usual {@code
 * E[x²] - E[x]²} loses all digits where the mean is large beside the deviation.
 */
public final class NeighbourStd {
    private static final float EPSILON = 1e-5f;
    private static final float LEAST = (float) Math.sqrt(EPSILON);

    private NeighbourStd() {}

    /** @param means rows add up to 1, or are zero */
    public static Variable apply(Tape tape, SparseMatrix means, Variable x) {
        Engine engine = tape.engine();
        int f = x.columns();
        Variable mean = tape.ownedConstant(engine.pool().take(means.rows(), f));
        means.multiply(engine, x.value(), 0f, mean.value());
        Tensor y = engine.pool().take(means.rows(), f);
        means.variance(engine, x.value(), mean.value(), y);
        engine.elements().rows(y, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < f; c++) {
                    y.set(i, c, (float) Math.sqrt(Math.max(y.get(i, c), 0f) + EPSILON));
                }
            }
        });
        return tape.record(
                y,
                output -> x.accumulate((gx, beta) -> {
                    // Half of the root's slope; the variance's other factor of 2 makes it whole.
                    Tensor slope = engine.pool().take(means.rows(), f);
                    Tensor g = output.gradient();
                    engine.elements().rows(slope, (from, to) -> {
                        for (int i = from; i < to; i++) {
                            for (int c = 0; c < f; c++) {
                                float root = output.value().get(i, c);
                                slope.set(i, c, root > LEAST ? g.get(i, c) / root : 0f);
                            }
                        }
                    });
                    means.varianceBackward(engine, x.value(), mean.value(), slope, beta, gx);
                    engine.pool().release(slope);
                }),
                x);
    }
}
