package dev.kith.gnn.train;

import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** Some rows of constant features, in a given order; dense ones lie in the engine's pool until closed. */
record InputRows(Engine engine, Input input) implements AutoCloseable {

    static InputRows of(Engine engine, Input all, int[] rows) {
        return new InputRows(engine, pick(engine, all, rows));
    }

    private static Input pick(Engine engine, Input all, int[] rows) {
        return switch (all) {
            case Input.Sparse sparse -> new Input.Sparse(sparse.matrix().rows(rows));
            case Input.Dense dense -> new Input.Dense(gather(engine, dense.tensor(), rows));
            case Input.Beside beside ->
                new Input.Beside(beside.parts().stream()
                        .map(part -> pick(engine, part, rows))
                        .toList());
            case Input.Hidden hidden ->
                throw new IllegalArgumentException("A layer's value is no constant feature: " + hidden + ".");
        };
    }

    /** {@code y[i] = x[rows[i]]}: {@code [n, f] → [rows.length, f]}, taken from the pool. */
    static Tensor gather(Engine engine, Tensor x, int[] rows) {
        Tensor some = engine.pool().take(rows.length, x.columns());
        copy(engine, x, rows, some);
        return some;
    }

    /** {@code y[i] = x[rows[i]]} with y {@code [rows.length, f]}. */
    static void copy(Engine engine, Tensor x, int[] rows, Tensor y) {
        long bytes = (long) x.columns() * Float.BYTES;
        engine.elements().rows(y, (from, to) -> {
            for (int i = from; i < to; i++) {
                MemorySegment.copy(x.memory(), rows[i] * bytes, y.memory(), i * bytes, bytes);
            }
        });
    }

    @Override
    public void close() {
        release(input);
    }

    private void release(Input rows) {
        if (rows instanceof Input.Dense dense) {
            engine.pool().release(dense.tensor());
        } else if (rows instanceof Input.Beside beside) {
            beside.parts().forEach(this::release);
        }
    }
}
