package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.ArcTanhKernels;

/**
 * {@code y[k, h] = Σ_c g[c] · tanh(p[i, c] + q[j, c])} over the columns c of head h, for each arc k = (i ← j);
 * {@code [n, heads · d], [m, heads · d], [1, heads · d] → [arcs, heads]}. The sums inside the hyperbolic tangent are
 * made again on the way back: they would be {@code [arcs, heads · d]}.
 */
public final class ArcTanhDots {
    private ArcTanhDots() {}

    public static Variable apply(Tape tape, SparsePattern pattern, Variable p, Variable q, Variable gate, int heads) {
        Engine engine = tape.engine();
        ArcTanhKernels kernels = engine.kernels().arcTanh();
        int width = p.columns() / heads;
        Tensor dots = engine.pool().take(pattern.arcs(), heads);
        Tensor rows = p.value();
        Tensor columns = q.value();
        Tensor g = gate.value();
        pattern.forRows(
                engine.workers(),
                (from, to) -> kernels.dots(
                        pattern.offsets(),
                        pattern.indices(),
                        rows.memory(),
                        columns.memory(),
                        g.memory(),
                        heads,
                        width,
                        dots.memory(),
                        from,
                        to));
        return tape.record(
                dots,
                output -> {
                    Tensor d = output.gradient();
                    var transposed = pattern.transpose();
                    p.accumulate((gp, beta) -> slopes(engine, pattern, null, rows, columns, g, d, beta, gp));
                    q.accumulate((gq, beta) ->
                            slopes(engine, transposed.pattern(), transposed.order(), columns, rows, g, d, beta, gq));
                    gate.accumulate((gg, beta) -> gates(engine, pattern, rows, columns, d, beta, gg));
                },
                p,
                q,
                gate);
    }

    private static void slopes(
            Engine engine,
            SparsePattern pattern,
            int[] order,
            Tensor own,
            Tensor other,
            Tensor g,
            Tensor d,
            float beta,
            Tensor out) {
        ArcTanhKernels kernels = engine.kernels().arcTanh();
        pattern.forRows(
                engine.workers(),
                (from, to) -> kernels.slopes(
                        pattern.offsets(),
                        pattern.indices(),
                        order,
                        own.memory(),
                        other.memory(),
                        g.memory(),
                        d.memory(),
                        d.columns(),
                        own.columns() / d.columns(),
                        beta,
                        out.memory(),
                        from,
                        to));
    }

    /** A row of sums for each node first, then the sum of these, so that threads change nothing. */
    private static void gates(
            Engine engine, SparsePattern pattern, Tensor rows, Tensor columns, Tensor d, float beta, Tensor out) {
        ArcTanhKernels kernels = engine.kernels().arcTanh();
        Tensor sums = engine.pool().take(pattern.rows(), rows.columns());
        pattern.forRows(
                engine.workers(),
                (from, to) -> kernels.sums(
                        pattern.offsets(),
                        pattern.indices(),
                        rows.memory(),
                        columns.memory(),
                        d.memory(),
                        d.columns(),
                        rows.columns() / d.columns(),
                        sums.memory(),
                        from,
                        to));
        engine.elements().columnSums(sums, beta, out);
        engine.pool().release(sums);
    }
}
