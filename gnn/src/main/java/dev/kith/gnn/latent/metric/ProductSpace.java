package dev.kith.gnn.latent.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Spaces beside each other, each with some of the columns: {@code D² = Σ_m λ_m D_m²} with trained λ_m of at least 0.
 *
 * @param factors at most as many as the points have columns
 */
public record ProductSpace(List<Metric> factors) implements Metric {
    /** Euclid's space, a sphere and a hyperboloid. */
    public static final ProductSpace OF_THREE =
            new ProductSpace(List.of(Power.EUCLIDEAN, CurvedSpace.SPHERICAL, CurvedSpace.HYPERBOLIC));

    private static final double LEAST = 1e-12;

    public ProductSpace {
        factors = List.copyOf(factors);
    }

    /** The weights λ, then each factor's own numbers. */
    @Override
    public double[] start(int width, long seed) {
        List<double[]> all = new ArrayList<>();
        double[] weights = new double[factors.size()];
        Arrays.fill(weights, 1.0);
        all.add(weights);
        for (int m = 0; m < factors.size(); m++) {
            all.add(factors.get(m).start(from(width, m + 1) - from(width, m), seed + m));
        }
        return all.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private int from(int width, int factor) {
        return (int) ((long) width * factor / factors.size());
    }

    @Override
    public double distance(double[] parameters, double[] x, double[] y) {
        return walk(parameters, x, y, 0.0, null);
    }

    @Override
    public void derive(double[] parameters, double[] x, double[] y, double scale, Slopes slopes) {
        walk(parameters, x, y, scale, slopes);
    }

    private double walk(double[] parameters, double[] x, double[] y, double scale, Slopes slopes) {
        double[] distances = new double[factors.size()];
        double squares = 0.0;
        for (int m = 0; m < distances.length; m++) {
            Part part = part(m, parameters, x, y);
            distances[m] = factors.get(m).distance(part.parameters, part.x, part.y);
            squares += Math.abs(parameters[m]) * distances[m] * distances[m];
        }
        double distance = Math.sqrt(squares);
        for (int m = 0; m < distances.length && slopes != null && distance > LEAST; m++) {
            double sign = parameters[m] < 0.0 ? -1.0 : 1.0;
            slopes.parameters()[m] += scale * sign * distances[m] * distances[m] / (2.0 * distance);
            Part part = part(m, parameters, x, y);
            Slopes own = new Slopes(
                    new double[part.parameters.length], new double[part.x.length], new double[part.x.length]);
            double inner = scale * Math.abs(parameters[m]) * distances[m] / distance;
            factors.get(m).derive(part.parameters, part.x, part.y, inner, own);
            add(own.parameters(), slopes.parameters(), part.at);
            add(own.x(), slopes.x(), part.from);
            add(own.y(), slopes.y(), part.from);
        }
        return distance;
    }

    private static void add(double[] from, double[] to, int at) {
        for (int i = 0; i < from.length; i++) {
            to[at + i] += from[i];
        }
    }

    private record Part(double[] parameters, double[] x, double[] y, int at, int from) {}

    private Part part(int factor, double[] parameters, double[] x, double[] y) {
        int at = factors.size();
        for (int m = 0; m < factor; m++) {
            at += own(m, x.length);
        }
        int from = from(x.length, factor);
        int to = from(x.length, factor + 1);
        return new Part(
                Arrays.copyOfRange(parameters, at, at + own(factor, x.length)),
                Arrays.copyOfRange(x, from, to),
                Arrays.copyOfRange(y, from, to),
                at,
                from);
    }

    private int own(int factor, int width) {
        return factors.get(factor).start(from(width, factor + 1) - from(width, factor), 0).length;
    }
}
