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
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LikelyNeighboursTest {
    private static final int K = 5;

    private static Tensor places(int n) {
        Tensor z = Tensor.uninitialised(n, 3);
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < 3; c++) {
                z.set(i, c, CounterRandom.normal(8, c, i));
            }
        }
        return z;
    }

    private static long[] keys(int n) {
        return LongStream.range(0, n).map(i -> CounterRandom.bits(9, 9, i)).toArray();
    }

    private static Energy energy(Metric metric, double sharpness) {
        return new Energy(metric, metric.start(3, 1), false, sharpness);
    }

    /** The nearest are those that a draw without noise takes, in the order of their distances. */
    @Test
    void nearestFirst() {
        int n = 70;
        try (Engine engine = new Engine(2);
                Tensor z = places(n)) {
            for (Metric metric :
                    new Metric[] {Power.EUCLIDEAN, Snowflake.of(2, 4, LogForm.OUTSIDE, true), CurvedSpace.HYPERBOLIC}) {
                Energy energy = energy(metric, 2);
                NeighbourDraw draw = new NeighbourDraw(engine, K, false);
                InferredGraph graph =
                        new LikelyNeighbours(draw, energy, keys(n)).of(z, new NeighbourQuestion(null, K, 0));
                int[][] nearest = draw.draw(z, energy, keys(n), Noise.NONE);
                double[][] points = NeighbourDraw.points(z);
                assertThat(graph.count()).isEqualTo(n * K);
                for (int i = 0; i < n; i++) {
                    int from = i * K;
                    assertThat(Arrays.copyOfRange(graph.source(), from, from + K))
                            .containsOnly(i);
                    assertThat(Arrays.copyOfRange(graph.target(), from, from + K))
                            .containsExactlyInAnyOrder(nearest[i]);
                    assertThat(Arrays.copyOfRange(graph.distance(), from, from + K))
                            .isSorted();
                    assertThat(Arrays.copyOfRange(graph.rank(), from, from + K)).containsExactly(1, 2, 3, 4, 5);
                    assertThat(graph.distance()[from])
                            .isEqualTo(metric.distance(energy.parameters(), points[i], points[graph.target()[from]]));
                }
            }
        }
    }

    /** The probability beside how often the draw takes a neighbour, in 20,000 draws. */
    @Test
    void asOftenAsTheyAreDrawn() {
        int n = 12;
        try (Engine engine = new Engine(1);
                Tensor z = places(n)) {
            Energy energy = energy(Power.EUCLIDEAN, 2);
            NeighbourDraw draw = new NeighbourDraw(engine, 3, false);
            InferredGraph graph =
                    new LikelyNeighbours(draw, energy, keys(n)).of(z, new NeighbourQuestion(null, n - 1, 0));
            double[][] share = new double[n][n];
            int draws = 20_000;
            for (int s = 0; s < draws; s++) {
                int[][] drawn = draw.draw(z, energy, keys(n), Noise.of(CounterRandom.bits(1, 2, s)));
                for (int i = 0; i < n; i++) {
                    for (int j : drawn[i]) {
                        share[i][j] += 1.0 / draws;
                    }
                }
            }
            double[] sums = new double[n];
            for (int e = 0; e < graph.count(); e++) {
                sums[graph.source()[e]] += graph.probability()[e];
                assertThat(graph.probability()[e])
                        .isEqualTo(share[graph.source()[e]][graph.target()[e]], within(0.035));
            }
            assertThat(sums).usingComparatorWithPrecision(1e-9).containsOnly(3.0);
        }
    }

    /** Beyond the nearest, random nodes stand for the rest: the sum over all nodes is then k in the mean. */
    @Test
    void theRestIsKnownBySome() {
        int n = 1500;
        try (Engine engine = new Engine(2);
                Tensor z = places(n)) {
            for (double sharpness : new double[] {0.1, 2, 40}) {
                Energy energy = energy(Power.EUCLIDEAN, sharpness);
                double[][] points = NeighbourDraw.points(z);
                NeighbourDraw draw = new NeighbourDraw(engine, K, false);
                InferredGraph graph =
                        new LikelyNeighbours(draw, energy, keys(n)).of(z, new NeighbourQuestion(null, 1, 0));
                double ratios = 0.0;
                for (int i = 0; i < n; i += 50) {
                    int row = i;
                    double[] energies = IntStream.range(0, n)
                            .filter(j -> j != row)
                            .mapToDouble(j -> energy.of(points[row], points[j]))
                            .toArray();
                    double least = DoubleStream.of(energies).min().orElseThrow();
                    double[] rates = DoubleStream.of(energies)
                            .map(e -> Math.exp(least - e))
                            .toArray();
                    double exact = -Math.expm1(-LikelyNeighbours.time(rates, new double[0], 0, K));
                    ratios += graph.probability()[i] / exact / 30;
                }
                assertThat(ratios).as("sharpness %s", sharpness).isEqualTo(1.0, within(0.03));
            }
        }
    }

    /** Nobody else to be drawn, and rates of which most are nothing. */
    @Test
    void theEndsOfTheScale() {
        assertThat(-Math.expm1(-LikelyNeighbours.time(new double[] {1, 1, 1}, new double[0], 0, 3)))
                .isEqualTo(1.0, within(1e-9));
        double time = LikelyNeighbours.time(new double[] {1, 1e-300, 1e-300}, new double[0], 0, 2);
        assertThat(-Math.expm1(-time * 1e-300)).isEqualTo(0.5, within(1e-9));
        assertThat(-Math.expm1(-LikelyNeighbours.time(new double[] {1, 0, 0}, new double[0], 0, 2)))
                .isEqualTo(1.0);
    }

    /** Nodes and probabilities that are asked for are those of all. */
    @Test
    void whatIsAskedFor() {
        try (Engine engine = new Engine(2);
                Tensor z = places(40)) {
            LikelyNeighbours likely =
                    new LikelyNeighbours(new NeighbourDraw(engine, K, false), energy(Power.EUCLIDEAN, 4), keys(40));
            InferredGraph all = likely.of(z, new NeighbourQuestion(null, 7, 0));
            InferredGraph some = likely.of(z, new NeighbourQuestion(new int[] {31, 4, 31}, 7, 0.4));
            int[] expected = IntStream.range(0, all.count())
                    .filter(e -> (all.source()[e] == 4 || all.source()[e] == 31) && all.probability()[e] >= 0.4)
                    .toArray();
            assertThat(some.count()).isEqualTo(expected.length).isBetween(2, 13);
            assertThat(some.target())
                    .isEqualTo(IntStream.of(expected).map(e -> all.target()[e]).toArray());
            assertThat(some.rank())
                    .isEqualTo(IntStream.of(expected).map(e -> all.rank()[e]).toArray());
        }
    }

    @Test
    void someOfThem() {
        InferredGraph graph = new InferredGraph(
                new int[] {0, 0, 1, 1, 2},
                new int[] {1, 2, 0, 2, 1},
                new double[] {1, 2, 1, 3, 3},
                new double[] {.5, .2, .6, .4, .4},
                new int[] {1, 2, 1, 2, 1});
        InferredGraph once = graph.eachPairOnce();
        assertThat(once.source()).containsExactly(0, 1, 1);
        assertThat(once.target()).containsExactly(2, 0, 2);
        assertThat(graph.sha256()).isNotEqualTo(once.sha256());
    }
}
