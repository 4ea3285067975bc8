package dev.kith.gnn.geometry;

import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;

/** Sets of points and what is done to them. */
final class Moves {
    private Moves() {}

    /** {@code n} normal points with axes of 3 : 2 : 1. */
    static double[][] cloud(int n, int d, long seed) {
        double[] axes = {3.0, 2.0, 1.0};
        double[][] points = new double[n][d];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < d; c++) {
                points[i][c] = axes[c] * CounterRandom.normal(seed, 1, (long) i * d + c);
            }
        }
        return points;
    }

    /** A random orthogonal matrix, {@code [d][d]}. */
    static double[][] orthogonal(int d, long seed, boolean mirrors) {
        double[][] q = new double[d][d];
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < d; c++) {
                q[r][c] = CounterRandom.normal(seed, 2, (long) r * d + c);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < r; before++) {
                    double along = InvariantCoordinates.dot(q[r], q[before]);
                    for (int c = 0; c < d; c++) {
                        q[r][c] -= along * q[before][c];
                    }
                }
            }
            double length = Math.sqrt(InvariantCoordinates.dot(q[r], q[r]));
            for (int c = 0; c < d; c++) {
                q[r][c] /= length;
            }
        }
        boolean isMirror = determinant(q) < 0.0;
        if (isMirror != mirrors) {
            q[0] = Arrays.stream(q[0]).map(value -> -value).toArray();
        }
        return q;
    }

    private static double determinant(double[][] q) {
        return q.length == 2
                ? q[0][0] * q[1][1] - q[0][1] * q[1][0]
                : q[0][0] * (q[1][1] * q[2][2] - q[1][2] * q[2][1])
                        - q[0][1] * (q[1][0] * q[2][2] - q[1][2] * q[2][0])
                        + q[0][2] * (q[1][0] * q[2][1] - q[1][1] * q[2][0]);
    }

    /** {@code s X Q + t}. */
    static double[][] moved(double[][] points, double scale, double[][] q, double shift) {
        return Arrays.stream(points)
                .map(point -> {
                    double[] row = new double[q.length];
                    for (int c = 0; c < row.length; c++) {
                        double sum = 0.0;
                        for (int r = 0; r < row.length; r++) {
                            sum += point[r] * q[r][c];
                        }
                        row[c] = scale * sum + shift * (c + 1);
                    }
                    return row;
                })
                .toArray(double[][]::new);
    }

    static double difference(double[][] a, double[][] b) {
        double most = 0.0;
        for (int i = 0; i < a.length; i++) {
            for (int c = 0; c < a[i].length; c++) {
                most = Math.max(most, Math.abs(a[i][c] - b[i][c]));
            }
        }
        return most;
    }

    static double[][] distances(double[][] points) {
        double[][] squares = new double[points.length][points.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < points.length; j++) {
                squares[i][j] = InvariantCoordinates.squaredDistance(points[i], points[j]);
            }
        }
        return squares;
    }
}
