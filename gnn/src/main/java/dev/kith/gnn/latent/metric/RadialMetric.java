package dev.kith.gnn.latent.metric;

/** A non-decreasing function of the Euclidean distance: its nearest points are Euclid's. */
public interface RadialMetric extends Metric {
    /**
     * @param t Euclidean distance, at least 0
     */
    double of(double[] parameters, double t);

    /**
     * The derivative of {@link #of} by t; {@code scale} times those by the parameters is added to {@code slopes}.
     *
     * @param t above 0
     */
    double slope(double[] parameters, double t, double scale, double[] slopes);

    @Override
    default double distance(double[] parameters, double[] x, double[] y) {
        return of(parameters, euclidean(x, y));
    }

    @Override
    default void derive(double[] parameters, double[] x, double[] y, double scale, Slopes slopes) {
        double t = euclidean(x, y);
        if (t == 0.0) {
            return;
        }
        double slope = scale * slope(parameters, t, scale, slopes.parameters()) / t;
        for (int c = 0; c < x.length; c++) {
            double d = slope * (x[c] - y[c]);
            slopes.x()[c] += d;
            slopes.y()[c] -= d;
        }
    }

    /** By direct subtraction: the expanded square loses the digits of near points. */
    static double euclidean(double[] x, double[] y) {
        double squares = 0.0;
        for (int c = 0; c < x.length; c++) {
            double d = x[c] - y[c];
            squares += d * d;
        }
        return Math.sqrt(squares);
    }
}
