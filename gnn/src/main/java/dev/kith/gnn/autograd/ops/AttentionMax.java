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
        MemorySegment chosen = arcs.value().memory();
        int[] offsets = pattern.offsets();
        int[] indices = pattern.indices();
        pattern.forRows(engine.workers(), (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < columns; c++) {
                    int best = -1;
                    float most = 0f;
                    for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                        float value = a.get(k, c / width) * values.get(indices[k], c);
                        if (best < 0 || value > most || Float.isNaN(value)) {
                            best = k;
                            most = value;
                        }
                    }
                    highest.set(i, c, most);
                    chosen.setAtIndex(ValueLayout.JAVA_INT, (long) i * columns + c, best);
                }
            }
        });
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
        int[] offsets = transposed.pattern().offsets();
        int[] targets = transposed.pattern().indices();
        int columns = out.columns();
        transposed.pattern().forRows(engine.workers(), (from, to) -> {
            for (int j = from; j < to; j++) {
                for (int c = 0; c < columns; c++) {
                    float sum = beta == 0f ? 0f : out.get(j, c);
                    for (int at = offsets[j]; at < offsets[j + 1]; at++) {
                        int k = transposed.order()[at];
                        int i = targets[at];
                        if (taken.getAtIndex(ValueLayout.JAVA_INT, (long) i * columns + c) == k) {
                            sum = Math.fma(alpha.get(k, c / width), g.get(i, c), sum);
                        }
                    }
                    out.set(j, c, sum);
                }
            }
        });
    }
}
