package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;

/**
 * {@code y[k, h] = Σ_c g[c] · tanh(p[i, c] + q[j, c])} over the columns c of head h, for each arc k = (i ← j);
 * {@code [n, heads · d], [m, heads · d], [1, heads · d] → [arcs, heads]}. The sums inside the hyperbolic tangent are
 * made again on the way back: they would be {@code [arcs, heads · d]}.
 */
public final class ArcTanhDots {
    private ArcTanhDots() {}

    public static Variable apply(Tape tape, SparsePattern pattern, Variable p, Variable q, Variable gate, int heads) {
        Engine engine = tape.engine();
        int width = p.columns() / heads;
        int[] offsets = pattern.offsets();
        int[] indices = pattern.indices();
        Tensor dots = engine.pool().take(pattern.arcs(), heads);
        Tensor rows = p.value();
        Tensor columns = q.value();
        float[] g = gate.value().toArray();
        pattern.forRows(engine.workers(), (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    for (int h = 0; h < heads; h++) {
                        float sum = 0f;
                        for (int c = h * width; c < (h + 1) * width; c++) {
                            sum = Math.fma(g[c], tanh(rows.get(i, c) + columns.get(indices[k], c)), sum);
                        }
                        dots.set(k, h, sum);
                    }
                }
            }
        });
        return tape.record(
                dots,
                output -> {
                    Tensor d = output.gradient();
                    var transposed = pattern.transpose();
                    p.accumulate((gp, beta) -> slopes(engine, pattern, null, rows, columns, g, width, d, beta, gp));
                    q.accumulate((gq, beta) -> slopes(
                            engine, transposed.pattern(), transposed.order(), columns, rows, g, width, d, beta, gq));
                    gate.accumulate((gg, beta) -> gates(engine, pattern, rows, columns, width, d, beta, gg));
                },
                p,
                q,
                gate);
    }

    /** {@code out[i, c] = Σ_k d[k, h] · g[c] · (1 - tanh²)} over the arcs of each row of a pattern or its transpose. */
    private static void slopes(
            Engine engine,
            SparsePattern pattern,
            int[] order,
            Tensor own,
            Tensor other,
            float[] g,
            int width,
            Tensor d,
            float beta,
            Tensor out) {
        int[] offsets = pattern.offsets();
        int[] indices = pattern.indices();
        pattern.forRows(engine.workers(), (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < g.length; c++) {
                    float sum = 0f;
                    for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                        float t = tanh(own.get(i, c) + other.get(indices[k], c));
                        sum = Math.fma(d.get(order == null ? k : order[k], c / width), 1f - t * t, sum);
                    }
                    out.set(i, c, Math.fma(g[c], sum, beta == 0f ? 0f : out.get(i, c)));
                }
            }
        });
    }

    /** A row of sums for each node first, then the sum of these, so that threads change nothing. */
    private static void gates(
            Engine engine,
            SparsePattern pattern,
            Tensor rows,
            Tensor columns,
            int width,
            Tensor d,
            float beta,
            Tensor out) {
        int[] offsets = pattern.offsets();
        int[] indices = pattern.indices();
        Tensor sums = engine.pool().take(pattern.rows(), rows.columns());
        pattern.forRows(engine.workers(), (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < rows.columns(); c++) {
                    float sum = 0f;
                    for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                        sum = Math.fma(d.get(k, c / width), tanh(rows.get(i, c) + columns.get(indices[k], c)), sum);
                    }
                    sums.set(i, c, sum);
                }
            }
        });
        engine.elements().columnSums(sums, beta, out);
        engine.pool().release(sums);
    }

    private static float tanh(float x) {
        return Activation.TANH.value(x);
    }
}
