package dev.kith.gnn.geometry;

import java.util.Arrays;

/**
 * Chooses among the eigenvectors that are as good as each other: a sign for each column, and a frame for columns of
 * nearly equal spread. What is chosen depends on the set of points alone.
 */
final class ColumnChoice {
    /** Columns whose eigenvalues differ by less than this share of the largest may be turned into each other. */
    private static final double GAP = 1e-3;
    /** A moment below this share of its absolute value says nothing. */
    private static final double MOMENT = 1e-4;

    private static final int MOST_MOMENTS = 12;

    private final double[][] h;
    private final double[][] map;
    private final double[] spread;
    private final int rank;
    private final Invariance rules;
    /** How clearly a column's sign was decided, 0 where it was not. */
    private final double[] certainty;

    private int groups;
    private boolean symmetric;

    /**
     * @param h {@code [n][k]}, changed in place
     * @param map {@code [k][d]}, changed in place: column j of h is made by row j
     * @param spread eigenvalues, descending
     * @param rank columns that are not zero
     */
    ColumnChoice(double[][] h, double[][] map, double[] spread, int rank, Invariance rules) {
        this.h = h;
        this.map = map;
        this.spread = spread;
        this.rank = rank;
        this.rules = rules;
        this.certainty = new double[rank];
    }

    void decide() {
        for (int from = 0, to; from < rank; from = to) {
            to = from + 1;
            while (to < rank && spread[to - 1] - spread[to] < GAP * spread[0]) {
                to++;
            }
            if (to - from > 1) {
                groups++;
            }
            int fixed = to - from > 1 && rules.frame() ? turnIntoFrame(from, to) : 0;
            if (to - from > 1 && to - from - fixed > 1) {
                // More than a sign is left open.
                symmetric = true;
            }
            for (int j = from + fixed; j < to; j++) {
                decideSign(j);
            }
        }
        if (rules.chirality() && rank == map.length && rank == map[0].length && determinant() < 0.0) {
            flip(leastCertain());
        }
    }

    int[] ambiguous() {
        return java.util.stream.IntStream.range(0, rank)
                .filter(j -> certainty[j] == 0.0)
                .toArray();
    }

    ScalingFlags flags() {
        return new ScalingFlags(ambiguous().length, groups, symmetric, 0.0, 0.0);
    }

    /**
     * Turns the columns {@code [from, to)} so that the first of them lie along {@code f_r = Σ_i ‖h_i‖^r h_i}, r = 1, 2, …,
     * made orthogonal to each other.
     *
     * @return how many are fixed, with their signs
     */
    private int turnIntoFrame(int from, int to) {
        int g = to - from;
        double[][] axes = new double[g][];
        int found = 0;
        for (int r = 1; r <= MOST_MOMENTS && found < g; r++) {
            double[] f = new double[g];
            double most = 0.0;
            for (double[] row : h) {
                double length = Math.sqrt(InvariantCoordinates.dot(row, row));
                double weight = Math.pow(length, r);
                most += weight * length;
                for (int c = 0; c < g; c++) {
                    f[c] += weight * row[from + c];
                }
            }
            orthogonalise(f, axes, found);
            double length = Math.sqrt(InvariantCoordinates.dot(f, f));
            if (length > MOMENT * most) {
                axes[found++] = scaled(f, 1.0 / length);
                Arrays.fill(certainty, from + found - 1, from + found, length / most);
            }
        }
        int fixed = found;
        for (int c = 0; found < g && c < g; c++) {
            double[] rest = new double[g];
            rest[c] = 1.0;
            orthogonalise(rest, axes, found);
            double length = Math.sqrt(InvariantCoordinates.dot(rest, rest));
            // Of g orthonormal ones at least one has this much outside of fewer than g axes.
            if (length > 0.5 / Math.sqrt(g)) {
                axes[found++] = scaled(rest, 1.0 / length);
            }
        }
        turn(from, axes);
        return fixed;
    }

    private static void orthogonalise(double[] f, double[][] axes, int count) {
        // Twice is enough (Giraud et al. 2005).
        for (int pass = 0; pass < 2; pass++) {
            for (int a = 0; a < count; a++) {
                double along = InvariantCoordinates.dot(f, axes[a]);
                for (int c = 0; c < f.length; c++) {
                    f[c] -= along * axes[a][c];
                }
            }
        }
    }

    private static double[] scaled(double[] f, double factor) {
        return Arrays.stream(f).map(value -> value * factor).toArray();
    }

    private void turn(int from, double[][] axes) {
        int g = axes.length;
        for (double[] row : h) {
            double[] old = Arrays.copyOfRange(row, from, from + g);
            for (int a = 0; a < g; a++) {
                row[from + a] = InvariantCoordinates.dot(old, axes[a]);
            }
        }
        double[][] before = Arrays.copyOfRange(map, from, from + g);
        for (int a = 0; a < g; a++) {
            double[] row = new double[map[from].length];
            for (int b = 0; b < g; b++) {
                for (int c = 0; c < row.length; c++) {
                    row[c] += axes[a][b] * before[b][c];
                }
            }
            map[from + a] = row;
        }
    }

    private void decideSign(int j) {
        double q = rules.signs() == Invariance.Signs.MAXABS ? largest(j) : moment(j);
        certainty[j] = Math.abs(q);
        if (q < 0.0) {
            flip(j);
        }
    }

    private double largest(int j) {
        double most = 0.0;
        for (double[] row : h) {
            most = Math.abs(row[j]) > Math.abs(most) ? row[j] : most;
        }
        return most;
    }

    /** The first odd moment that is not nearly zero, as a share of its absolute value; 0 where all are. */
    private double moment(int j) {
        for (int kind = 0; kind < 3; kind++) {
            double sum = 0.0;
            double size = 0.0;
            for (double[] row : h) {
                double x = row[j];
                double term =
                        switch (kind) {
                            case 0 -> x * x * x;
                            case 1 -> x * x * x * x * x;
                            default -> InvariantCoordinates.dot(row, row) * x;
                        };
                sum += term;
                size += Math.abs(term);
            }
            if (Math.abs(sum) >= MOMENT * size && size > 0.0) {
                return sum / size;
            }
        }
        return 0.0;
    }

    private void flip(int j) {
        for (double[] row : h) {
            row[j] = -row[j];
        }
        for (int c = 0; c < map[j].length; c++) {
            map[j][c] = -map[j][c];
        }
    }

    /** Of the columns whose sign is decided; the last of equals. */
    private int leastCertain() {
        int least = rank - 1;
        double smallest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < rank; j++) {
            if (certainty[j] > 0.0 && certainty[j] <= smallest) {
                smallest = certainty[j];
                least = j;
            }
        }
        return least;
    }

    private double determinant() {
        double[][] a = Arrays.stream(map).map(double[]::clone).toArray(double[][]::new);
        double determinant = 1.0;
        for (int c = 0; c < a.length; c++) {
            int pivot = c;
            for (int r = c + 1; r < a.length; r++) {
                pivot = Math.abs(a[r][c]) > Math.abs(a[pivot][c]) ? r : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[c];
            a[c] = row;
            determinant *= (pivot == c ? 1.0 : -1.0) * row[c];
            for (int r = c + 1; r < a.length; r++) {
                double factor = a[r][c] / row[c];
                for (int x = c; x < a.length; x++) {
                    a[r][x] -= factor * row[x];
                }
            }
        }
        return determinant;
    }
}
