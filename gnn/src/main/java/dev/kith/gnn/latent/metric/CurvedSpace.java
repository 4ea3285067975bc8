package dev.kith.gnn.latent.metric;

/**
 * A sphere or a hyperboloid of trained radius R, whose points are the exponential map at the origin of the embedding's
 * rows. With {@code a = ‖x‖/R}, {@code b = ‖y‖/R} and q a quarter of the squared distance of the directions the distance
 * is {@code 2R asin √h}, {@code h = sin²((a-b)/2) + q sin a sin b}; on the hyperboloid with sinh and asinh. So equal
 * points have distance 0 exactly, where an arcus cosine would lose half of the digits.
 *
 * @param curvature 1 for the sphere, -1 for the hyperboloid
 */
public record CurvedSpace(int curvature) implements Metric {
    public static final CurvedSpace SPHERICAL = new CurvedSpace(1);
    public static final CurvedSpace HYPERBOLIC = new CurvedSpace(-1);

    private static final double LEAST = 1e-12;

    /** The logarithm of R. */
    @Override
    public double[] start(int width, long seed) {
        return new double[1];
    }

    @Override
    public double distance(double[] parameters, double[] x, double[] y) {
        return new Pair(Math.exp(parameters[0]), x, y).distance();
    }

    @Override
    public void derive(double[] parameters, double[] x, double[] y, double scale, Slopes slopes) {
        new Pair(Math.exp(parameters[0]), x, y).walkBack(scale, slopes);
    }

    private double sine(double x) {
        return curvature > 0 ? Math.sin(x) : Math.sinh(x);
    }

    private double cosine(double x) {
        return curvature > 0 ? Math.cos(x) : Math.cosh(x);
    }

    private static double norm(double[] x) {
        double squares = 0.0;
        for (double value : x) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /** Two points in polar coordinates. */
    private final class Pair {
        private final double radius;
        private final double a;
        private final double b;
        private final double[] towardsX;
        private final double[] towardsY;
        private final double q;
        private final double h;

        Pair(double radius, double[] x, double[] y) {
            this.radius = radius;
            a = norm(x) / radius;
            b = norm(y) / radius;
            towardsX = direction(x, a * radius);
            towardsY = direction(y, b * radius);
            double squares = RadialMetric.euclidean(towardsX, towardsY);
            q = squares * squares / 4.0;
            double half = sine((a - b) / 2.0);
            double most = curvature > 0 ? 1.0 : Double.MAX_VALUE;
            h = Math.max(0.0, Math.min(most, half * half + q * (sine(a) * sine(b))));
        }

        private static double[] direction(double[] x, double length) {
            double[] unit = new double[x.length];
            for (int c = 0; c < x.length && length > LEAST; c++) {
                unit[c] = x[c] / length;
            }
            return unit;
        }

        double distance() {
            double root = Math.sqrt(h);
            double angle = curvature > 0 ? Math.asin(root) : Math.log(root + Math.sqrt(1.0 + h));
            return 2.0 * radius * angle;
        }

        void walkBack(double scale, Slopes slopes) {
            double inside = h * (1.0 - curvature * h);
            if (inside < LEAST * LEAST) {
                return;
            }
            double byH = scale * radius / Math.sqrt(inside);
            double half = (a - b) / 2.0;
            double turn = sine(half) * cosine(half);
            double byA = byH * (turn + q * cosine(a) * sine(b));
            double byB = byH * (-turn + q * sine(a) * cosine(b));
            double byDirection = byH * sine(a) * sine(b) / 2.0;
            // R = e^raw.
            slopes.parameters()[0] += scale * distance() - byA * a - byB * b;
            point(towardsX, towardsY, a, byA, byDirection, slopes.x());
            point(towardsY, towardsX, b, byB, byDirection, slopes.y());
        }

        private void point(
                double[] own, double[] other, double angle, double byAngle, double byDirection, double[] slopes) {
            double length = angle * radius;
            if (length <= LEAST) {
                return;
            }
            double along = 0.0;
            for (int c = 0; c < own.length; c++) {
                along += own[c] * (own[c] - other[c]);
            }
            for (int c = 0; c < own.length; c++) {
                double across = own[c] - other[c] - along * own[c];
                slopes[c] += byAngle * own[c] / radius + byDirection * across / length;
            }
        }
    }
}
