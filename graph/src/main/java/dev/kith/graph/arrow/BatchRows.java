package dev.kith.graph.arrow;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts a table into record batches of a bounded number of rows and bytes: long texts and wide vectors make short ones. */
final class BatchRows {
    private static final int MOST_ROWS = 1 << 16;
    private static final long MOST_BYTES = 64L << 20;
    /** What a UTF-16 unit takes in UTF-8 at most. */
    private static final long BYTES_OF_CHAR = 3;

    private final List<Column> wide = new ArrayList<>();

    BatchRows(Collection<Column> columns) {
        columns.forEach(this::add);
    }

    BatchRows(Column ids, Collection<Column> columns) {
        this(columns);
        add(ids);
    }

    private void add(Column column) {
        if (column instanceof TextColumn || column instanceof VectorColumn || column instanceof SparseVectorColumn) {
            wide.add(column);
        }
    }

    /** Where the batch that begins with row {@code from} ends: one row at least. */
    int end(int from, int rows) {
        int most = (int) Math.min(rows, from + (long) MOST_ROWS);
        long bytes = 0;
        for (int row = from; row < most && !wide.isEmpty(); row++) {
            for (Column column : wide) {
                bytes += bytes(column, row);
            }
            if (bytes > MOST_BYTES && row > from) {
                return row;
            }
        }
        return most;
    }

    private static long bytes(Column column, int row) {
        if (column instanceof TextColumn texts) {
            return texts.isNull(row) ? 0 : BYTES_OF_CHAR * texts.values()[row].length();
        } else if (column instanceof VectorColumn vectors) {
            return 4L * vectors.dimension();
        }
        SparseVectorColumn sparse = (SparseVectorColumn) column;
        return 8L * (sparse.offsets()[row + 1] - sparse.offsets()[row]);
    }
}
