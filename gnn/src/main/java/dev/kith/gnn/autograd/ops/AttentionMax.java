package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * {@code y[i, h·d..] = max_k alpha[k, h] · x[j_k, h·d..]}, zero for a row without arcs; {@code [arcs, heads], [m, heads ·
 * d] → [n, heads · d]}. The gradient goes to the first of equal maxima.
 */
public final class AttentionMax {
    private AttentionMax() {}

    public static Variable apply(Tape tape, SparsePattern pattern, Variable alpha, Variable x) {
        Engine engine = tape.engine();
        int columns = x.columns();
        int width = columns / alpha.columns();
        Tensor highest = engine.pool().take(pattern.rows(), columns);
        // Holds the int32 numbers of arcs; a tensor, so that the pool owns it.
        Variable arcs = tape.ownedConstant(engine.pool().take(pattern.rows(), columns));
        Tensor a = alpha.value();
        Tensor values = x.value();
        var kernels = engine.kernels().weightedMax();
        pattern.forRows(
                engine.workers(),
                (from, to) -> kernels.max(
                        pattern.offsets(),
                        pattern.indices(),
                        a.memory(),
                        a.columns(),
                        width,
                        values.memory(),
                        highest.memory(),
                        arcs.value().memory(),
                        from,
                        to));
        return tape.record(
                highest,
                output -> {
                    Tensor g = output.gradient();
                    MemorySegment taken = arcs.value().memory();
                    alpha.accumulate((ga, beta) -> ofShares(engine, pattern, values, taken, width, g, beta, ga));
                    x.accumulate((gx, beta) -> ofValues(engine, pattern, a, taken, width, g, beta, gx));
                },
                alpha,
                x);
    }

    private static void ofShares(
            Engine engine,
            SparsePattern pattern,
            Tensor values,
            MemorySegment taken,
            int width,
            Tensor g,
            float beta,
            Tensor out) {
        int[] offsets = pattern.offsets();
        int columns = values.columns();
        pattern.forRows(engine.workers(), (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int k = offsets[i]; beta == 0f && k < offsets[i + 1]; k++) {
                    for (int h = 0; h < out.columns(); h++) {
                        out.set(k, h, 0f);
                    }
                }
                for (int c = 0; c < columns; c++) {
                    int k = taken.getAtIndex(ValueLayout.JAVA_INT, (long) i * columns + c);
                    if (k >= 0) {
                        float value = values.get(pattern.indices()[k], c);
                        out.set(k, c / width, Math.fma(value, g.get(i, c), out.get(k, c / width)));
                    }
                }
            }
        });
    }

    private static void ofValues(
            Engine engine,
            SparsePattern pattern,
            Tensor alpha,
            MemorySegment taken,
            int width,
            Tensor g,
            float beta,
            Tensor out) {
        var transposed = pattern.transpose();
        var kernels = engine.kernels().weightedMax();
        transposed
                .pattern()
                .forRows(
                        engine.workers(),
                        (from, to) -> kernels.maxBackward(
                                transposed.pattern().offsets(),
                                transposed.pattern().indices(),
                                transposed.order(),
                                alpha.memory(),
                                alpha.columns(),
                                width,
                                taken,
                                g.memory(),
                                beta,
                                out.memory(),
                                from,
                                to));
    }
}
