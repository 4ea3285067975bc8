package dev.kith.gnn.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.latent.metric.CurvedSpace;
import dev.kith.gnn.latent.metric.Metric;
import dev.kith.gnn.latent.metric.Power;
import dev.kith.gnn.latent.metric.Snowflake;
import dev.kith.gnn.latent.metric.Snowflake.LogForm;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourDrawTest {
    private static final double[] LAW = {.541948, .297427, .133643, .026982};

    /** Specification of neural snowflakes, section 9, test 7: distances 0, 0.3, 0.7, 1.5 from the first node, T = 2. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void drawsByTheLaw(int most) {
        try (Engine engine = new Engine(1);
                Tensor z = Tensor.of(4, 1, 0f, 0.3f, 0.7f, 1.5f)) {
            NeighbourDraw draw = new NeighbourDraw(engine, 1, true, most, 64);
            Energy energy = new Energy(Power.EUCLIDEAN, new double[0], false, 2);
            int draws = 20_000;
            double[] share = new double[4];
            for (int s = 0; s < draws; s++) {
                share[draw.draw(z, energy, keys(4), Noise.of(CounterRandom.bits(1, 2, s)))[0][0]] += 1.0 / draws;
            }
            assertThat(share).containsExactly(LAW, within(0.012));
        }
    }

    /** As many draws as it takes to tell the noise's sign: subtracted, it gives .592, .308, .097 and .003. */
    @Test
    void theNoiseIsAdded() {
        double[] energies = {0, .6, 1.4, 3};
        assertThat(shares(energies, 1)).containsExactly(LAW, within(0.003));
        assertThat(shares(energies, -1)[0]).isGreaterThan(LAW[0] + 0.03);
    }

    private static double[] shares(double[] energies, int sign) {
        int draws = 400_000;
        double[] shares = new double[4];
        for (int s = 0; s < draws; s++) {
            Noise noise = Noise.of(CounterRandom.bits(3, 4, s));
            int best = IntStream.range(0, 4)
                    .boxed()
                    .max(Comparator.comparingDouble(j -> -energies[j] + sign * noise.gumbel(0, j)))
                    .orElseThrow();
            shares[best] += 1.0 / draws;
        }
        return shares;
    }

    private static long[] keys(int n) {
        return LongStream.range(0, n).map(i -> CounterRandom.bits(9, 9, i)).toArray();
    }

    private static Tensor places(int n, int d) {
        Tensor z = Tensor.uninitialised(n, d);
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < d; c++) {
                z.set(i, c, CounterRandom.normal(5, c, i));
            }
        }
        return z;
    }

    private static Energy energy(Metric metric, double sharpness) {
        return new Energy(metric, metric.start(3, 1), false, sharpness);
    }

    /** Every pair's score, written out. */
    private static int[][] reference(Tensor z, Energy energy, long[] keys, Noise noise, int k) {
        double[][] points = NeighbourDraw.points(z);
        int n = points.length;
        int[][] drawn = new int[n][];
        for (int i = 0; i < n; i++) {
            int row = i;
            drawn[i] = IntStream.range(0, n)
                    .filter(j -> j != row)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> energy.of(points[row], points[j])
                            - (noise.isNone() ? 0 : noise.gumbel(keys[row], keys[j]))))
                    .limit(k)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
        }
        return drawn;
    }

    @Test
    void theSameWhicheverWayTheyAreLookedAt() {
        int n = 91;
        try (Tensor z = places(n, 3)) {
            for (Metric metric :
                    new Metric[] {Power.EUCLIDEAN, Snowflake.of(2, 4, LogForm.OUTSIDE, true), CurvedSpace.HYPERBOLIC}) {
                for (double sharpness : new double[] {0.01, 3, 400}) {
                    for (Noise noise : new Noise[] {Noise.NONE, Noise.of(77)}) {
                        Energy energy = energy(metric, sharpness);
                        int[][] expected = reference(z, energy, keys(n), noise, 7);
                        for (int threads = 1; threads <= 2; threads++) {
                            try (Engine engine = new Engine(threads)) {
                                for (int most : new int[] {0, n}) {
                                    for (int height : new int[] {1, 13, n}) {
                                        assertThat(new NeighbourDraw(engine, 7, false, most, height)
                                                        .draw(z, energy, keys(n), noise))
                                                .as("%s %s %d %d", energy, noise, most, height)
                                                .isDeepEqualTo(expected);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /** Noise goes with the nodes. */
    @Test
    void otherRowsOfTheSameNodes() {
        int n = 60;
        int[] moved = IntStream.range(0, n).toArray();
        CounterRandom.shuffle(moved, 1, 1);
        long[] keys = keys(n);
        long[] movedKeys = Arrays.stream(moved).mapToLong(i -> keys[i]).toArray();
        try (Engine engine = new Engine(1);
                Tensor z = places(n, 3);
                Tensor other = Tensor.uninitialised(n, 3)) {
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < 3; c++) {
                    other.set(i, c, z.get(moved[i], c));
                }
            }
            NeighbourDraw draw = new NeighbourDraw(engine, 5, false);
            int[][] before = draw.draw(z, energy(Power.EUCLIDEAN, 1), keys, Noise.of(4));
            int[][] after = draw.draw(other, energy(Power.EUCLIDEAN, 1), movedKeys, Noise.of(4));
            for (int i = 0; i < n; i++) {
                int[] named =
                        Arrays.stream(after[i]).map(j -> moved[j]).sorted().toArray();
                assertThat(named).isEqualTo(before[moved[i]]);
            }
        }
    }

    @Test
    void equalPlacesByTheirRows() {
        try (Engine engine = new Engine(1);
                Tensor z = Tensor.zeros(6, 2)) {
            assertThat(new NeighbourDraw(engine, 2, false).draw(z, energy(Power.EUCLIDEAN, 1), keys(6), Noise.NONE)[3])
                    .containsExactly(0, 1);
        }
    }

    @Test
    void asUncertainAsItWasAskedFor() {
        try (Tensor z = places(200, 3)) {
            for (Metric metric : new Metric[] {Power.EUCLIDEAN, Snowflake.of(2, 4, LogForm.OUTSIDE, true)}) {
                double sharpness = Sharpness.of(z, energy(metric, 1), 15);
                assertThat(Sharpness.perplexity(z, energy(metric, sharpness))).isCloseTo(15, within(1e-3));
            }
        }
    }
}
