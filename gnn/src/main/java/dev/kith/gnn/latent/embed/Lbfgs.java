package dev.kith.gnn.latent.embed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright
 * 2006, algorithm 7.4), with a line search that halves and doubles until the weak Wolfe conditions hold.
 *
 * @param iterations most
 * @param memory pairs of steps and gradients that are kept
 */
record Lbfgs(int iterations, int memory) {
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int MOST_TRIES = 60;
    private static final double SMALL = 1e-14;

    /** A function with its gradient. */
    @FunctionalInterface
    interface Function {
        /** @param gradient is overwritten */
        double at(double[] x, double[] gradient);
    }

    private record Pair(double[] step, double[] change, double inverse) {}

    /** Walks from {@code x}, which is overwritten, to a place that is no higher; returns the value there. */
    double minimise(Function function, double[] x) {
        double[] gradient = new double[x.length];
        double value = function.at(x, gradient);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int k = 0; k < iterations && dot(gradient, gradient) > SMALL * SMALL; k++) {
            double[] direction = direction(gradient, pairs);
            double slope = dot(direction, gradient);
            if (slope >= 0.0) {
                pairs.clear();
                direction = direction(gradient, pairs);
                slope = dot(direction, gradient);
            }
            double first = k == 0 ? Math.min(1.0, 1.0 / Math.sqrt(-slope)) : 1.0;
            double[] next = new double[x.length];
            double[] there = new double[x.length];
            double reached = search(function, x, value, direction, slope, first, next, there);
            if (Double.isNaN(reached)) {
                break;
            }
            double[] step = minus(next, x);
            double[] change = minus(there, gradient);
            double product = dot(step, change);
            if (product > SMALL * Math.sqrt(dot(step, step) * dot(change, change))) {
                pairs.addLast(new Pair(step, change, 1.0 / product));
                if (pairs.size() > memory) {
                    pairs.removeFirst();
                }
            }
            System.arraycopy(next, 0, x, 0, x.length);
            gradient = there;
            value = reached;
        }
        return value;
    }

    /** The value at a point that satisfies both conditions, or one that is only lower; NaN where there is none. */
    private static double search(
            Function function,
            double[] x,
            double value,
            double[] direction,
            double slope,
            double first,
            double[] next,
            double[] there) {
        double low = 0.0;
        double high = Double.POSITIVE_INFINITY;
        double length = first;
        for (int t = 0; t < MOST_TRIES; t++) {
            for (int i = 0; i < x.length; i++) {
                next[i] = x[i] + length * direction[i];
            }
            double reached = function.at(next, there);
            boolean lower = reached <= value + DECREASE * length * slope;
            if (lower && (dot(there, direction) >= CURVATURE * slope || t == MOST_TRIES - 1)) {
                return reached;
            }
            if (lower) {
                low = length;
            } else {
                high = length;
            }
            length = high < Double.POSITIVE_INFINITY ? (low + high) / 2.0 : 2.0 * length;
        }
        return Double.NaN;
    }

    /** The two loops of algorithm 7.4. */
    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] q = gradient.clone();
        double[] alphas = new double[pairs.size()];
        int at = pairs.size();
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            alphas[--at] = pair.inverse * dot(pair.step, q);
            add(-alphas[at], pair.change, q);
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.getLast();
            double scale = 1.0 / (last.inverse * dot(last.change, last.change));
            for (int i = 0; i < q.length; i++) {
                q[i] *= scale;
            }
        }
        for (Pair pair : pairs) {
            double beta = pair.inverse * dot(pair.change, q);
            add(alphas[at++] - beta, pair.step, q);
        }
        for (int i = 0; i < q.length; i++) {
            q[i] = -q[i];
        }
        return q;
    }

    private static void add(double scale, double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += scale * from[i];
        }
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        add(-1.0, b, difference);
        return difference;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0.0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
