package dev.kith.gnn.latent.metric;

/**
 * A distance between points of a space of some width, with numbers of its own that are trained: symmetric, at least 0 and
 * exactly 0 between equal points. Computed in double; no state, so that several threads may ask.
 */
public interface Metric {
    /**
     * Values that training starts from; their number is that of the trained numbers.
     *
     * @param width of the points
     */
    double[] start(int width, long seed);

    /**
     * @param parameters of this metric, {@code [start(width).length]}
     * @param x one point {@code [width]}
     * @param y the other
     */
    double distance(double[] parameters, double[] x, double[] y);

    /**
     * Adds {@code scale} times the distance's derivatives to {@code slopes}. Between equal points the derivative of the
     * points is taken as 0.
     */
    void derive(double[] parameters, double[] x, double[] y, double scale, Slopes slopes);

    /**
     * Where derivatives are gathered.
     *
     * @param parameters {@code [start(width).length]}
     * @param x {@code [width]}
     * @param y {@code [width]}
     */
    record Slopes(double[] parameters, double[] x, double[] y) {}
}
