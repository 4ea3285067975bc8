package dev.kith.graph.column;

import java.util.Arrays;
import java.util.BitSet;

/** Some of a column's rows, in a given order. */
final class Rows {
    private Rows() {}

    static Column pick(Column column, int[] rows) {
        if (column instanceof LongColumn numbers) {
            long[] values =
                    Arrays.stream(rows).mapToLong(row -> numbers.values()[row]).toArray();
            return new LongColumn(values, nulls(column, rows));
        }
        if (column instanceof DoubleColumn numbers) {
            double[] values = Arrays.stream(rows)
                    .mapToDouble(row -> numbers.values()[row])
                    .toArray();
            return new DoubleColumn(values, nulls(column, rows));
        }
        if (column instanceof BooleanColumn flags) {
            boolean[] values = new boolean[rows.length];
            for (int r = 0; r < rows.length; r++) {
                values[r] = flags.values()[rows[r]];
            }
            return new BooleanColumn(values, nulls(column, rows));
        }
        if (column instanceof TextColumn texts) {
            return new TextColumn(
                    Arrays.stream(rows).mapToObj(row -> texts.values()[row]).toArray(String[]::new));
        }
        if (column instanceof VectorColumn vectors) {
            int d = vectors.dimension();
            float[] values = new float[rows.length * d];
            for (int r = 0; r < rows.length; r++) {
                System.arraycopy(vectors.values(), rows[r] * d, values, r * d, d);
            }
            return new VectorColumn(values, rows.length, d, nulls(column, rows));
        }
        SparseVectorColumn sparse = (SparseVectorColumn) column;
        int[] offsets = new int[rows.length + 1];
        for (int r = 0; r < rows.length; r++) {
            offsets[r + 1] = offsets[r] + sparse.offsets()[rows[r] + 1] - sparse.offsets()[rows[r]];
        }
        int[] indices = new int[offsets[rows.length]];
        float[] values = new float[indices.length];
        for (int r = 0; r < rows.length; r++) {
            int from = sparse.offsets()[rows[r]];
            int count = offsets[r + 1] - offsets[r];
            System.arraycopy(sparse.indices(), from, indices, offsets[r], count);
            System.arraycopy(sparse.values(), from, values, offsets[r], count);
        }
        return new SparseVectorColumn(offsets, indices, values, sparse.dimension());
    }

    private static BitSet nulls(Column column, int[] rows) {
        BitSet nulls = new BitSet();
        for (int r = 0; r < rows.length; r++) {
            nulls.set(r, column.isNull(rows[r]));
        }
        return nulls.isEmpty() ? null : nulls;
    }
}
