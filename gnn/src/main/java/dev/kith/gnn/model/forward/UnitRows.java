package dev.kith.gnn.model.forward;

import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Tensor;

/** Rows of length 1. */
public final class UnitRows {
    private UnitRows() {}

    /** A copy with such rows; the caller closes it where it is dense. */
    public static Input of(Input x) {
        try (Tensor none = Tensor.zeros(0, x.columns())) {
            return new ClassNodes(x.rows(), 0).features(x, none);
        }
    }

    /** Divides {@code values[from..to)} by their length; zeros stay. */
    static void scale(float[] values, int from, int to) {
        double squares = 0.0;
        for (int k = from; k < to; k++) {
            squares += (double) values[k] * values[k];
        }
        double length = Math.sqrt(squares);
        for (int k = from; k < to && length > 0.0; k++) {
            values[k] = (float) (values[k] / length);
        }
    }
}
