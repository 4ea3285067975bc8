package dev.kith.gnn.train;

import java.util.function.LongFunction;

/**
 * How much a result that should not depend on the neighbours' order does: the mean over rows of the standard deviation
 * over 16 random orders (its Euclidean length), divided by the mean length of a row. 0 where the order does not matter.
 */
public final class OrderSpread {
    private static final int ORDERS = 16;

    private OrderSpread() {}

    /**
     * @param results by the seed of an order, {@code [rows · columns]} row by row
     * @param columns of a row, at least 1
     */
    public static double of(LongFunction<float[]> results, int columns) {
        double[] sums = null;
        double[] squares = null;
        float[] first = null;
        for (int order = 0; order < ORDERS; order++) {
            float[] y = results.apply(order);
            if (first == null) {
                first = y;
                sums = new double[y.length];
                squares = new double[y.length];
            }
            for (int i = 0; i < y.length; i++) {
                // Deviations from the first result: nothing cancels where all are alike.
                double d = (double) y[i] - first[i];
                sums[i] += d;
                squares[i] += d * d;
            }
        }
        double spread = 0.0;
        double length = 0.0;
        for (int row = 0; row < first.length; row += columns) {
            double variance = 0.0;
            double square = 0.0;
            for (int i = row; i < row + columns; i++) {
                double mean = sums[i] / ORDERS;
                variance += Math.max(0.0, squares[i] / ORDERS - mean * mean);
                square += (first[i] + mean) * (first[i] + mean);
            }
            spread += Math.sqrt(variance);
            length += Math.sqrt(square);
        }
        return length == 0.0 ? 0.0 : spread / length;
    }
}
