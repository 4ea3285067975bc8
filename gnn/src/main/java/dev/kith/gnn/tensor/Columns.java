package dev.kith.gnn.tensor;

import java.lang.foreign.MemorySegment;

/** Copies between a matrix and a block of the columns of a wider one with as many rows. */
public final class Columns {
    private Columns() {}

    /** {@code wide[:, at .. at + narrow.columns) = narrow}. */
    public static void write(Engine engine, Tensor narrow, Tensor wide, int at) {
        long bytes = (long) narrow.columns() * Float.BYTES;
        engine.elements().rows(narrow, (from, to) -> {
            for (int row = from; row < to; row++) {
                MemorySegment.copy(narrow.memory(), row * bytes, wide.memory(), offset(wide, row, at), bytes);
            }
        });
    }

    /** {@code narrow = wide[:, at .. at + narrow.columns) + beta · narrow}, beta 0 or 1. */
    public static void read(Engine engine, Tensor wide, int at, float beta, Tensor narrow) {
        long bytes = (long) narrow.columns() * Float.BYTES;
        var kernels = engine.kernels().elements();
        engine.elements().rows(narrow, (from, to) -> {
            for (int row = from; row < to; row++) {
                MemorySegment source = wide.memory().asSlice(offset(wide, row, at), bytes);
                kernels.axpby(1f, source, beta, narrow.memory().asSlice(row * bytes, bytes), 0, narrow.columns());
            }
        });
    }

    /** {@code wide[:, at .. at + narrow.columns) += narrow}. */
    public static void add(Engine engine, Tensor narrow, Tensor wide, int at) {
        long bytes = (long) narrow.columns() * Float.BYTES;
        var kernels = engine.kernels().elements();
        engine.elements().rows(narrow, (from, to) -> {
            for (int row = from; row < to; row++) {
                MemorySegment target = wide.memory().asSlice(offset(wide, row, at), bytes);
                kernels.axpby(1f, narrow.memory().asSlice(row * bytes, bytes), 1f, target, 0, narrow.columns());
            }
        });
    }

    private static long offset(Tensor wide, int row, int at) {
        return ((long) row * wide.columns() + at) * Float.BYTES;
    }
}
