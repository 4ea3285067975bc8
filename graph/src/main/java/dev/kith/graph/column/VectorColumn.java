package dev.kith.graph.column;

import dev.kith.graph.Features;
import java.util.BitSet;

/**
 * Vectors of one length.
 *
 * @param values {@code [rows, dimension]} row-major; zeros where missing
 * @param nulls rows without a value, or null where all have one
 */
public record VectorColumn(float[] values, int rows, int dimension, BitSet nulls) implements Column {
    @Override
    public int size() {
        return rows;
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls.get(row);
    }

    @Override
    public String typeName() {
        return "a vector of " + dimension + " numbers";
    }

    @Override
    public Object value(int row) {
        return isNull(row) ? null : java.util.Arrays.copyOfRange(values, row * dimension, (row + 1) * dimension);
    }

    public Features.Dense features() {
        return new Features.Dense(values, rows, dimension);
    }
}
