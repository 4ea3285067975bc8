package dev.kith.gnn.latent.metric;

/**
 * {@code t^e}: Euclid's distance with e = 1, the fixed snowflake with e = ½.
 *
 * @param exponent above 0
 */
public record Power(double exponent) implements RadialMetric {
    public static final Power EUCLIDEAN = new Power(1.0);
    public static final Power FIXED_SNOWFLAKE = new Power(0.5);

    private static final double LEAST = 1e-6;

    @Override
    public double[] start(int width, long seed) {
        return new double[0];
    }

    @Override
    public double of(double[] parameters, double t) {
        return exponent == 1.0 ? t : Math.pow(t, exponent);
    }

    @Override
    public double slope(double[] parameters, double t, double scale, double[] slopes) {
        return exponent == 1.0 ? 1.0 : exponent * Math.pow(Math.max(t, LEAST), exponent - 1.0);
    }
}
