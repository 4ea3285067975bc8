package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/**
 * A vector for each head as one matrix: {@code A[h·d + c, h] = a[h·d + c]}, else 0; {@code [1, heads · d] → [heads · d,
 * heads]}. {@code X · A} is then the inner product of each head's columns with its vector.
 */
public final class BlockDiagonal {
    private BlockDiagonal() {}

    public static Variable apply(Tape tape, Variable a, int heads) {
        int columns = a.columns();
        int width = columns / heads;
        Tensor blocks = tape.engine().pool().takeZeroed(columns, heads);
        for (int c = 0; c < columns; c++) {
            blocks.set(c, c / width, a.value().get(0, c));
        }
        return tape.record(
                blocks,
                output -> a.accumulate((ga, beta) -> {
                    for (int c = 0; c < columns; c++) {
                        float before = beta == 0f ? 0f : ga.get(0, c);
                        ga.set(0, c, before + output.gradient().get(c, c / width));
                    }
                }),
                a);
    }
}
