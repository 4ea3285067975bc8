package dev.kith.gnn.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact tests of the specification of TinvNN, section 9. */
class InvariantCoordinatesTest {
    private static final Invariance CHIRAL =
            new Invariance(0, true, true, Invariance.Scale.RMS, Invariance.Signs.MOMENT, true, true);

    private static double[][] h(double[][] points) {
        return InvariantCoordinates.of(points, Invariance.USUAL).values();
    }

    /** Test 1. */
    @Test
    void workedExample() {
        double[][] h = h(new double[][] {{0, 0}, {4, 0}, {0, 1}, {1, 3}});
        double[][] expected = {
            {-0.406282, -0.668487}, {1.429956, 0.001681}, {-0.573824, -0.209427}, {-0.449849, 0.876234}
        };
        assertThat(Moves.difference(h, expected)).isLessThan(1e-6);
        double[] singular = IntStream.range(0, 2)
                .mapToDouble(c -> Math.sqrt(
                        Arrays.stream(h).mapToDouble(row -> row[c] * row[c]).sum()))
                .toArray();
        assertThat(singular).containsExactly(new double[] {1.655741, 1.121839}, within(1e-6));
    }

    /** Test 2, and the issue's: equal within 1e-10 in double, and within 1e-5 as float32 reads and writes. */
    @Property(tries = 100)
    void doesNotChangeWithTheSetsPlace(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 2, max = 3) int d,
            @ForAll @DoubleRange(min = 0.01, max = 100) double scale,
            @ForAll @DoubleRange(min = -50, max = 50) double shift,
            @ForAll boolean mirrors) {
        double[][] points = Moves.cloud(50, d, seed);
        double[][] moved = Moves.moved(points, scale, Moves.orthogonal(d, seed, mirrors), scale * shift);
        InvariantCoordinates before = InvariantCoordinates.of(points, Invariance.USUAL);
        if (before.ambiguous().length > 0) {
            return;
        }
        assertThat(Moves.difference(h(moved), before.values())).isLessThan(1e-10);
        for (int i = 0; i < points.length; i++) {
            for (int c = 0; c < d; c++) {
                assertThat((float) h(moved)[i][c]).isCloseTo((float) before.values()[i][c], within(1e-5f));
            }
        }
    }

    /** Test 3. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void goesWithTheOrder(long seed) {
        double[][] points = Moves.cloud(40, 3, seed);
        int[] order = IntStream.range(0, 40).toArray();
        CounterRandom.shuffle(order, seed, 9);
        double[][] shuffled = Arrays.stream(order).mapToObj(i -> points[i]).toArray(double[][]::new);
        double[][] h = h(points);
        double[][] expected = Arrays.stream(order).mapToObj(i -> h[i]).toArray(double[][]::new);
        assertThat(Moves.difference(h(shuffled), expected)).isLessThan(1e-12);
    }

    /** Test 4, and the 1e-4 in float32. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void keepsDistances(int d) {
        double[][] points = Moves.cloud(50, d, 11);
        double[][] h = h(points);
        double least = Double.POSITIVE_INFINITY;
        double most = 0.0;
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < i; j++) {
                double ratio = Math.sqrt(InvariantCoordinates.squaredDistance(h[i], h[j])
                        / InvariantCoordinates.squaredDistance(points[i], points[j]));
                least = Math.min(least, ratio);
                most = Math.max(most, ratio);
            }
        }
        assertThat(most / least).isCloseTo(1.0, within(1e-9));
    }

    /** Test 5. */
    @Test
    void distancesAndLandmarksGiveWhatCoordinatesGive() {
        double[][] points = Moves.cloud(60, 3, 4);
        double[][] h = h(points);
        SquaredDistances all = SquaredDistances.of(Moves.distances(points));
        InvariantCoordinates fromAll = ClassicalScaling.of(all, 3, Invariance.USUAL);
        assertThat(Moves.difference(fromAll.values(), h)).isLessThan(1e-9);
        assertThat(fromAll.flags().negativeMass()).isLessThan(1e-9);
        assertThat(fromAll.flags().stress()).isLessThan(1e-9);
        for (SquaredDistances distances : new SquaredDistances[] {all, SquaredDistances.ofPoints(points)}) {
            double[][] landmarks = ClassicalScaling.ofLandmarks(distances, 10, 3, Invariance.USUAL)
                    .values();
            assertThat(Moves.difference(landmarks, h)).isLessThan(1e-8);
        }
    }

    /** Distances are asked for between points and landmarks, and not between all points. */
    @Test
    void landmarksAskForFewDistances() {
        double[][] points = Moves.cloud(2000, 3, 4);
        SquaredDistances exact = SquaredDistances.ofPoints(points);
        long[] asked = new long[1];
        SquaredDistances counting = new SquaredDistances() {
            @Override
            public int size() {
                return exact.size();
            }

            @Override
            public double between(int i, int j) {
                asked[0]++;
                return exact.between(i, j);
            }

            @Override
            public double spread(int i) {
                return exact.spread(i);
            }
        };
        ClassicalScaling.ofLandmarks(counting, 10, 3, Invariance.USUAL);
        assertThat(asked[0]).isLessThan(2L * 2000 * 10 + 200);
    }

    /** Test 6. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void mirrorImagesDifferWhereTheyAreToDiffer(int d) {
        double[][] points = Moves.cloud(50, d, 21);
        double[][] turned = Moves.moved(points, 2.0, Moves.orthogonal(d, 5, false), 7.0);
        double[][] mirrored = Moves.moved(points, 2.0, Moves.orthogonal(d, 5, true), 7.0);
        assertThat(Moves.difference(h(mirrored), h(points))).isLessThan(1e-10);
        double[][] chiral = InvariantCoordinates.of(points, CHIRAL).values();
        assertThat(Moves.difference(InvariantCoordinates.of(turned, CHIRAL).values(), chiral))
                .isLessThan(1e-10);
        double[][] other = InvariantCoordinates.of(mirrored, CHIRAL).values();
        long negated = IntStream.range(0, d)
                .filter(c -> IntStream.range(0, 50).allMatch(i -> Math.abs(other[i][c] + chiral[i][c]) < 1e-10))
                .count();
        long same = IntStream.range(0, d)
                .filter(c -> IntStream.range(0, 50).allMatch(i -> Math.abs(other[i][c] - chiral[i][c]) < 1e-10))
                .count();
        assertThat(negated).isEqualTo(1);
        assertThat(same).isEqualTo(d - 1);
    }

    /** Test 7. */
    @Test
    void keepsTheSizeWhereItIsToCount() {
        double[][] points = Moves.cloud(30, 2, 8);
        Invariance kept = Invariance.USUAL.with(Invariance.Scale.NONE);
        double[][] h = InvariantCoordinates.of(points, kept).values();
        double[][] large = InvariantCoordinates.of(
                        Arrays.stream(points)
                                .map(p -> Arrays.stream(p).map(x -> 5.0 * x).toArray())
                                .toArray(double[][]::new),
                        kept)
                .values();
        double[][] expected = Arrays.stream(h)
                .map(row -> Arrays.stream(row).map(x -> 5.0 * x).toArray())
                .toArray(double[][]::new);
        assertThat(Moves.difference(large, expected)).isLessThan(1e-10);
        assertThat(InvariantCoordinates.squaredDistance(h[3], h[7]))
                .isCloseTo(InvariantCoordinates.squaredDistance(points[3], points[7]), within(1e-10));
    }

    /** Test 8: sets with a symmetry. */
    @Test
    void symmetricSetsAreReported() {
        double[][] square = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
        double[][] pentagon = IntStream.range(0, 5)
                .mapToObj(i -> new double[] {Math.cos(2 * Math.PI * i / 5), Math.sin(2 * Math.PI * i / 5)})
                .toArray(double[][]::new);
        for (double[][] set : new double[][][] {square, pentagon}) {
            ScalingFlags flags = InvariantCoordinates.of(set, Invariance.USUAL).flags();
            assertThat(flags.symmetric()).isTrue();
            assertThat(flags.degenerateGroups()).isEqualTo(1);
            assertThat(flags.clear()).isFalse();
        }
        double[][] dented = {{1, 1}, {1, -1}, {-1, 1}, {-1.1, -1}};
        InvariantCoordinates before = InvariantCoordinates.of(dented, Invariance.USUAL);
        assertThat(before.flags().symmetric()).isFalse();
        for (int seed = 0; seed < 20; seed++) {
            double[][] moved = Moves.moved(dented, 3.0, Moves.orthogonal(2, seed, seed % 2 == 0), 40.0);
            assertThat(Moves.difference(h(moved), before.values())).isLessThan(1e-5);
        }
    }

    /** Nearly equal axes, as of cities in a square: the frame fixes what eigenvectors do not. */
    @Test
    void nearlyEqualAxesAreFixedByAFrame() {
        double[][] points = new double[50][2];
        for (int i = 0; i < 50; i++) {
            points[i][0] = CounterRandom.uniformDouble(3, 1, i);
            points[i][1] = CounterRandom.uniformDouble(3, 2, i);
        }
        // Whitened: both axes have the same spread, up to rounding.
        Invariance kept = Invariance.USUAL.with(Invariance.Scale.NONE);
        double[][] h = InvariantCoordinates.of(points, kept).values();
        double[] spread = new double[2];
        for (double[] row : h) {
            spread[0] += row[0] * row[0];
            spread[1] += row[1] * row[1];
        }
        double[][] white = Arrays.stream(h)
                .map(row -> new double[] {row[0] / Math.sqrt(spread[0]), row[1] / Math.sqrt(spread[1])})
                .toArray(double[][]::new);
        InvariantCoordinates before = InvariantCoordinates.of(white, Invariance.USUAL);
        assertThat(before.flags().degenerateGroups()).isEqualTo(1);
        assertThat(before.flags().symmetric()).isFalse();
        assertThat(before.ambiguous()).isEmpty();
        for (int seed = 0; seed < 20; seed++) {
            double[][] moved = Moves.moved(white, 5.0, Moves.orthogonal(2, seed, seed % 2 == 0), 3.0);
            assertThat(Moves.difference(h(moved), before.values())).isLessThan(1e-9);
        }
    }

    /** Test 11. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void resultsTurnBackWithTheSet(boolean mirrors) {
        double[][] points = Moves.cloud(50, 3, 31);
        double[][] q = Moves.orthogonal(3, 6, mirrors);
        double[][] moved = Moves.moved(points, 1.0, q, 5.0);
        InvariantCoordinates before = InvariantCoordinates.of(points, Invariance.USUAL);
        InvariantCoordinates after = InvariantCoordinates.of(moved, Invariance.USUAL);
        double[][] y = {{1, 0, 0}, {0.3, -2, 0.7}, {0, 0, 4}};
        assertThat(Moves.difference(
                        after.frame().positions(y), Moves.moved(before.frame().positions(y), 1.0, q, 5.0)))
                .isLessThan(1e-6);
        assertThat(Moves.difference(
                        after.frame().directions(y), Moves.moved(before.frame().directions(y), 1.0, q, 0.0)))
                .isLessThan(1e-6);
        assertThat(Moves.difference(before.frame().positions(before.values()), points))
                .isLessThan(1e-9);
        assertThat(Moves.difference(before.frame().project(points), before.values()))
                .isLessThan(1e-12);
    }

    /** Test 12: distances that no points have. */
    @Test
    void shortestPathsDoNotDependOnTheNumbering() {
        int[] from = {0, 1, 2, 3, 4, 5, 0, 2, 7, 8};
        int[] to = {1, 2, 3, 4, 5, 0, 3, 6, 8, 9};
        int n = 10;
        int[] names = IntStream.range(0, n).toArray();
        CounterRandom.shuffle(names, 3, 3);
        ScalingFlags flags = paths(n, from, to);
        ScalingFlags renamed = paths(
                n,
                Arrays.stream(from).map(i -> names[i]).toArray(),
                Arrays.stream(to).map(i -> names[i]).toArray());
        assertThat(flags.negativeMass()).isGreaterThan(0.0);
        assertThat(flags.stress()).isBetween(0.01, 1.0);
        assertThat(renamed.stress()).isCloseTo(flags.stress(), within(1e-12));
        assertThat(renamed.negativeMass()).isCloseTo(flags.negativeMass(), within(1e-12));
        assertThat(renamed.ambiguousSigns()).isEqualTo(flags.ambiguousSigns());
        assertThat(renamed.degenerateGroups()).isEqualTo(flags.degenerateGroups());
        assertThat(renamed.symmetric()).isEqualTo(flags.symmetric());
    }

    private static ScalingFlags paths(int n, int[] from, int[] to) {
        int[] both = IntStream.concat(Arrays.stream(from), Arrays.stream(to)).toArray();
        int[] back = IntStream.concat(Arrays.stream(to), Arrays.stream(from)).toArray();
        double[][] squares = ShortestPaths.squared(Csr.of(n, both, back, null));
        return ClassicalScaling.of(SquaredDistances.of(squares), 2, Invariance.USUAL)
                .flags();
    }

    /** Large offsets, single points, points on a line, the same point many times. */
    @Test
    void awkwardSets() {
        double[][] points = Moves.cloud(40, 2, 2);
        double[][] far = Moves.moved(points, 1.0, new double[][] {{1, 0}, {0, 1}}, 1e6);
        assertThat(Moves.difference(h(far), h(points))).isLessThan(1e-8);
        assertThat(h(new double[][] {{3, 4}})).isDeepEqualTo(new double[][] {{0, 0}});
        assertThat(h(new double[][] {{3, 4}, {3, 4}, {3, 4}})).isDeepEqualTo(new double[3][2]);
        InvariantCoordinates line = InvariantCoordinates.of(new double[][] {{0, 0}, {1, 1}, {5, 5}}, Invariance.USUAL);
        for (double[] row : line.values()) {
            assertThat(row[1]).isZero();
        }
        assertThat(line.flags().clear()).isTrue();
        assertThat(InvariantCoordinates.of(
                                new double[0][],
                                new Invariance(
                                        2, true, true, Invariance.Scale.RMS, Invariance.Signs.MOMENT, true, false))
                        .values())
                .isEmpty();
    }

    /** Single switches: only moves, only sizes. */
    @Test
    void invariancesOneByOne() {
        double[][] points = Moves.cloud(20, 2, 5);
        Invariance moves = new Invariance(0, true, false, Invariance.Scale.NONE, Invariance.Signs.MOMENT, true, false);
        double[][] shifted = Moves.moved(points, 1.0, new double[][] {{1, 0}, {0, 1}}, 9.0);
        double[][] turned = Moves.moved(points, 1.0, Moves.orthogonal(2, 1, false), 0.0);
        double[][] h = InvariantCoordinates.of(points, moves).values();
        assertThat(Moves.difference(InvariantCoordinates.of(shifted, moves).values(), h))
                .isLessThan(1e-12);
        assertThat(Moves.difference(InvariantCoordinates.of(turned, moves).values(), h))
                .isGreaterThan(0.1);
    }

    @ParameterizedTest
    @CsvSource({"RMS", "MAXDIST", "FIRST"})
    void everySizeIsDividedOut(Invariance.Scale scale) {
        double[][] points = Moves.cloud(20, 3, 5);
        double[][] moved = Moves.moved(points, 17.0, Moves.orthogonal(3, 1, true), 9.0);
        Invariance rules = Invariance.USUAL.with(scale);
        assertThat(Moves.difference(
                        InvariantCoordinates.of(moved, rules).values(),
                        InvariantCoordinates.of(points, rules).values()))
                .isLessThan(1e-10);
    }
}
