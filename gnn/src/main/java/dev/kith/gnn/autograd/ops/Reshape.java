package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** The same elements, row-major, in another shape: {@code [n, heads · d] → [n · heads, d]}, for example. */
public final class Reshape {
    private Reshape() {}

    public static Variable apply(Tape tape, Variable x, int rows, int columns) {
        if ((long) rows * columns != x.value().size()) {
            throw new IllegalArgumentException(x.value() + " has no shape [" + rows + ", " + columns + "].");
        }
        Engine engine = tape.engine();
        Tensor copy = engine.pool().take(rows, columns);
        MemorySegment.copy(x.value().memory(), 0, copy.memory(), 0, copy.bytes());
        return tape.record(
                copy,
                output -> {
                    if (x.needsGradient()) {
                        Tensor back = engine.pool().take(x.rows(), x.columns());
                        MemorySegment.copy(output.gradient().memory(), 0, back.memory(), 0, back.bytes());
                        x.give(back);
                    }
                },
                x);
    }
}
