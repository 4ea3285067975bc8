package dev.kith.search.strategy;

/** Adam on one vector (Kingma and Ba 2015, algorithm 1), upwards. */
final class VectorAdam {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double EPSILON = 1e-8;

    private final double rate;
    private final double[] mean;
    private final double[] square;
    private int steps;

    VectorAdam(int size, double rate) {
        this.rate = rate;
        this.mean = new double[size];
        this.square = new double[size];
    }

    void ascend(double[] weights, double[] gradient) {
        steps++;
        double firstScale = 1.0 - StrictMath.pow(FIRST, steps);
        double secondScale = 1.0 - StrictMath.pow(SECOND, steps);
        for (int i = 0; i < weights.length; i++) {
            mean[i] = FIRST * mean[i] + (1.0 - FIRST) * gradient[i];
            square[i] = SECOND * square[i] + (1.0 - SECOND) * gradient[i] * gradient[i];
            weights[i] += rate * (mean[i] / firstScale) / (Math.sqrt(square[i] / secondScale) + EPSILON);
        }
    }
}
