package dev.kith.gnn.latent.metric;

import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A trained function of the Euclidean distance: layers {@code u_i = B_i (ψ(A_i u_{i-1}) c_i)} of weights that are never
 * negative, {@code ψ(v) = (1 - e^-v, v^a, ln(1+v)^b)} with a and b in (0, 1], and {@code f = u_I^(1+|p|)} (Sáez de Ocáriz
 * Borde and Kratsios 2024; the form of the weights is ours). Without p it is a metric; with it the triangle inequality
 * holds up to the factor 2^|p|. The weights are the absolute values of the trained numbers, and a and b logistic
 * functions of them.
 *
 * @param inner widths m_1 … m_I inside the layers
 * @param outer widths d_1 … d_I of their results, the last of them 1
 * @param logForm where b stands
 * @param learnsPower whether p is trained; else it is 0
 */
public record Snowflake(List<Integer> inner, List<Integer> outer, LogForm logForm, boolean learnsPower)
        implements RadialMetric {
    /** a and b stay above it: at 0 the last part would be a jump. */
    static final double LEAST_EXPONENT = 0.01;

    static final double MOST_POWER = 3.0;

    private static final int PARTS = 3;
    /** Of an element of ψ: its three parts, their derivatives by a and b, and that by v. */
    private static final int VALUES = 6;

    private static final double LEAST = 1e-6;
    private static final double SMALL = 1e-3;
    private static final double START_A = 2.5;
    private static final double START_P = 0.3;
    private static final double[] START_C = {0.05, 0.9, 0.05};

    /** Where the exponent b stands in the third part. */
    public enum LogForm {
        /** {@code ln(1+v)^b}. */
        OUTSIDE,
        /** {@code ln(1+v^b)}. */
        INSIDE
    }

    /** @throws IllegalArgumentException where the widths are no layers that end in one number */
    public Snowflake {
        inner = List.copyOf(inner);
        outer = List.copyOf(outer);
        if (inner.isEmpty() || inner.size() != outer.size() || outer.getLast() != 1) {
            throw new IllegalArgumentException("No layers that end in one number: " + inner + ", " + outer + ".");
        }
    }

    /** Of layers as wide as each other. */
    public static Snowflake of(int layers, int width, LogForm logForm, boolean learnsPower) {
        List<Integer> outer = new ArrayList<>(Collections.nCopies(layers - 1, width));
        outer.add(1);
        return new Snowflake(Collections.nCopies(layers, width), outer, logForm, learnsPower);
    }

    /** Near {@code t^0.9}: from weights without an order training ends worse than with Euclid's distance. */
    @Override
    public double[] start(int width, long seed) {
        double[] start = new double[size()];
        for (int l = 0; l < inner.size(); l++) {
            Place place = place(l);
            for (int i = place.a; i < place.c; i++) {
                double share = i < place.b ? 1.0 / place.in : 1.0 / place.inner;
                start[i] = share * (0.5 + CounterRandom.uniformDouble(seed, l, i));
            }
            System.arraycopy(START_C, 0, start, place.c, PARTS);
            start[place.c + PARTS] = START_A;
        }
        if (learnsPower) {
            start[start.length - 1] = START_P;
        }
        return start;
    }

    /** The trained number whose exponent a or b is this, from {@value #LEAST_EXPONENT} to 1. */
    static double ofExponent(double exponent) {
        double share = (exponent - LEAST_EXPONENT) / (1.0 - LEAST_EXPONENT);
        return Math.log(share / (1.0 - share));
    }

    @Override
    public double of(double[] parameters, double t) {
        return power(parameters, new Pass(parameters, t).result());
    }

    @Override
    public double slope(double[] parameters, double t, double scale, double[] slopes) {
        Pass pass = new Pass(parameters, t);
        double u = pass.result();
        double p = exponent(parameters);
        double slope = (1.0 + p) * Math.pow(u, p);
        if (learnsPower && p < MOST_POWER && u > 0.0) {
            double sign = parameters[parameters.length - 1] < 0.0 ? -1.0 : 1.0;
            slopes[slopes.length - 1] += scale * sign * Math.pow(u, 1.0 + p) * Math.log(u);
        }
        return pass.walkBack(slope, scale, slopes);
    }

    private double power(double[] parameters, double u) {
        return Math.pow(u, 1.0 + exponent(parameters));
    }

    /** |p|, at most {@value #MOST_POWER}. */
    private double exponent(double[] parameters) {
        return learnsPower ? Math.min(MOST_POWER, Math.abs(parameters[parameters.length - 1])) : 0.0;
    }

    private int size() {
        return place(inner.size()).a + (learnsPower ? 1 : 0);
    }

    /**
     * Where a layer's numbers begin: A {@code [inner, in]}, B {@code [out, inner]}, c and then those of a and b.
     */
    private record Place(int a, int b, int c, int in, int inner, int out) {}

    private Place place(int layer) {
        int at = 0;
        int in = 1;
        for (int l = 0; ; l++) {
            int m = l < inner.size() ? inner.get(l) : 0;
            int out = l < outer.size() ? outer.get(l) : 0;
            Place place = new Place(at, at + m * in, at + m * in + out * m, in, m, out);
            if (l == layer) {
                return place;
            }
            at = place.c + PARTS + 2;
            in = out;
        }
    }

    private static double sigmoid(double x) {
        return 1.0 / (1.0 + Math.exp(-x));
    }

    /** One distance on its way through the layers. */
    private final class Pass {
        private final double[] parameters;
        /** u_0 … u_I. */
        private final double[][] u = new double[inner.size() + 1][];
        /** What ψ is made of, layer by layer. */
        private final double[][] parts = new double[inner.size()][];

        private final double[][] w = new double[inner.size()][];

        Pass(double[] parameters, double t) {
            this.parameters = parameters;
            u[0] = new double[] {t};
            for (int l = 0; l < parts.length; l++) {
                forward(l);
            }
        }

        double result() {
            return u[u.length - 1][0];
        }

        private void forward(int l) {
            Place place = place(l);
            Psi psi = psi(place);
            double[] v = product(place.a, place.inner, place.in, u[l]);
            parts[l] = new double[place.inner * VALUES];
            w[l] = new double[place.inner];
            for (int i = 0; i < place.inner; i++) {
                w[l][i] = psi.of(v[i], parts[l], i * VALUES);
            }
            u[l + 1] = product(place.b, place.out, place.inner, w[l]);
        }

        private double[] product(int from, int rows, int columns, double[] x) {
            double[] y = new double[rows];
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    y[r] += Math.abs(parameters[from + r * columns + c]) * x[c];
                }
            }
            return y;
        }

        private Psi psi(Place place) {
            return new Psi(
                    Math.abs(parameters[place.c]),
                    Math.abs(parameters[place.c + 1]),
                    Math.abs(parameters[place.c + 2]),
                    LEAST_EXPONENT + (1.0 - LEAST_EXPONENT) * sigmoid(parameters[place.c + PARTS]),
                    LEAST_EXPONENT + (1.0 - LEAST_EXPONENT) * sigmoid(parameters[place.c + PARTS + 1]),
                    logForm);
        }

        /** @param slope of the result by u_I */
        double walkBack(double slope, double scale, double[] slopes) {
            double[] du = {slope};
            for (int l = parts.length - 1; l >= 0; l--) {
                Place place = place(l);
                double[] dw = back(place.b, place.out, place.inner, w[l], du, scale, slopes);
                double[] dv = psi(place).walkBack(place.c, parameters, parts[l], dw, scale, slopes);
                du = back(place.a, place.inner, place.in, u[l], dv, scale, slopes);
            }
            return du[0];
        }

        private double[] back(int from, int rows, int columns, double[] x, double[] dy, double scale, double[] slopes) {
            double[] dx = new double[columns];
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    double weight = parameters[from + r * columns + c];
                    dx[c] += Math.abs(weight) * dy[r];
                    // At 0 as if it were positive, so that it can grow again.
                    slopes[from + r * columns + c] += scale * (weight < 0.0 ? -1.0 : 1.0) * dy[r] * x[c];
                }
            }
            return dx;
        }
    }

    /** {@code c_1 (1 - e^-v) + c_2 v^a + c_3 ln(1+v)^b}, or with b within the logarithm. */
    private record Psi(double c1, double c2, double c3, double a, double b, LogForm logForm) {

        /** @param parts of the value's derivatives, {@value #VALUES} numbers from {@code at} on */
        double of(double v, double[] parts, int at) {
            if (v == 0.0) {
                return 0.0;
            }
            double x = Math.max(LEAST, v);
            double logX = Math.log(x);
            double fraction = Math.exp(a * logX);
            double fall = Math.exp(-x);
            // Exponentials and logarithms are several times faster than powers; near 0 they lose digits.
            double rise = x < SMALL ? -Math.expm1(-x) : 1.0 - fall;
            double log = x < SMALL ? Math.log1p(x) : Math.log(1.0 + x);
            double third;
            double thirdSlope;
            double byB;
            if (logForm == LogForm.OUTSIDE) {
                double logLog = Math.log(log);
                third = Math.exp(b * logLog);
                thirdSlope = b * third / log / (1.0 + x);
                byB = third * logLog;
            } else {
                double inside = Math.exp(b * logX);
                third = Math.log1p(inside);
                thirdSlope = b * inside / x / (1.0 + inside);
                byB = inside * logX / (1.0 + inside);
            }
            parts[at] = rise;
            parts[at + 1] = fraction;
            parts[at + 2] = third;
            parts[at + 3] = c2 * fraction * logX;
            parts[at + 4] = c3 * byB;
            parts[at + 5] = c1 * fall + c2 * a * fraction / x + c3 * thirdSlope;
            double share = v < LEAST ? v / LEAST : 1.0;
            return share * (c1 * rise + c2 * fraction + c3 * third);
        }

        /** @param at where c and the numbers of a and b stand */
        double[] walkBack(int at, double[] parameters, double[] parts, double[] dw, double scale, double[] slopes) {
            double[] dv = new double[dw.length];
            double[] sums = new double[PARTS + 2];
            for (int i = 0; i < dv.length; i++) {
                int from = i * VALUES;
                dv[i] = dw[i] * parts[from + PARTS + 2];
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += dw[i] * parts[from + k];
                }
            }
            for (int k = 0; k < sums.length; k++) {
                double raw = parameters[at + k];
                double inner = k < PARTS ? raw < 0.0 ? -1.0 : 1.0 : exponentSlope(raw);
                slopes[at + k] += scale * inner * sums[k];
            }
            return dv;
        }

        private static double exponentSlope(double raw) {
            double s = sigmoid(raw);
            return (1.0 - LEAST_EXPONENT) * s * (1.0 - s);
        }
    }

    /** For messages: {@code snowflake [16, 16, 1]}. */
    @Override
    public String toString() {
        return "snowflake " + Arrays.toString(outer.toArray());
    }
}
