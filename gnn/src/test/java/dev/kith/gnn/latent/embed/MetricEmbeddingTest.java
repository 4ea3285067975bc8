package dev.kith.gnn.latent.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.latent.metric.Power;
import dev.kith.gnn.latent.metric.Snowflake;
import dev.kith.gnn.latent.metric.Snowflake.LogForm;
import org.junit.jupiter.api.Test;

class MetricEmbeddingTest {
    private static final double[][] STAR = {{0, 1, 1, 1}, {1, 0, 2, 2}, {1, 2, 0, 2}, {1, 2, 2, 0}};

    /** No Euclidean embedding of a star of three has a distortion below 2/√3, of any width. */
    @Test
    void aStarFitsASnowflakeAndNoEuclideanSpace() {
        MetricEmbedding flat = MetricEmbedding.of(STAR, 3, Power.EUCLIDEAN, 1);
        assertThat(flat.meanSquare()).isCloseTo(8.97e-3, within(1e-4));
        assertThat(flat.distortion()).isGreaterThanOrEqualTo(2 / Math.sqrt(3) - 1e-9);

        MetricEmbedding bent = MetricEmbedding.of(STAR, 3, Snowflake.of(3, 8, LogForm.OUTSIDE, true), 1);
        assertThat(bent.distortion()).isLessThanOrEqualTo(1.01);
        assertThat(bent.meanSquare()).isLessThan(1e-6);
    }

    /** Steps of √w along an axis of its own for each edge: the square of the distance is the tree's. */
    @Test
    void aTreeIsIsometricUnderASquare() {
        double[][] tree = Trees.binary(15);
        double[][] points = new double[15][15];
        for (int i = 1; i < 15; i++) {
            System.arraycopy(points[(i - 1) / 2], 0, points[i], 0, 15);
            points[i][i] = 1;
        }
        Power square = new Power(2);
        for (int i = 0; i < 15; i++) {
            for (int j = 0; j < 15; j++) {
                assertThat(square.distance(new double[0], points[i], points[j])).isCloseTo(tree[i][j], within(1e-12));
            }
        }
    }

    @Test
    void theValleyOfRosenbrock() {
        double[] x = {-1.2, 1, -1.2, 1};
        Lbfgs.Function rosenbrock = (p, g) -> {
            double sum = 0;
            for (int i = 0; i < p.length; i += 2) {
                double a = 1 - p[i];
                double b = p[i + 1] - p[i] * p[i];
                sum += a * a + 100 * b * b;
                g[i] = -2 * a - 400 * p[i] * b;
                g[i + 1] = 200 * b;
            }
            return sum;
        };
        assertThat(new Lbfgs(200, 10).minimise(rosenbrock, x)).isLessThan(1e-16);
        assertThat(x).containsExactly(new double[] {1, 1, 1, 1}, within(1e-7));
    }
}
