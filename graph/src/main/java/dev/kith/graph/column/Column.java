package dev.kith.graph.column;

/** The values of one property, a row for each node or relationship. */
public sealed interface Column
        permits LongColumn, DoubleColumn, BooleanColumn, TextColumn, VectorColumn, SparseVectorColumn {
    int size();

    /** Whether the row has no value. */
    boolean isNull(int row);

    /** The kind in words, for messages. */
    String typeName();

    /** The value as a Long, Double, Boolean or String, null where missing; vectors have no such form. */
    Object value(int row);

    /** Some of the rows, in the given order, as a column of their own. */
    default Column rows(int[] rows) {
        return Rows.pick(this, rows);
    }
}
