package dev.kith.gnn.model.forward;

/** Rows of length 1. */
final class UnitRows {
    private UnitRows() {}

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
