package dev.kith.gnn.feature;

import dev.kith.graph.Features;

/** What each feature row is divided by; rows of zeros stay. */
public enum RowScaling {
    NONE {
        @Override
        double divisor(float[] values, int from, int to) {
            return 1.0;
        }
    },
    /** The sum of its absolute values. */
    SUM {
        @Override
        double divisor(float[] values, int from, int to) {
            double sum = 0.0;
            for (int k = from; k < to; k++) {
                sum += Math.abs(values[k]);
            }
            return sum;
        }
    },
    /** Its Euclidean length. */
    LENGTH {
        @Override
        double divisor(float[] values, int from, int to) {
            double squares = 0.0;
            for (int k = from; k < to; k++) {
                squares += (double) values[k] * values[k];
            }
            return Math.sqrt(squares);
        }
    };

    /** Of the row at {@code [from, to)}. */
    abstract double divisor(float[] values, int from, int to);

    /** In place. */
    void scale(Features features) {
        if (this == NONE) {
            return;
        }
        switch (features) {
            case Features.Sparse sparse -> {
                for (int i = 0; i < sparse.rows(); i++) {
                    scale(sparse.values(), sparse.offsets()[i], sparse.offsets()[i + 1]);
                }
            }
            case Features.Dense dense -> {
                for (int i = 0; i < dense.rows(); i++) {
                    scale(dense.values(), i * dense.columns(), (i + 1) * dense.columns());
                }
            }
        }
    }

    private void scale(float[] values, int from, int to) {
        double divisor = divisor(values, from, to);
        for (int k = from; k < to && divisor > 0.0; k++) {
            values[k] = (float) (values[k] / divisor);
        }
    }
}
