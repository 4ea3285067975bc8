package dev.kith.gnn.aggr;

import java.util.ArrayList;
import java.util.List;

/** The specification's operator and tree in double, one element at a time. */
record SlowMonoid(double[][] wi, double[][] wh, double[] bi, double[] bh) {

    double[] cell(double[] x, double[] h) {
        int n = h.length;
        double[] a = affine(wi, bi, x);
        double[] c = affine(wh, bh, h);
        double[] out = new double[n];
        for (int u = 0; u < n; u++) {
            double r = sigmoid(a[u] + c[u]);
            double z = sigmoid(a[n + u] + c[n + u]);
            double q = Math.tanh(a[2 * n + u] + r * c[2 * n + u]);
            out[u] = (1 - z) * q + z * h[u];
        }
        return out;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] affine(double[][] w, double[] b, double[] x) {
        double[] y = b.clone();
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += w[i][j] * x[j];
            }
        }
        return y;
    }

    double[] product(double[] x, double[] y) {
        double[] a = cell(x, y);
        double[] b = cell(y, x);
        for (int u = 0; u < a.length; u++) {
            a[u] = (a[u] + b[u]) / 2;
        }
        return a;
    }

    /** Pads to a power of two with absent elements, null, which are skipped: another way to the same tree. */
    double[] padded(List<double[]> elements) {
        int size = Math.max(1, Integer.highestOneBit(Math.max(1, 2 * elements.size() - 1)));
        List<double[]> level = new ArrayList<>(elements);
        while (level.size() < size) {
            level.add(null);
        }
        while (level.size() > 1) {
            List<double[]> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                double[] x = level.get(i);
                double[] y = level.get(i + 1);
                next.add(x == null ? y : y == null ? x : product(x, y));
            }
            level = next;
        }
        return level.getFirst();
    }
}
