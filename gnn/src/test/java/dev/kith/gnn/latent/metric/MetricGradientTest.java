package dev.kith.gnn.latent.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.latent.metric.Snowflake.LogForm;
import dev.kith.graph.random.CounterRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each metric's derivatives against central differences, and that it is one: symmetric and 0 between equal points. */
class MetricGradientTest {
    private static final double STEP = 1e-6;
    private static final int WIDTH = 6;

    static Stream<Metric> metrics() {
        return Stream.of(
                Power.EUCLIDEAN,
                Power.FIXED_SNOWFLAKE,
                Snowflake.of(3, 5, LogForm.OUTSIDE, true),
                Snowflake.of(2, 5, LogForm.INSIDE, true),
                Snowflake.of(1, 3, LogForm.OUTSIDE, false),
                new CoordinateSnowflake(3, 4),
                CurvedSpace.SPHERICAL,
                CurvedSpace.HYPERBOLIC,
                ProductSpace.OF_THREE);
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void derivatives(Metric metric) {
        for (int draw = 0; draw < 5; draw++) {
            double[] parameters = metric.start(WIDTH, draw);
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] += 0.3 * CounterRandom.normal(draw, 1, i);
            }
            double[] x = point(draw, 2);
            double[] y = point(draw, 3);
            Metric.Slopes slopes =
                    new Metric.Slopes(new double[parameters.length], new double[WIDTH], new double[WIDTH]);
            double scale = 1.7;
            metric.derive(parameters, x, y, scale, slopes);
            compare(parameters, slopes.parameters(), p -> scale * metric.distance(p, x, y));
            compare(x, slopes.x(), p -> scale * metric.distance(parameters, p, y));
            compare(y, slopes.y(), p -> scale * metric.distance(parameters, x, p));
        }
    }

    private static double[] point(long draw, long stream) {
        double[] x = new double[WIDTH];
        for (int c = 0; c < WIDTH; c++) {
            x[c] = 0.6 * CounterRandom.normal(draw, stream, c);
        }
        return x;
    }

    private static void compare(double[] at, double[] slopes, ToDoubleFunction<double[]> function) {
        for (int i = 0; i < at.length; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double slope = (function.applyAsDouble(up) - function.applyAsDouble(down)) / (2 * STEP);
            assertThat(slopes[i]).isCloseTo(slope, within(1e-6 * Math.max(1e-2, Math.abs(slope))));
        }
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void equalPoints(Metric metric) {
        double[] parameters = metric.start(WIDTH, 1);
        double[] x = point(1, 2);
        double[] y = point(2, 2);
        assertThat(metric.distance(parameters, x, x.clone())).isZero();
        assertThat(metric.distance(parameters, x, y))
                .isEqualTo(metric.distance(parameters, y, x))
                .isPositive();
        Metric.Slopes slopes = new Metric.Slopes(new double[parameters.length], new double[WIDTH], new double[WIDTH]);
        metric.derive(parameters, x, x.clone(), 1, slopes);
        assertThat(slopes.x()).containsOnly(0.0);
        assertThat(slopes.parameters()).doesNotContain(Double.NaN);
    }
}
