package dev.kith.gnn.geometry;

import java.util.Arrays;

/**
 * Coordinates of a set of points that do not change when the set is moved, turned, mirrored or rescaled, that change
 * with the order of the points as these do, and whose distances are those of the points times one number (Zhang et al.
 * 2021): {@code H = (X - c) R S / σ}, R the eigenvectors of {@code (X - c)ᵀ(X - c)} by falling eigenvalue, S signs, σ the
 * set's size. In double precision; {@code O(n·d² + d³)}.
 *
 * @param values H, {@code [n][k]}
 * @param frame the way back
 * @param ambiguous columns whose sign is arbitrary, ascending
 */
public record InvariantCoordinates(double[][] values, Frame frame, int[] ambiguous, ScalingFlags flags) {
    /** Below this share of the largest eigenvalue a column is exactly zero. */
    private static final double NO_SPREAD = 1e-12;

    /** @param points X, {@code [n][d]}, finite */
    public static InvariantCoordinates of(double[][] points, Invariance rules) {
        int n = points.length;
        int d = n == 0 ? rules.dimensions() : points[0].length;
        int k = rules.dimensions() == 0 ? d : rules.dimensions();
        double[] centre = rules.centre() ? mean(points, d) : new double[d];
        double[][] centred = minus(points, centre);
        double[] spread = new double[d];
        double[][] basis = identity(d);
        if (rules.rotate()) {
            Spectrum spectrum = Spectrum.of(products(centred, d));
            basis = spectrum.vectors();
            spread = spectrum.values();
        }
        double sigma = size(centred, spread, rules);
        if (sigma == 0.0) {
            return new InvariantCoordinates(
                    new double[n][k], new Frame(centre, new double[k][d], 1.0), new int[0], ScalingFlags.NONE);
        }
        // Row j of the map makes column j of the result.
        double[][] map = new double[k][d];
        int rank = 0;
        for (int j = 0; j < Math.min(k, d); j++) {
            if (!rules.rotate() || spread[j] > NO_SPREAD * spread[0]) {
                map[j] = basis[j].clone();
                rank++;
            }
        }
        if (!rules.rotate()) {
            return new InvariantCoordinates(
                    times(centred, map, sigma), new Frame(centre, map, sigma), new int[0], ScalingFlags.NONE);
        }
        ColumnChoice choice = new ColumnChoice(times(centred, map, sigma), map, spread, rank, rules);
        choice.decide();
        return new InvariantCoordinates(
                times(centred, map, sigma), new Frame(centre, map, sigma), choice.ambiguous(), choice.flags());
    }

    private static double[] mean(double[][] points, int d) {
        double[] mean = new double[d];
        for (double[] point : points) {
            for (int c = 0; c < d; c++) {
                mean[c] += point[c] / points.length;
            }
        }
        // A second pass takes away what the first lost to a large offset.
        double[] rest = new double[d];
        for (double[] point : points) {
            for (int c = 0; c < d; c++) {
                rest[c] += (point[c] - mean[c]) / points.length;
            }
        }
        for (int c = 0; c < d; c++) {
            mean[c] += rest[c];
        }
        return mean;
    }

    private static double[][] minus(double[][] points, double[] centre) {
        return Arrays.stream(points)
                .map(point -> {
                    double[] row = new double[centre.length];
                    for (int c = 0; c < row.length; c++) {
                        row[c] = point[c] - centre[c];
                    }
                    return row;
                })
                .toArray(double[][]::new);
    }

    private static double[][] identity(int d) {
        double[][] identity = new double[d][d];
        for (int c = 0; c < d; c++) {
            identity[c][c] = 1.0;
        }
        return identity;
    }

    private static double[][] products(double[][] rows, int d) {
        double[][] products = new double[d][d];
        for (double[] row : rows) {
            for (int a = 0; a < d; a++) {
                for (int b = 0; b <= a; b++) {
                    products[a][b] += row[a] * row[b];
                }
            }
        }
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < a; b++) {
                products[b][a] = products[a][b];
            }
        }
        return products;
    }

    private static double size(double[][] centred, double[] spread, Invariance rules) {
        double squares = 0.0;
        for (double[] row : centred) {
            for (double value : row) {
                squares += value * value;
            }
        }
        if (squares == 0.0) {
            return 0.0;
        }
        return switch (rules.scale()) {
            case NONE -> 1.0;
            case RMS -> Math.sqrt(squares / centred.length);
            case MAXDIST -> diameter(centred);
            case FIRST ->
                Math.sqrt(
                        rules.rotate()
                                ? spread[0]
                                : Spectrum.of(products(centred, centred[0].length))
                                        .values()[0]);
        };
    }

    private static double diameter(double[][] points) {
        double most = 0.0;
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < i; j++) {
                most = Math.max(most, squaredDistance(points[i], points[j]));
            }
        }
        return Math.sqrt(most);
    }

    static double squaredDistance(double[] a, double[] b) {
        double sum = 0.0;
        for (int c = 0; c < a.length; c++) {
            double difference = a[c] - b[c];
            sum += difference * difference;
        }
        return sum;
    }

    private static double[][] times(double[][] centred, double[][] map, double sigma) {
        return Arrays.stream(centred)
                .map(row -> Arrays.stream(map)
                        .mapToDouble(axis -> dot(row, axis) / sigma)
                        .toArray())
                .toArray(double[][]::new);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0.0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    /**
     * How the set lay: {@code x = c + σ h M}.
     *
     * @param centre c, {@code [d]}
     * @param map M, {@code [k][d]}, orthonormal rows, or zeros for columns without spread
     * @param size σ
     */
    public record Frame(double[] centre, double[][] map, double size) {

        /** Where points given in invariant coordinates lie, {@code [n][k] → [n][d]}: turns and moves with the set. */
        public double[][] positions(double[][] h) {
            double[][] x = directions(h);
            for (double[] row : x) {
                for (int c = 0; c < row.length; c++) {
                    row[c] += centre[c];
                }
            }
            return x;
        }

        /** Vectors given in invariant coordinates, {@code [n][k] → [n][d]}: turn with the set, and do not move. */
        public double[][] directions(double[][] h) {
            return Arrays.stream(h)
                    .map(row -> {
                        double[] x = new double[centre.length];
                        for (int j = 0; j < map.length; j++) {
                            for (int c = 0; c < x.length; c++) {
                                x[c] += size * row[j] * map[j][c];
                            }
                        }
                        return x;
                    })
                    .toArray(double[][]::new);
        }

        /** Further points of the set in its coordinates, without a new look at all of them. */
        public double[][] project(double[][] points) {
            return times(minus(points, centre), map, size);
        }
    }
}
