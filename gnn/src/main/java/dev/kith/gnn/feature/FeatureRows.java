package dev.kith.gnn.feature;

import dev.kith.graph.Features;
import dev.kith.graph.KithException;
import java.util.Arrays;
import java.util.function.Consumer;

/** Takes feature values; those of a node in ascending columns. Zeros are left out. */
@FunctionalInterface
interface FeatureRows {
    /** Above this share of non-zeros a dense matrix is smaller and faster. */
    double DENSE = 0.25;

    void add(int node, int column, float value);

    /**
     * The values that {@code encoding} adds, as a sparse or dense matrix: it is run once to count them and once to keep
     * them, so that nothing is held but the result.
     */
    static Features collect(int rows, int columns, Consumer<FeatureRows> encoding) {
        int[] counts = new int[rows];
        encoding.accept((node, column, value) -> counts[node] += value == 0f ? 0 : 1);
        long count = 0;
        for (int one : counts) {
            count += one;
        }
        double cells = (double) rows * columns;
        return cells > 0 && count > DENSE * cells && cells < Integer.MAX_VALUE
                ? dense(rows, columns, encoding)
                : sparse(rows, columns, counts, count, encoding);
    }

    private static Features dense(int rows, int columns, Consumer<FeatureRows> encoding) {
        float[] values = new float[rows * columns];
        encoding.accept((node, column, value) -> values[node * columns + column] = value);
        return new Features.Dense(values, rows, columns);
    }

    private static Features sparse(int rows, int columns, int[] counts, long count, Consumer<FeatureRows> encoding) {
        if (count > Integer.MAX_VALUE - 8) {
            throw new KithException("The features have " + count
                    + " non-zero values, more than one matrix holds (2,147,483,639); use fewer or shorter properties.");
        }
        int[] offsets = new int[rows + 1];
        for (int i = 0; i < rows; i++) {
            offsets[i + 1] = offsets[i] + counts[i];
        }
        int[] next = Arrays.copyOf(offsets, rows);
        int[] indices = new int[(int) count];
        float[] values = new float[(int) count];
        encoding.accept((node, column, value) -> {
            if (value != 0f) {
                indices[next[node]] = column;
                values[next[node]++] = value;
            }
        });
        return new Features.Sparse(offsets, indices, values, rows, columns);
    }
}
