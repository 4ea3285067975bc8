package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reference result in double and, for each element, the number n and the size of the terms it is a sum of. A float
 * result may differ by {@code (8 + 2 √n) · 2^-24} of that size: roundings of unequal terms have either sign, and their sum grows with
 * the root of n.
 */
public final class Sums {
    private static final double ROUNDING = 0x1p-24;
    /** For results near zero, and what is computed before the sum. */
    private static final double FLOOR = 2e-7;

    private final int columns;
    private final double[] values;
    private final double[] sizes;
    private final int[] terms;

    private Sums(int rows, int columns) {
        this.columns = columns;
        this.values = new double[rows * columns];
        this.sizes = new double[rows * columns];
        this.terms = new int[rows * columns];
    }

    public static Sums zeros(int rows, int columns) {
        return new Sums(rows, columns);
    }

    /** {@code beta · start}, where start is not read at beta 0. */
    public static Sums of(Tensor start, float beta) {
        Sums sums = new Sums(start.rows(), start.columns());
        for (int e = 0; e < sums.values.length && beta != 0f; e++) {
            sums.add(e / sums.columns, e % sums.columns, (double) beta * start.get(e / sums.columns, e % sums.columns));
        }
        return sums;
    }

    public void add(int row, int column, double term) {
        add(row, column, term, Math.abs(term));
    }

    /** @param size of the terms that {@code term} was made of */
    public void add(int row, int column, double term, double size) {
        values[row * columns + column] += term;
        sizes[row * columns + column] += size;
        terms[row * columns + column]++;
    }

    public double get(int row, int column) {
        return values[row * columns + column];
    }

    /** Every element is as near as the roundings of its terms allow. */
    public void near(Tensor actual, String what) {
        assertThat(actual.size()).as(what).isEqualTo(values.length);
        for (int e = 0; e < values.length; e++) {
            double value = actual.get(e / columns, e % columns);
            double bound = FLOOR + ROUNDING * (8.0 + 2.0 * Math.sqrt(terms[e])) * sizes[e];
            if (!(Math.abs(value - values[e]) <= bound) && !same(value, values[e])) {
                throw new AssertionError(what + ": [" + e / columns + ", " + e % columns + "] is " + value + ", not "
                        + values[e] + " ± " + bound);
            }
        }
    }

    private static boolean same(double a, double b) {
        return Double.compare(a, b) == 0;
    }
}
