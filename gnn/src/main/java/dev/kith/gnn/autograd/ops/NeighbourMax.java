package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;

/**
 * {@code y[i, c] = max_k x[j_k, c]} over the arcs of row i, zero for a row without arcs; {@code [m, f] → [n, f]}. The
 * gradient goes to the first of equal maxima.
 */
public final class NeighbourMax {
    private NeighbourMax() {}

    public static Variable apply(Tape tape, SparsePattern pattern, Variable x) {
        Engine engine = tape.engine();
        var statistics = engine.kernels().statistics();
        int columns = x.columns();
        Tensor highest = engine.pool().take(pattern.rows(), columns);
        // Holds int32 rows; a tensor, so that the pool owns it.
        Variable argmax = tape.ownedConstant(engine.pool().take(pattern.rows(), columns));
        pattern.forRows(
                engine.workers(),
                (from, to) -> statistics.max(
                        pattern.offsets(),
                        pattern.indices(),
                        x.value().memory(),
                        columns,
                        highest.memory(),
                        argmax.value().memory(),
                        from,
                        to));
        return tape.record(
                highest,
                output -> {
                    var transposed = pattern.transpose().pattern();
                    x.accumulate((gradient, beta) -> transposed.forRows(
                            engine.workers(),
                            (from, to) -> statistics.maxBackward(
                                    transposed.offsets(),
                                    transposed.indices(),
                                    argmax.value().memory(),
                                    output.gradient().memory(),
                                    columns,
                                    beta,
                                    gradient.memory(),
                                    from,
                                    to)));
                },
                x);
    }
}
