package dev.kith.gnn.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Features;
import dev.kith.graph.random.CounterRandom;
import org.junit.jupiter.api.Test;

class SpectralMapTest {
    /** Of columns that follow from two hidden ones, two dimensions are enough; more are 0. */
    @Test
    void denseFeaturesOfRankTwo() {
        int n = 80;
        float[] values = new float[n * 5];
        for (int i = 0; i < n; i++) {
            float a = CounterRandom.normal(1, 1, i);
            float b = CounterRandom.normal(1, 2, i);
            float[] row = {a, 3 * b + 7, a + b, a - b, 2 * a};
            System.arraycopy(row, 0, values, i * 5, 5);
        }
        try (Engine engine = new Engine(2)) {
            Input.Dense x = (Input.Dense) Input.of(new Features.Dense(values, n, 5));
            SpectralMap map = SpectralMap.of(engine, x, 4);
            double[][] placed = placed(values, n, 5, map);
            double[] squares = new double[4];
            double[] sums = new double[4];
            double product = 0;
            for (double[] row : placed) {
                for (int c = 0; c < 4; c++) {
                    squares[c] += row[c] * row[c];
                    sums[c] += row[c];
                }
                product += row[0] * row[1];
            }
            // All that five standardised columns have.
            assertThat(squares[0] + squares[1]).isCloseTo(5.0 * n, within(1e-2));
            assertThat(squares[0]).isGreaterThan(squares[1]);
            assertThat(squares[2] + squares[3]).isCloseTo(0, within(1e-6));
            assertThat(product).isCloseTo(0, within(1e-2));
            assertThat(sums).containsExactly(new double[4], within(1e-2));
            x.close();
        }
    }

    /** Rows with the same words lie together, whatever else is common to all. */
    @Test
    void sparseFeatures() {
        int n = 40;
        int[] offsets = new int[n + 1];
        int[] indices = new int[n * 2];
        float[] values = new float[n * 2];
        for (int i = 0; i < n; i++) {
            offsets[i + 1] = 2 * (i + 1);
            indices[2 * i] = 0;
            indices[2 * i + 1] = 1 + i % 3;
            values[2 * i] = 1;
            values[2 * i + 1] = 1;
        }
        try (Engine engine = new Engine(1)) {
            SpectralMap map = SpectralMap.of(engine, Input.of(new Features.Sparse(offsets, indices, values, n, 4)), 3);
            double[] first = row(map, 0, 1);
            assertThat(cosine(first, row(map, 0, 1))).isCloseTo(1, within(1e-9));
            assertThat(cosine(first, row(map, 0, 2))).isLessThan(0.5);
        }
    }

    private static double[] row(SpectralMap map, int... words) {
        double[] sum = new double[3];
        for (int word : words) {
            for (int c = 0; c < 3; c++) {
                sum[c] += map.weight()[word][c];
            }
        }
        return sum;
    }

    private static double cosine(double[] a, double[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int c = 0; c < a.length; c++) {
            ab += a[c] * b[c];
            aa += a[c] * a[c];
            bb += b[c] * b[c];
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static double[][] placed(float[] values, int n, int f, SpectralMap map) {
        double[][] placed = new double[n][];
        for (int i = 0; i < n; i++) {
            placed[i] = map.bias().clone();
            for (int k = 0; k < f; k++) {
                for (int c = 0; c < placed[i].length; c++) {
                    placed[i][c] += values[i * f + k] * map.weight()[k][c];
                }
            }
        }
        return placed;
    }
}
