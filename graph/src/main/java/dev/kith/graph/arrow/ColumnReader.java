package dev.kith.graph.arrow;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.TableSchema.Kind;
import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Capacity;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;

/** Collects one column over record batches that {@link BatchBounds} has seen: one copy from Arrow memory into an array. */
abstract class ColumnReader {
    private final BitSet nulls = new BitSet();
    private int rows;

    static ColumnReader of(Field field) {
        Kind kind = TableSchema.kind(field);
        if (kind instanceof Kind.Whole) {
            return new Wholes();
        } else if (kind instanceof Kind.Real) {
            return new Reals();
        } else if (kind instanceof Kind.Flag) {
            return new Flags();
        } else if (kind instanceof Kind.Text) {
            return new Texts();
        } else if (kind instanceof Kind.Vector vector) {
            return new Vectors(vector.dimension());
        }
        return new SparseVectors(field.getName(), ((Kind.SparseVector) kind).dimension());
    }

    /** Appends the first {@code count} rows of a batch's vector. */
    final void append(FieldVector vector, int count) {
        read(vector, rows, count);
        if (vector.getNullCount() > 0) {
            for (int r = 0; r < count; r++) {
                if (vector.isNull(r)) {
                    nulls.set(rows + r);
                    clear(rows + r);
                }
            }
        }
        rows += count;
    }

    /** Takes rows {@code [0, count)} of the vector as rows {@code from} onwards. */
    abstract void read(FieldVector vector, int from, int count);

    /** Makes the value of a row that has none the one that stands for it. */
    abstract void clear(int row);

    /** The column, trimmed to what was read. */
    abstract Column column();

    final int rows() {
        return rows;
    }

    final BitSet nulls() {
        return nulls.isEmpty() ? null : nulls;
    }

