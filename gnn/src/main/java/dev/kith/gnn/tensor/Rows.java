package dev.kith.gnn.tensor;

/** Views of some of a tensor's rows, and work on all of them that is cut into tasks, so that it can be stopped half-way. */
public final class Rows {
    private Rows() {}

    /** A view of the first rows; it lives as long as {@code x}. */
    public static Tensor first(Tensor x, int rows) {
        return rows == x.rows() ? x : Tensor.over(x.memory(), rows, x.columns());
    }

    /** A view of the rows from {@code row} on; it lives as long as {@code x}. */
    public static Tensor from(Tensor x, int row) {
        long start = (long) row * x.columns() * Float.BYTES;
        return Tensor.over(x.memory().asSlice(start), x.rows() - row, x.columns());
    }

    /** {@code y = x}, of equal size. */
    public static void copy(Engine engine, Tensor x, Tensor y) {
        engine.elements().axpby(1f, x, 0f, y);
    }

    public static void zero(Engine engine, Tensor x) {
        long bytes = (long) x.columns() * Float.BYTES;
        engine.elements().rows(x, (from, to) -> x.memory()
                .asSlice(from * bytes, (to - from) * bytes)
                .fill((byte) 0));
    }
}
