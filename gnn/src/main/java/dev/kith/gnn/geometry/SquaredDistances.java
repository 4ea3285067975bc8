package dev.kith.gnn.geometry;

import java.util.Arrays;

/** Squared distances of the points of a set: symmetric, zero on the diagonal, finite and not negative. */
public interface SquaredDistances {
    int size();

    double between(int i, int j);

    /** Sum of the squared distances of one point from all. */
    default double spread(int i) {
        double sum = 0.0;
        for (int j = 0; j < size(); j++) {
            sum += between(i, j);
        }
        return sum;
    }

    /** @param squares {@code [n][n]} */
    static SquaredDistances of(double[][] squares) {
        return new SquaredDistances() {
            @Override
            public int size() {
                return squares.length;
            }

            @Override
            public double between(int i, int j) {
                return squares[i][j];
            }
        };
    }

    /** Of points {@code [n][d]}, computed when asked for; a point's spread in {@code O(d)}. */
    static SquaredDistances ofPoints(double[][] points) {
        int n = points.length;
        int d = n == 0 ? 0 : points[0].length;
        double[] centre = new double[d];
        for (double[] point : points) {
            for (int c = 0; c < d; c++) {
                centre[c] += point[c] / n;
            }
        }
        double scatter = Arrays.stream(points)
                .mapToDouble(point -> InvariantCoordinates.squaredDistance(point, centre))
                .sum();
        return new SquaredDistances() {
            @Override
            public int size() {
                return n;
            }

            @Override
            public double between(int i, int j) {
                return InvariantCoordinates.squaredDistance(points[i], points[j]);
            }

            @Override
            public double spread(int i) {
                return n * InvariantCoordinates.squaredDistance(points[i], centre) + scatter;
            }
        };
    }
}
