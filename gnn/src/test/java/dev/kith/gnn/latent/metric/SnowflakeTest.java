package dev.kith.gnn.latent.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.latent.metric.Snowflake.LogForm;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The snowflake against values computed by hand, and what must hold for all its weights. */
class SnowflakeTest {
    private static final double[] OUTSIDE = {
        0, 1.193579944006034, 2.4646751699862555, 3.3270253531046876, 5.710746151942004
    };
    private static final double[] INSIDE = {
        0, 1.1266643250367596, 2.325267739388503, 3.1602518661560257, 5.588294699143985
    };

    @Test
    void oneLayer() {
        double half = Snowflake.ofExponent(0.5);
        double[] parameters = {1, 1, 1, 1, 1, half, half};
        double[] t = {0, 0.25, 1, 2, 10};
        for (int i = 0; i < t.length; i++) {
            assertThat(Snowflake.of(1, 1, LogForm.OUTSIDE, false).of(parameters, t[i]))
                    .isCloseTo(OUTSIDE[i], within(1e-12));
            assertThat(Snowflake.of(1, 1, LogForm.INSIDE, false).of(parameters, t[i]))
                    .isCloseTo(INSIDE[i], within(1e-12));
        }
        double[] squared = {1, 1, 1, 1, 1, half, half, 1};
        assertThat(Snowflake.of(1, 1, LogForm.OUTSIDE, true).of(squared, 2))
                .isCloseTo(11.069097700201372, within(1e-11));
        assertThat(Snowflake.of(1, 1, LogForm.INSIDE, true).of(squared, 2)).isCloseTo(9.987191857542642, within(1e-11));
    }

    @Test
    void twoLayers() {
        double[] parameters = {
            1,
            0.5,
            1,
            0,
            0.5,
            0.5,
            0.2,
            0.3,
            0.5,
            Snowflake.ofExponent(0.5),
            Snowflake.ofExponent(0.8),
            1,
            1,
            2,
            1,
            0,
            1,
            Snowflake.ofExponent(0.9),
            Snowflake.ofExponent(0.6),
            0
        };
        double[] t = {0.1, 1, 3};
        twoLayers(LogForm.OUTSIDE, parameters, t, 1.550506811, 3.418911488, 4.140976106);
        twoLayers(LogForm.INSIDE, parameters, t, 1.422086929, 3.122756648, 3.828839899);
        double[] bent = parameters.clone();
        bent[bent.length - 1] = 0.5;
        twoLayers(LogForm.OUTSIDE, bent, t, 1.930680978, 6.321669490, 8.426633139);
    }

    private static void twoLayers(LogForm form, double[] parameters, double[] t, double... expected) {
        Snowflake snowflake = new Snowflake(List.of(2, 1), List.of(2, 1), form, true);
        for (int i = 0; i < t.length; i++) {
            assertThat(snowflake.of(parameters, t[i])).isCloseTo(expected[i], within(1e-8));
        }
    }

    @ParameterizedTest
    @EnumSource(LogForm.class)
    void rises(LogForm form) {
        for (int net = 0; net < 20; net++) {
            Snowflake snowflake = Snowflake.of(3, 4, form, true);
            double[] parameters = random(snowflake, net, 0.7);
            assertThat(snowflake.of(parameters, 0)).isZero();
            double before = 0;
            for (double t = 1e-9; t < 1e3; t *= 1.3) {
                double now = snowflake.of(parameters, t);
                assertThat(now).isGreaterThanOrEqualTo(before);
                before = now;
            }
        }
    }

    /** A metric without the power, and with it the factor 2^|p| at most. */
    @ParameterizedTest
    @EnumSource(LogForm.class)
    void triangles(LogForm form) {
        for (int net = 0; net < 200; net++) {
            for (double p : new double[] {0.0, 0.7}) {
                Snowflake snowflake = Snowflake.of(2, 3, form, true);
                double[] parameters = random(snowflake, net, p);
                double[][] points = new double[12][3];
                for (int i = 0; i < points.length; i++) {
                    for (int c = 0; c < 3; c++) {
                        points[i][c] = CounterRandom.normal(net, 7, i * 3 + c);
                    }
                }
                triangles(snowflake, parameters, points, Math.pow(2, p));
            }
        }
    }

    private static void triangles(Metric metric, double[] parameters, double[][] points, double factor) {
        int n = points.length;
        double[][] d = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                d[i][j] = metric.distance(parameters, points[i], points[j]);
            }
        }
        double worst = 0;
        for (int i = 0; i < n; i++) {
            assertThat(d[i][i]).isZero();
            for (int j = 0; j < n; j++) {
                assertThat(d[i][j]).isEqualTo(d[j][i]);
                for (int k = 0; k < n; k++) {
                    worst = Math.max(worst, d[i][j] - factor * (d[i][k] + d[k][j]));
                }
            }
        }
        assertThat(worst).isLessThanOrEqualTo(1e-9);
    }

    /** Weights of both signs, exponents from about 0.05 to 1. */
    private static double[] random(Snowflake snowflake, long net, double p) {
        double[] parameters = snowflake.start(3, net);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = 2 * CounterRandom.normal(net, 3, i);
        }
        parameters[parameters.length - 1] = p;
        return parameters;
    }

    @Test
    void startsNearTheIdentity() {
        Snowflake snowflake = Snowflake.of(3, 16, LogForm.OUTSIDE, false);
        double[] parameters = snowflake.start(4, 1);
        assertThat(snowflake.of(parameters, 1)).isBetween(0.7, 1.3);
        assertThat(snowflake.of(parameters, 4) / snowflake.of(parameters, 1)).isBetween(2.0, 4.0);
        assertThat(Arrays.equals(parameters, snowflake.start(4, 2))).isFalse();
    }
}
