package dev.kith.gnn.geometry;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Invariant coordinates of points of which only distances are known: {@code B = -½ J Δ J = V diag(μ) Vᵀ}, {@code H = V
 * diag(√μ)} over the k largest positive eigenvalues (Torgerson 1952), then fixed as {@link InvariantCoordinates} are. Of
 * points in a space the result is that of their coordinates.
 */
public final class ClassicalScaling {
    /** Below this share of the largest eigenvalue one is rounding. */
    private static final double ROUNDING = 1e-10;

    private ClassicalScaling() {}

    /** From all distances: {@code O(n³)} time, {@code O(n²)} memory. */
    public static InvariantCoordinates of(SquaredDistances distances, int dimensions, Invariance rules) {
        int n = distances.size();
        int[] all = IntStream.range(0, n).toArray();
        Placed placed = Placed.of(distances, all, dimensions);
        double squares = 0.0;
        double missed = 0.0;
        double negative = 0.0;
        double mass = 0.0;
        for (int j = 0; j < n; j++) {
            double mu = placed.spectrum.values()[j];
            squares += mu * mu;
            missed += j < placed.rank ? 0.0 : mu * mu;
            mass += Math.abs(mu);
            negative += mu < -ROUNDING * placed.spectrum.values()[0] ? -mu : 0.0;
        }
        double[][] h = new double[n][];
        Arrays.setAll(h, i -> placed.own(i, dimensions));
        InvariantCoordinates fixed = InvariantCoordinates.of(h, rules);
        return new InvariantCoordinates(
                fixed.values(),
                fixed.frame(),
                fixed.ambiguous(),
                fixed.flags()
                        .of(mass == 0.0 ? 0.0 : negative / mass, squares == 0.0 ? 0.0 : Math.sqrt(missed / squares)));
    }

    /**
     * From the distances to m landmarks alone, {@code h_j = -½ v_jᵀ (δ - δ̄) / √μ_j} (de Silva and Tenenbaum 2004):
     * {@code O(n·m + m³)}. Exact for points in a space of at most m - 1 dimensions. Landmarks are the point with the
     * largest mean squared distance and then the farthest from those chosen, whatever the points' order.
     */
    public static InvariantCoordinates ofLandmarks(
            SquaredDistances distances, int landmarks, int dimensions, Invariance rules) {
        int n = distances.size();
        if (n <= landmarks) {
            return of(distances, dimensions, rules);
        }
        int[] chosen = farthest(distances, landmarks);
        Placed placed = Placed.of(distances, chosen, dimensions);
        double[][] h = new double[n][];
        Arrays.setAll(h, i -> placed.other(distances, i, dimensions));
        return InvariantCoordinates.of(h, rules);
    }

    private static int[] farthest(SquaredDistances distances, int count) {
        int n = distances.size();
        double[] spread = IntStream.range(0, n).mapToDouble(distances::spread).toArray();
        int[] chosen = new int[count];
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        chosen[0] = IntStream.range(0, n)
                .reduce((a, b) -> spread[b] > spread[a] ? b : a)
                .orElseThrow();
        for (int c = 1; c < count; c++) {
            int last = chosen[c - 1];
            int best = -1;
            for (int i = 0; i < n; i++) {
                nearest[i] = Math.min(nearest[i], distances.between(i, last));
                boolean farther = best < 0 || nearest[i] > nearest[best];
                boolean inner = best >= 0 && nearest[i] == nearest[best] && spread[i] < spread[best];
                best = farther || inner ? i : best;
            }
            chosen[c] = best;
        }
        return chosen;
    }

    /** Some points that were scaled among themselves. */
    private record Placed(int[] points, Spectrum spectrum, double[] mean, int rank) {
        static Placed of(SquaredDistances distances, int[] points, int dimensions) {
            int m = points.length;
            double[][] delta = new double[m][m];
            double[] mean = new double[m];
            double total = 0.0;
            for (int a = 0; a < m; a++) {
                for (int b = 0; b < m; b++) {
                    delta[a][b] = distances.between(points[a], points[b]);
                    mean[b] += delta[a][b] / m;
                }
            }
            for (double one : mean) {
                total += one / m;
            }
            double[][] b = new double[m][m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    b[i][j] = -0.5 * (delta[i][j] - mean[i] - mean[j] + total);
                }
            }
            Spectrum spectrum = Spectrum.of(b);
            int rank = 0;
            while (rank < Math.min(dimensions, m)
                    && spectrum.values()[rank] > ROUNDING * Math.max(0.0, spectrum.values()[0])) {
                rank++;
            }
            return new Placed(points, spectrum, mean, rank);
        }

        /** Of the point at a position among those that were scaled. */
        double[] own(int position, int dimensions) {
            double[] h = new double[dimensions];
            for (int j = 0; j < rank; j++) {
                h[j] = spectrum.vectors()[j][position] * Math.sqrt(spectrum.values()[j]);
            }
            return h;
        }

        /** Of any point. */
        double[] other(SquaredDistances distances, int point, int dimensions) {
            double[] delta = new double[points.length];
            for (int a = 0; a < delta.length; a++) {
                delta[a] = distances.between(point, points[a]) - mean[a];
            }
            double[] h = new double[dimensions];
            for (int j = 0; j < rank; j++) {
                h[j] = -0.5 * InvariantCoordinates.dot(spectrum.vectors()[j], delta) / Math.sqrt(spectrum.values()[j]);
            }
            return h;
        }
    }
}
