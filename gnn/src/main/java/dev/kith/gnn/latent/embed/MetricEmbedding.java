package dev.kith.gnn.latent.embed;

import dev.kith.gnn.latent.metric.Metric;
import dev.kith.gnn.latent.metric.Power;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;

/**
 * Points of free coordinates whose distances under a metric are those of a graph, as nearly as they can be: the mean of
 * {@code (D_ij - δ_ij)²} over all pairs is made small, first with Euclid's distance, then with coordinates and metric
 * together, because from a random start a trained metric ends worse than Euclid's.
 *
 * @param points {@code [n][width]}
 * @param parameters of the metric
 * @param meanSquare of the differences
 * @param distortion {@code max(D/δ) · max(δ/D)} over all pairs: 1 where it is the graph's up to a scale
 */
public record MetricEmbedding(double[][] points, double[] parameters, double meanSquare, double distortion) {
    private static final Lbfgs OPTIMISER = new Lbfgs(4000, 20);

    /** Starts of which the one that ends lowest is kept. */
    private static final int STARTS = 3;

    /**
     * @param distances {@code [n][n]}, symmetric and above 0 off the diagonal
     * @param width of the points
     */
    public static MetricEmbedding of(double[][] distances, int width, Metric metric, long seed) {
        MetricEmbedding best = null;
        for (int s = 0; s < STARTS; s++) {
            MetricEmbedding one = once(distances, width, metric, CounterRandom.bits(seed, 0, s));
            if (best == null || one.meanSquare < best.meanSquare) {
                best = one;
            }
        }
        return best;
    }

    private static MetricEmbedding once(double[][] distances, int width, Metric metric, long seed) {
        int n = distances.length;
        double[] start = new double[n * width];
        for (int i = 0; i < start.length; i++) {
            start[i] = CounterRandom.normal(seed, 1, i);
        }
        double[] x = fitted(distances, width, Power.EUCLIDEAN, start);
        if (!metric.equals(Power.EUCLIDEAN)) {
            double[] own = metric.start(width, seed);
            double[] joint = Arrays.copyOf(x, x.length + own.length);
            System.arraycopy(own, 0, joint, x.length, own.length);
            x = fitted(distances, width, metric, joint);
        }
        Pairs pairs = new Pairs(distances, width, metric);
        double[][] points = pairs.points(x);
        double[] parameters = Arrays.copyOfRange(x, n * width, x.length);
        return new MetricEmbedding(
                points,
                parameters,
                pairs.at(x, new double[x.length]),
                distortion(distances, points, metric, parameters));
    }

    private static double[] fitted(double[][] distances, int width, Metric metric, double[] start) {
        double[] x = start.clone();
        OPTIMISER.minimise(new Pairs(distances, width, metric), x);
        return x;
    }

    private static double distortion(double[][] distances, double[][] points, Metric metric, double[] parameters) {
        double longer = 0.0;
        double shorter = 0.0;
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < i; j++) {
                double ratio = metric.distance(parameters, points[i], points[j]) / distances[i][j];
                longer = Math.max(longer, ratio);
                shorter = Math.max(shorter, 1.0 / ratio);
            }
        }
        return longer * shorter;
    }

    /** What is made small: of the points' coordinates and behind them the metric's numbers. */
    private record Pairs(double[][] distances, int width, Metric metric) implements Lbfgs.Function {

        double[][] points(double[] x) {
            double[][] points = new double[distances.length][];
            for (int i = 0; i < points.length; i++) {
                points[i] = Arrays.copyOfRange(x, i * width, (i + 1) * width);
            }
            return points;
        }

        @Override
        public double at(double[] x, double[] gradient) {
            int n = distances.length;
            double[][] points = points(x);
            double[] parameters = Arrays.copyOfRange(x, n * width, x.length);
            double[][] slopes = new double[n][width];
            double[] own = new double[parameters.length];
            double share = 2.0 / ((double) n * (n - 1));
            double sum = 0.0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    double difference = metric.distance(parameters, points[i], points[j]) - distances[i][j];
                    sum += share * difference * difference;
                    metric.derive(
                            parameters,
                            points[i],
                            points[j],
                            2.0 * share * difference,
                            new Metric.Slopes(own, slopes[i], slopes[j]));
                }
            }
            for (int i = 0; i < n; i++) {
                System.arraycopy(slopes[i], 0, gradient, i * width, width);
            }
            System.arraycopy(own, 0, gradient, n * width, own.length);
            return Double.isFinite(sum) ? sum : Double.POSITIVE_INFINITY;
        }
    }
}
