package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;

/** The element-wise maximum of matrices of equal shape; the gradient goes to the first of equal ones. */
public final class MaxOf {
    private MaxOf() {}

    public static Variable apply(Tape tape, List<Variable> parts) {
        var engine = tape.engine();
        int rows = parts.getFirst().rows();
        int columns = parts.getFirst().columns();
        Tensor highest = engine.pool().take(rows, columns);
        engine.elements().rows(highest, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < columns; c++) {
                    float best = Float.NEGATIVE_INFINITY;
                    for (Variable part : parts) {
                        best = Math.max(best, part.value().get(i, c));
                    }
                    highest.set(i, c, best);
                }
            }
        });
        return tape.record(
                highest,
                output -> {
                    for (int p = 0; p < parts.size(); p++) {
                        int index = p;
                        parts.get(p).accumulate((g, beta) -> engine.elements().rows(g, (from, to) -> {
                            for (int i = from; i < to; i++) {
                                for (int c = 0; c < columns; c++) {
                                    float before = beta == 0f ? 0f : g.get(i, c);
                                    boolean ours = first(parts, i, c, output.value()) == index;
                                    g.set(
                                            i,
                                            c,
                                            ours ? before + output.gradient().get(i, c) : before);
                                }
                            }
                        }));
                    }
                },
                parts.toArray(Variable[]::new));
    }

    private static int first(List<Variable> parts, int i, int c, Tensor highest) {
        int p = 0;
        while (parts.get(p).value().get(i, c) != highest.get(i, c)) {
            p++;
        }
        return p;
    }
}
