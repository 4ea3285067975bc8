package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Columns;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;

/** Matrices side by side: {@code [n, f1], [n, f2], … → [n, f1 + f2 + …]}. */
public final class ConcatColumns {
    private ConcatColumns() {}

    public static Variable apply(Tape tape, List<Variable> parts) {
        int columns = parts.stream().mapToInt(Variable::columns).sum();
        var engine = tape.engine();
        Tensor joined = engine.pool().take(parts.getFirst().rows(), columns);
        int at = 0;
        for (Variable part : parts) {
            Columns.write(engine, part.value(), joined, at);
            at += part.columns();
        }
        return tape.record(
                joined,
                output -> {
                    int start = 0;
                    for (Variable part : parts) {
                        int first = start;
                        part.accumulate((g, beta) -> Columns.read(engine, output.gradient(), first, beta, g));
                        start += part.columns();
                    }
                },
                parts.toArray(Variable[]::new));
    }
}
