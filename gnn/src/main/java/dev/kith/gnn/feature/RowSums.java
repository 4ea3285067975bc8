package dev.kith.gnn.feature;

import dev.kith.graph.Features;

/** Divides each row by the sum of its absolute values; rows of zeros stay. */
final class RowSums {
    private RowSums() {}

    /** In place. */
    static void divide(Features features) {
        switch (features) {
            case Features.Sparse sparse -> {
                for (int i = 0; i < sparse.rows(); i++) {
                    divide(sparse.values(), sparse.offsets()[i], sparse.offsets()[i + 1]);
                }
            }
            case Features.Dense dense -> {
                for (int i = 0; i < dense.rows(); i++) {
                    divide(dense.values(), i * dense.columns(), (i + 1) * dense.columns());
                }
            }
        }
    }

    private static void divide(float[] values, int from, int to) {
        double sum = 0.0;
        for (int k = from; k < to; k++) {
            sum += Math.abs(values[k]);
        }
        for (int k = from; k < to && sum > 0.0; k++) {
            values[k] = (float) (values[k] / sum);
        }
    }
}
