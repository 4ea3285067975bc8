package dev.kith.graph;

/** A feature matrix {@code [rows, columns]}. */
public sealed interface Features {
    /** Columns that a matrix may have: a file that names more is damaged, or meant for something else. */
    int MOST_COLUMNS = 1 << 24;

    int rows();

    int columns();

    /** @param values row-major */
    record Dense(float[] values, int rows, int columns) implements Features {}

    /**
     * @param offsets {@code [rows + 1]}
     * @param indices column of each value
     */
    record Sparse(int[] offsets, int[] indices, float[] values, int rows, int columns) implements Features {}
}
