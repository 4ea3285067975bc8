package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Mean cross-entropy of nodes against the rows that stand for classes: {@code S = R · Cᵀ}, {@code mean_i (logsumexp_k
 * S_ik - S_iy)} (Park et al. 2024, equation 6). Both R and C receive a gradient.
 */
public final class ClassContrast {
    private ClassContrast() {}

    /**
     * @param h {@code [n + classes, d]}: R, the nodes' rows, then C, the classes' rows
     * @param targets {@code [n]}, class of each node
     * @param weights weight of each node, or null for all ones
     * @return a scalar
     */
    public static Variable apply(Tape tape, Variable h, int[] targets, float[] weights) {
        Engine engine = tape.engine();
        int n = targets.length;
        int[] rows = IntStream.range(0, n).toArray();
        Tensor scores = scores(engine, h.value(), n);
        tape.ownedConstant(scores);
        Tensor loss = engine.pool().take(1, 1);
        loss.set(0, 0, (float) engine.elements().crossEntropy(scores, rows, targets, weights, null, 1f));
        return tape.record(
                loss,
                output -> {
                    float scale = output.gradient().get(0, 0);
                    Tensor g = engine.pool().takeZeroed(n, scores.columns());
                    engine.elements().crossEntropy(scores, rows, targets, weights, g, scale);
                    h.accumulate((gh, beta) -> {
                        Gemm.multiply(engine, g, classes(h.value(), n), beta, nodes(gh, n));
                        Gemm.transposedMultiply(engine, g, nodes(h.value(), n), beta, classes(gh, n));
                    });
                    engine.pool().release(g);
                },
                h);
    }

    /** @return {@code R · Cᵀ}, {@code [n, classes]}, taken from the pool */
    public static Tensor scores(Engine engine, Tensor h, int n) {
        Tensor scores = engine.pool().take(n, h.rows() - n);
        Gemm.multiplyTransposed(engine, nodes(h, n), classes(h, n), 0f, scores);
        return scores;
    }

    private static Tensor nodes(Tensor h, int n) {
        return Tensor.over(h.memory(), n, h.columns());
    }

    private static Tensor classes(Tensor h, int n) {
        return Tensor.over(h.memory().asSlice((long) n * h.columns() * Float.BYTES), h.rows() - n, h.columns());
    }
}