    /** The first {@code bytes} of a vector's values. */
    static ByteBuffer data(ValueVector vector, long bytes) {
        return vector.getDataBuffer().nioBuffer(0, Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Continues {@code offsets}, whose last is at {@code row}, by the sizes of {@code count} lists. */
    static void offsets(ListVector lists, int count, int[] offsets, int row) {
        int start = offsets[row];
        int first = count == 0 ? 0 : lists.getElementStartIndex(0);
        for (int r = 0; r < count; r++) {
            offsets[row + r + 1] = Math.addExact(start, lists.getElementEndIndex(r) - first);
        }
    }

    /** The elements of all lists of a batch, {@code count} of them. */
    static void elements(IntVector vector, ListVector lists, int[] into, int from, int count) {
        if (count > 0) {
            TableReader.checkComplete(vector);
            data(vector, 4L * vector.getValueCount())
                    .asIntBuffer()
                    .position(lists.getElementStartIndex(0))
                    .get(into, from, count);
        }
    }

    private static final class Wholes extends ColumnReader {
        private long[] values = new long[0];

        @Override
        void read(FieldVector vector, int from, int count) {
            values = Capacity.grown(values, (long) from + count);
            data(vector, 8L * count).asLongBuffer().get(values, from, count);
        }

        @Override
        void clear(int row) {
            values[row] = 0L;
        }

        @Override
        Column column() {
            return new LongColumn(Arrays.copyOf(values, rows()), nulls());
        }
    }

    private static final class Reals extends ColumnReader {
        private double[] values = new double[0];

        @Override
        void read(FieldVector vector, int from, int count) {
            values = Capacity.grown(values, (long) from + count);
            data(vector, 8L * count).asDoubleBuffer().get(values, from, count);
        }

        @Override
        void clear(int row) {
            values[row] = 0.0;
        }

        @Override
        Column column() {
            return new DoubleColumn(Arrays.copyOf(values, rows()), nulls());
        }
    }

    private static final class Flags extends ColumnReader {
        private boolean[] values = new boolean[0];

        @Override
        void read(FieldVector vector, int from, int count) {
            values = Capacity.grown(values, (long) from + count);
            for (int r = 0; r < count; r++) {
                values[from + r] = !vector.isNull(r) && ((BitVector) vector).get(r) == 1;
            }
        }

        @Override
        void clear(int row) {
            values[row] = false;
        }

        @Override
        Column column() {
            return new BooleanColumn(Arrays.copyOf(values, rows()), nulls());
        }
    }

    private static final class Texts extends ColumnReader {
        private String[] values = new String[0];

        @Override
        void read(FieldVector vector, int from, int count) {
            values = Capacity.grown(values, (long) from + count);
            for (int r = 0; r < count; r++) {
                if (!vector.isNull(r)) {
                    values[from + r] = Utf8.decode(((VarCharVector) vector).get(r), vector.getName(), from + r);
                }
            }
        }

        @Override
        void clear(int row) {
            values[row] = null;
        }

        @Override
        Column column() {
            return new TextColumn(Arrays.copyOf(values, rows()));
        }
    }

    private static final class Vectors extends ColumnReader {
        private final int dimension;
        private float[] values = new float[0];

        Vectors(int dimension) {
            this.dimension = dimension;
        }

        @Override
        void read(FieldVector vector, int from, int count) {
            values = Capacity.grown(values, ((long) from + count) * dimension);
            FieldVector elements = ((FixedSizeListVector) vector).getDataVector();
            data(elements, 4L * count * dimension).asFloatBuffer().get(values, from * dimension, count * dimension);
            if (elements.getNullCount() > 0) {
                checkElements(vector, elements, count);
            }
        }

        /** Elements may be missing where the whole vector is. */
        private void checkElements(FieldVector vector, FieldVector elements, int count) {
            for (int k = 0; k < count * dimension; k++) {
                if (elements.isNull(k) && !vector.isNull(k / dimension)) {
                    throw new KithException("A vector of the column '" + vector.getName()
                            + "' lacks an element; a vector must be whole, or missing.");
                }
            }
        }

        @Override
        void clear(int row) {
            Arrays.fill(values, row * dimension, (row + 1) * dimension, 0f);
        }

        @Override
        Column column() {
            return new VectorColumn(Arrays.copyOf(values, rows() * dimension), rows(), dimension, nulls());
        }
    }

    private static final class SparseVectors extends ColumnReader {
        private final String name;
        private final int dimension;
        private int[] offsets = new int[1];
        private int[] indices = new int[0];
        private float[] values = new float[0];

        SparseVectors(String name, int dimension) {
            this.name = name;
            this.dimension = dimension;
        }

        @Override
        void read(FieldVector vector, int from, int count) {
            ListVector indexLists = ((StructVector) vector).getChild(TableSchema.INDICES, ListVector.class);
            ListVector valueLists = ((StructVector) vector).getChild(TableSchema.VALUES, ListVector.class);
            offsets = Capacity.grown(offsets, from + count + 1L);
            int first = offsets[from];
            offsets(indexLists, count, offsets, from);
            int size = offsets[from + count] - first;
            for (int r = 0; r < count; r++) {
                int values = valueLists.getElementEndIndex(r) - valueLists.getElementStartIndex(r);
                if (values != offsets[from + r + 1] - offsets[from + r]) {
                    throw refuse(from + r, "as many indices as values");
                }
            }
            indices = Capacity.grown(indices, (long) first + size);
            values = Capacity.grown(values, (long) first + size);
            elements((IntVector) indexLists.getDataVector(), indexLists, indices, first, size);
            if (size > 0) {
                Float4Vector elements = (Float4Vector) valueLists.getDataVector();
                TableReader.checkComplete(elements);
                data(elements, 4L * elements.getValueCount())
                        .asFloatBuffer()
                        .position(valueLists.getElementStartIndex(0))
                        .get(values, first, size);
            }
            for (int r = from; r < from + count; r++) {
                int before = -1;
                for (int k = offsets[r]; k < offsets[r + 1]; k++) {
                    if (indices[k] <= before || indices[k] >= dimension) {
                        throw refuse(r, "indices that ascend from 0 to " + (dimension - 1));
                    }
                    before = indices[k];
                }
            }
        }

        @Override
        void clear(int row) {
            throw refuse(row, "a vector");
        }

        private KithException refuse(int row, String what) {
            return new KithException(
                    "The sparse vectors of the column '" + name + "' must have " + what + "; row " + row + " has not.");
        }

        @Override
        Column column() {
            int count = offsets[rows()];
            return new SparseVectorColumn(
                    Arrays.copyOf(offsets, rows() + 1),
                    Arrays.copyOf(indices, count),
                    Arrays.copyOf(values, count),
                    dimension);
        }
    }
}
