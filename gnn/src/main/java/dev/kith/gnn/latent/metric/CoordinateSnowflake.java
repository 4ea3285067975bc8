package dev.kith.gnn.latent.metric;

import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;

/**
 * The second snowflake, of the differences of single coordinates: {@code u_0 = |s(x) - s(y)|}, then J times {@code u ←
 * s_j(u) W_j} with s odd, {@code |x|^e} below 1 and {@code |x|^g} above, e and g at least 1, and weights that are never
 * negative (Sáez de Ocáriz Borde et al. 2025, as their public code has it). The triangle inequality holds up to a factor.
 *
 * @param layers J
 * @param hidden width between the layers
 */
public record CoordinateSnowflake(int layers, int hidden) implements Metric {
    private static final double START_BELOW = 1e-6;
    private static final double START_ABOVE = 1e-3;
    private static final double START_DIAGONAL = 0.1;
    private static final double LEAST = 1e-9;

    /** Of each layer: e, g; but for the first then the diagonal and W, row by row. */
    @Override
    public double[] start(int width, long seed) {
        double[] start = new double[at(width, layers + 1)];
        for (int j = 0; j <= layers; j++) {
            int at = at(width, j);
            start[at] = START_BELOW;
            start[at + 1] = START_ABOVE;
            if (j > 0) {
                start[at + 2] = START_DIAGONAL;
                int size = in(width, j) * out(j);
                for (int i = 0; i < size; i++) {
                    start[at + 3 + i] = CounterRandom.uniformDouble(seed, j, i) / size;
                }
            }
        }
        return start;
    }

    private int in(int width, int layer) {
        return layer == 1 ? width : hidden;
    }

    private int out(int layer) {
        return layer == layers ? 1 : hidden;
    }

    private int at(int width, int layer) {
        int at = 0;
        for (int j = 0; j < layer; j++) {
            at += j == 0 ? 2 : 3 + in(width, j) * out(j);
        }
        return at;
    }

    @Override
    public double distance(double[] parameters, double[] x, double[] y) {
        double[] u = differences(parameters, x, y);
        for (int j = 1; j <= layers; j++) {
            u = layer(parameters, x.length, j, bent(parameters, at(x.length, j), u));
        }
        return u[0];
    }

    private static double[] differences(double[] parameters, double[] x, double[] y) {
        double[] u = new double[x.length];
        for (int c = 0; c < u.length; c++) {
            u[c] = Math.abs(bent(parameters, 0, x[c]) - bent(parameters, 0, y[c]));
        }
        return u;
    }

    private static double[] bent(double[] parameters, int at, double[] u) {
        return Arrays.stream(u).map(value -> bent(parameters, at, value)).toArray();
    }

    private static double bent(double[] parameters, int at, double x) {
        double size = Math.abs(x);
        return Math.copySign(Math.pow(size, 1.0 + Math.abs(parameters[exponent(at, size)])), x);
    }

    private static int exponent(int at, double size) {
        return size < 1.0 ? at : at + 1;
    }

    private double[] layer(double[] parameters, int width, int j, double[] s) {
        int at = at(width, j);
        double[] u = new double[out(j)];
        for (int r = 0; r < s.length; r++) {
            for (int c = 0; c < u.length; c++) {
                u[c] += weight(parameters, at, r, c, u.length) * s[r];
            }
        }
        return u;
    }

    private static double weight(double[] parameters, int at, int r, int c, int columns) {
        double diagonal = r == c ? Math.abs(parameters[at + 2]) : 0.0;
        return Math.abs(parameters[at + 3 + r * columns + c]) + diagonal;
    }

    @Override
    public void derive(double[] parameters, double[] x, double[] y, double scale, Slopes slopes) {
        int width = x.length;
        double[][] u = new double[layers + 1][];
        u[0] = differences(parameters, x, y);
        for (int j = 1; j <= layers; j++) {
            u[j] = layer(parameters, width, j, bent(parameters, at(width, j), u[j - 1]));
        }
        double[] du = {scale};
        for (int j = layers; j >= 1; j--) {
            du = layerBack(parameters, width, j, u[j - 1], du, slopes.parameters());
        }
        for (int c = 0; c < width; c++) {
            double sign = Math.signum(bent(parameters, 0, x[c]) - bent(parameters, 0, y[c]));
            slopes.x()[c] += bentBack(parameters, 0, x[c], sign * du[c], slopes.parameters());
            slopes.y()[c] += bentBack(parameters, 0, y[c], -sign * du[c], slopes.parameters());
        }
    }

    private double[] layerBack(double[] parameters, int width, int j, double[] u, double[] dOut, double[] slopes) {
        int at = at(width, j);
        double[] du = new double[u.length];
        for (int r = 0; r < u.length; r++) {
            double s = bent(parameters, at, u[r]);
            double ds = 0.0;
            for (int c = 0; c < dOut.length; c++) {
                ds += weight(parameters, at, r, c, dOut.length) * dOut[c];
                int raw = at + 3 + r * dOut.length + c;
                slopes[raw] += sign(parameters[raw]) * s * dOut[c];
                if (r == c) {
                    slopes[at + 2] += sign(parameters[at + 2]) * s * dOut[c];
                }
            }
            du[r] = bentBack(parameters, at, u[r], ds, slopes);
        }
        return du;
    }

    /** Adds the exponent's derivative and returns that of x, both times {@code d}. */
    private static double bentBack(double[] parameters, int at, double x, double d, double[] slopes) {
        double size = Math.abs(x);
        if (size < LEAST) {
            return 0.0;
        }
        int raw = exponent(at, size);
        double exponent = 1.0 + Math.abs(parameters[raw]);
        double power = Math.pow(size, exponent);
        slopes[raw] += d * Math.copySign(power, x) * Math.log(size) * sign(parameters[raw]);
        return d * exponent * power / size;
    }

    /** 1 at 0, so that what has died can grow again. */
    private static double sign(double x) {
        return x < 0.0 ? -1.0 : 1.0;
    }
}
