package dev.kith.graph.arrow;

import dev.kith.graph.arrow.TableSchema.Kind;
import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/** Copies rows of a column into an Arrow vector. */
final class ColumnWriter {
    private ColumnWriter() {}

    static Kind kind(Column column) {
        if (column instanceof LongColumn) {
            return new Kind.Whole();
        } else if (column instanceof DoubleColumn) {
            return new Kind.Real();
        } else if (column instanceof BooleanColumn) {
            return new Kind.Flag();
        } else if (column instanceof TextColumn) {
            return new Kind.Text();
        } else if (column instanceof VectorColumn vectors) {
            return new Kind.Vector(vectors.dimension());
        }
        return new Kind.SparseVector(((SparseVectorColumn) column).dimension());
    }

    /** Rows {@code [from, to)} become rows 0 .. of the vector, which is made empty first. */
    static void write(Column column, int from, int to, FieldVector vector) {
        vector.reset();
        int count = to - from;
        if (column instanceof SparseVectorColumn sparse) {
            sparse(sparse, from, count, (StructVector) vector);
        } else if (column instanceof VectorColumn dense) {
            dense(dense, from, count, (FixedSizeListVector) vector);
        } else {
            for (int r = 0; r < count; r++) {
                if (!column.isNull(from + r)) {
                    value(column, from + r, vector, r);
                }
            }
        }
        vector.setValueCount(count);
    }

    private static void value(Column column, int row, FieldVector vector, int at) {
        if (column instanceof LongColumn numbers) {
            ((BigIntVector) vector).setSafe(at, numbers.values()[row]);
        } else if (column instanceof DoubleColumn numbers) {
            ((Float8Vector) vector).setSafe(at, numbers.values()[row]);
        } else if (column instanceof BooleanColumn flags) {
            ((BitVector) vector).setSafe(at, flags.values()[row] ? 1 : 0);
        } else {
            String text = ((TextColumn) column).values()[row];
            ((VarCharVector) vector).setSafe(at, Utf8.encode(text, vector.getName(), row));
        }
    }

    private static void dense(VectorColumn column, int from, int count, FixedSizeListVector vector) {
        int d = column.dimension();
        Float4Vector elements = (Float4Vector) vector.getDataVector();
        vector.setInitialCapacity(count);
        vector.allocateNew();
        for (int r = 0; r < count; r++) {
            if (column.isNull(from + r)) {
                vector.setNull(r);
            } else {
                vector.setNotNull(r);
            }
            for (int c = 0; c < d; c++) {
                elements.setSafe(r * d + c, column.values()[(from + r) * d + c]);
            }
        }
    }

    private static void sparse(SparseVectorColumn column, int from, int count, StructVector vector) {
        ListVector indices = vector.getChild(TableSchema.INDICES, ListVector.class);
        ListVector values = vector.getChild(TableSchema.VALUES, ListVector.class);
        IntVector index = (IntVector) indices.getDataVector();
        Float4Vector value = (Float4Vector) values.getDataVector();
        int at = 0;
        for (int r = 0; r < count; r++) {
            vector.setIndexDefined(r);
            indices.startNewValue(r);
            values.startNewValue(r);
            int first = column.offsets()[from + r];
            int last = column.offsets()[from + r + 1];
            for (int k = first; k < last; k++) {
                index.setSafe(at, column.indices()[k]);
                value.setSafe(at++, column.values()[k]);
            }
            indices.endValue(r, last - first);
            values.endValue(r, last - first);
        }
        indices.setValueCount(count);
        values.setValueCount(count);
    }
}
