package dev.kith.gnn.conv;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.graph.Csr;
import java.util.function.DoubleUnaryOperator;

/** Dense matrices in double, with loops that say what they do: what layers are held against. */
public final class Slow {
    private Slow() {}

    public static double[][] of(Parameter parameter) {
        double[][] m = new double[parameter.value().rows()][parameter.value().columns()];
        for (int i = 0; i < m.length; i++) {
            for (int c = 0; c < m[i].length; c++) {
                m[i][c] = parameter.value().get(i, c);
            }
        }
        return m;
    }

    public static double[][] of(float[] values, int rows, int columns) {
        double[][] m = new double[rows][columns];
        for (int e = 0; e < values.length; e++) {
            m[e / columns][e % columns] = values[e];
        }
        return m;
    }

    /** {@code [n, n]}: the sum of the weights of the arcs from j to i, or their number. */
    public static double[][] of(Csr csr) {
        double[][] a = new double[csr.rows()][csr.columns()];
        for (int i = 0; i < csr.rows(); i++) {
            for (int k = csr.offsets()[i]; k < csr.offsets()[i + 1]; k++) {
                a[i][csr.indices()[k]] += csr.weights() == null ? 1.0 : csr.weights()[k];
            }
        }
        return a;
    }

    public static double[][] times(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[k].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    /** {@code a + factor · b}, where b may be a single row for all. */
    public static double[][] plus(double[][] a, double factor, double[][] b) {
        double[][] c = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                c[i][j] = a[i][j] + factor * b[b.length == 1 ? 0 : i][j];
            }
        }
        return c;
    }

    public static double[][] each(double[][] a, DoubleUnaryOperator function) {
        double[][] b = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                b[i][j] = function.applyAsDouble(a[i][j]);
            }
        }
        return b;
    }

    public static double[][] transposed(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    /** {@code a_ij / √(Σ_k a_ik · Σ_k a_kj)}, 0 where a sum is 0. */
    public static double[][] normalised(double[][] a) {
        double[][] t = transposed(a);
        double[][] b = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                double product = sum(a[i]) * sum(t[j]);
                b[i][j] = product > 0.0 ? a[i][j] / Math.sqrt(product) : 0.0;
            }
        }
        return b;
    }

    /** Rows that sum to 1, or stay zero. */
    public static double[][] means(double[][] a) {
        double[][] b = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                b[i][j] = sum(a[i]) == 0.0 ? 0.0 : a[i][j] / sum(a[i]);
            }
        }
        return b;
    }

    /** Loops give way to one of weight 1 at each node. */
    public static double[][] closed(double[][] a) {
        double[][] b = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            b[i] = a[i].clone();
            b[i][i] = 1.0;
        }
        return b;
    }

    public static double sum(double[] row) {
        double sum = 0.0;
        for (double x : row) {
            sum += x;
        }
        return sum;
    }

    /** Rows to mean 0 and variance 1, ε = 1e-5. */
    public static double[][] standardised(double[][] a) {
        double[][] b = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            double mean = sum(a[i]) / a[i].length;
            double variance = 0.0;
            for (double x : a[i]) {
                variance += (x - mean) * (x - mean) / a[i].length;
            }
            for (int j = 0; j < a[i].length; j++) {
                b[i][j] = (a[i][j] - mean) / Math.sqrt(variance + 1e-5);
            }
        }
        return b;
    }
}
