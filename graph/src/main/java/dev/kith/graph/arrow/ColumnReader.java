package dev.kith.graph.arrow;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.TableSchema.Kind;
import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
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

/** Collects one column over record batches: one copy from Arrow memory into an array. */
abstract class ColumnReader {
    private final BitSet nulls = new BitSet();
    private int rows;

    static ColumnReader of(Kind kind) {
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
        return new SparseVectors(((Kind.SparseVector) kind).dimension());
    }

    /** Appends the first {@code count} rows of a batch's vector. */
    final void append(FieldVector vector, int count) {
        if (vector.getNullCount() > 0) {
            for (int r = 0; r < count; r++) {
                nulls.set(rows + r, vector.isNull(r));
            }
        }
        read(vector, rows, count);
        rows += count;
    }

    abstract void read(FieldVector vector, int from, int count);

    /** The column, trimmed to what was read. */
    abstract Column column();

    final int rows() {
        return rows;
    }

    final BitSet nulls() {
        return nulls.isEmpty() ? null : nulls;
    }

    static int grown(int length, long needed) {
        if (needed > Integer.MAX_VALUE - 8) {
            throw new KithException("A column of " + needed + " values is more than one array holds (2,147,483,639).");
        }
        return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * length));
    }

    private static final class Wholes extends ColumnReader {
        private long[] values = new long[0];

        @Override
        void read(FieldVector vector, int from, int count) {
            if (from + count > values.length) {
                values = Arrays.copyOf(values, grown(values.length, (long) from + count));
            }
            var data = ((BigIntVector) vector).getDataBuffer();
            data.nioBuffer(0, 8 * count)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .get(values, from, count);
            for (int r = 0; vector.getNullCount() > 0 && r < count; r++) {
                values[from + r] = vector.isNull(r) ? 0L : values[from + r];
            }
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
            if (from + count > values.length) {
                values = Arrays.copyOf(values, grown(values.length, (long) from + count));
            }
            var data = ((Float8Vector) vector).getDataBuffer();
            data.nioBuffer(0, 8 * count)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .get(values, from, count);
            for (int r = 0; vector.getNullCount() > 0 && r < count; r++) {
                values[from + r] = vector.isNull(r) ? 0.0 : values[from + r];
            }
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
            if (from + count > values.length) {
                values = Arrays.copyOf(values, grown(values.length, (long) from + count));
            }
            for (int r = 0; r < count; r++) {
                values[from + r] = !vector.isNull(r) && ((BitVector) vector).get(r) == 1;
            }
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
            if (from + count > values.length) {
                values = Arrays.copyOf(values, grown(values.length, (long) from + count));
            }
            for (int r = 0; r < count; r++) {
                values[from + r] =
                        vector.isNull(r) ? null : new String(((VarCharVector) vector).get(r), StandardCharsets.UTF_8);
            }
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
            long needed = ((long) from + count) * dimension;
            if (needed > values.length) {
                values = Arrays.copyOf(values, grown(values.length, needed));
            }
            Float4Vector elements = (Float4Vector) ((FixedSizeListVector) vector).getDataVector();
            elements.getDataBuffer()
                    .nioBuffer(0, 4 * count * dimension)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values, from * dimension, count * dimension);
            for (int r = 0; vector.getNullCount() > 0 && r < count; r++) {
                if (vector.isNull(r)) {
                    Arrays.fill(values, (from + r) * dimension, (from + r + 1) * dimension, 0f);
                }
            }
        }

        @Override
        Column column() {
            return new VectorColumn(Arrays.copyOf(values, rows() * dimension), rows(), dimension, nulls());
        }
    }

    private static final class SparseVectors extends ColumnReader {
        private final int dimension;
        private int[] offsets = new int[1];
        private int[] indices = new int[0];
        private float[] values = new float[0];

        SparseVectors(int dimension) {
            this.dimension = dimension;
        }

        @Override
        void read(FieldVector vector, int from, int count) {
            ListVector lists = ((StructVector) vector).getChild("indices", ListVector.class);
            ListVector valueLists = ((StructVector) vector).getChild("values", ListVector.class);
            if (lists == null || valueLists == null) {
                throw new KithException("A sparse vector column lacks its indices or values; export the graph again.");
            }
            IntVector index = (IntVector) lists.getDataVector();
            Float4Vector value = (Float4Vector) valueLists.getDataVector();
            int at = offsets[from];
            offsets = Arrays.copyOf(offsets, Math.max(offsets.length, from + count + 1));
            for (int r = 0; r < count; r++) {
                int first = lists.getElementStartIndex(r);
                int size = lists.getElementEndIndex(r) - first;
                if (at + (long) size > indices.length) {
                    int larger = grown(indices.length, at + (long) size);
                    indices = Arrays.copyOf(indices, larger);
                    values = Arrays.copyOf(values, larger);
                }
                int valueStart = valueLists.getElementStartIndex(r);
                for (int k = 0; k < size; k++) {
                    int c = index.get(first + k);
                    if (c < 0 || c >= dimension) {
                        throw new KithException("A sparse vector of dimension " + dimension + " has an element " + c
                                + " in row " + (from + r) + "; export the graph again.");
                    }
                    indices[at] = c;
                    values[at++] = value.get(valueStart + k);
                }
                offsets[from + r + 1] = at;
            }
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
