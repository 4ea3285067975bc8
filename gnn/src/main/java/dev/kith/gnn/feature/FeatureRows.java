package dev.kith.gnn.feature;

import dev.kith.graph.Features;
import dev.kith.graph.KithException;
import java.util.Arrays;

/** Collects feature values node by node in any order of the encoders, then becomes a sparse or dense matrix. */
final class FeatureRows {
    /** Above this share of non-zeros a dense matrix is smaller and faster. */
    private static final double DENSE = 0.25;

    private final int rows;
    private final int columns;
    private int[] row = new int[1024];
    private int[] column = new int[1024];
    private float[] value = new float[1024];
    private int count;

    FeatureRows(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    void add(int node, int at, float x) {
        if (x == 0f) {
            return;
        }
        if (count == value.length) {
            if (count > Integer.MAX_VALUE / 2) {
                throw new KithException("The features have more than " + count
                        + " non-zero values, more than one matrix holds; use fewer or shorter feature properties.");
            }
            row = Arrays.copyOf(row, 2 * count);
            column = Arrays.copyOf(column, 2 * count);
            value = Arrays.copyOf(value, 2 * count);
        }
        row[count] = node;
        column[count] = at;
        value[count++] = x;
    }

    /** Entries of a row in the order of the columns they were added in. */
    Features toFeatures() {
        double cells = (double) rows * columns;
        if (cells > 0 && count > DENSE * cells && cells < Integer.MAX_VALUE) {
            float[] dense = new float[rows * columns];
            for (int e = 0; e < count; e++) {
                dense[row[e] * columns + column[e]] += value[e];
            }
            return new Features.Dense(dense, rows, columns);
        }
        int[] offsets = new int[rows + 1];
        for (int e = 0; e < count; e++) {
            offsets[row[e] + 1]++;
        }
        for (int i = 0; i < rows; i++) {
            offsets[i + 1] += offsets[i];
        }
        int[] next = Arrays.copyOf(offsets, rows);
        int[] indices = new int[count];
        float[] values = new float[count];
        for (int e = 0; e < count; e++) {
            int at = next[row[e]]++;
            indices[at] = column[e];
            values[at] = value[e];
        }
        return new Features.Sparse(offsets, indices, values, rows, columns);
    }
}
