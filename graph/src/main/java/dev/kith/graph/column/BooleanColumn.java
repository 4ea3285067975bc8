package dev.kith.graph.column;

import java.util.BitSet;

/**
 * Truth values.
 *
 * @param nulls rows without a value, or null where all have one
 */
public record BooleanColumn(boolean[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls.get(row);
    }

    @Override
    public String typeName() {
        return "true or false";
    }

    @Override
    public Object value(int row) {
        return isNull(row) ? null : values[row];
    }
}
