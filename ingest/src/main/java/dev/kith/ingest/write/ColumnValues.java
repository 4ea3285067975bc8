package dev.kith.ingest.write;

import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/** Columns as values of the driver. A vector, dense or sparse, becomes a list of floats with all its dimensions. */
final class ColumnValues {
    private static final Value ZERO = Values.value(0.0);

    private ColumnValues() {}

    /** Some rows of columns, each row a list of its values. */
    static Value rows(List<Column> columns, int[] rows) {
        List<IntFunction<Value>> readers =
                columns.stream().map(ColumnValues::reader).toList();
        Value[] lists = new Value[rows.length];
        for (int i = 0; i < rows.length; i++) {
            Value[] cells = new Value[readers.size()];
            for (int column = 0; column < cells.length; column++) {
                cells[column] = readers.get(column).apply(rows[i]);
            }
            lists[i] = Values.value(cells);
        }
        return Values.value(lists);
    }

    /** Reads the value of a row; a gap is null. */
    static IntFunction<Value> reader(Column column) {
        IntFunction<Value> present = present(column);
        return row -> column.isNull(row) ? Values.NULL : present.apply(row);
    }

    private static IntFunction<Value> present(Column column) {
        if (column instanceof LongColumn longs) {
            return row -> Values.value(longs.values()[row]);
        }
        if (column instanceof DoubleColumn doubles) {
            return row -> Values.value(doubles.values()[row]);
        }
        if (column instanceof BooleanColumn booleans) {
            return row -> Values.value(booleans.values()[row]);
        }
        if (column instanceof TextColumn texts) {
            return row -> Values.value(texts.values()[row]);
        }
        if (column instanceof VectorColumn vectors) {
            int n = vectors.dimension();
            return row -> Values.value(Arrays.copyOfRange(vectors.values(), row * n, (row + 1) * n));
        }
        SparseVectorColumn sparse = (SparseVectorColumn) column;
        return row -> dense(sparse, row);
    }

    private static Value dense(SparseVectorColumn sparse, int row) {
        Value[] cells = new Value[sparse.dimension()];
        Arrays.fill(cells, ZERO);
        for (int i = sparse.offsets()[row]; i < sparse.offsets()[row + 1]; i++) {
            cells[sparse.indices()[i]] = Values.value((double) sparse.values()[i]);
        }
        return Values.value(cells);
    }
}
