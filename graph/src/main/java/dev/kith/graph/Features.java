package dev.kith.graph;

/** A feature matrix {@code [rows, columns]}. */
public sealed interface Features {
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
