package dev.kith.gnn.model.adpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Matrices;
import dev.kith.gnn.model.Preparation.Prepared;
import dev.kith.gnn.model.amud.DirectedPattern;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Operators and propagation against worked numbers and dense products. */
class PatternOperatorTest {
    private static final int[] ARCS = {0, 1, 0, 2, 1, 2, 3, 2};
    private static final float[] X = {1, 0, 0, 1, 2, 1, 4, 2};

    @Test
    void workedExampleWithColumnSums() {
        assertApplied(
                DirectedPattern.FORWARD,
                Normalisation.COLUMN,
                1.154701,
                .696923,
                .707107,
                .853553,
                1,
                .5,
                3.535534,
                1.767767);
        assertApplied(
                DirectedPattern.BACKWARD,
                Normalisation.COLUMN,
                .577350,
                0,
                .408248,
                .5,
                2.702889,
                1.560660,
                2.828427,
                1.414214);
        assertApplied(DirectedPattern.TWICE_FORWARD, Normalisation.COLUMN, 2, 1, 0, 0, 0, 0, 0, 0);
        assertApplied(
                DirectedPattern.COMMON_TARGET, Normalisation.COLUMN, 1.654701, .866025, 1.622008, 1, 0, 0, 1.622008, 1);
        assertApplied(DirectedPattern.COMMON_SOURCE, Normalisation.COLUMN, 0, 0, .707107, .853553, 1.5, 1.103553, 0, 0);
        assertApplied(DirectedPattern.TWICE_BACKWARD, Normalisation.COLUMN, 0, 0, 0, 0, 1, 0, 0, 0);
    }

    @Test
    void workedExampleWithRowSumsOnBothSides() {
        assertApplied(
                DirectedPattern.FORWARD,
                Normalisation.REFERENCE,
                1.488034,
                .985599,
                1.414214,
                1.207107,
                2,
                1,
                3.414214,
                1.707107);
        assertApplied(DirectedPattern.BACKWARD, Normalisation.REFERENCE, 1, 0, .707107, .5, 3, 1.603553, 4, 2);
        assertApplied(DirectedPattern.TWICE_FORWARD, Normalisation.REFERENCE, 0, 0, 0, 0, 0, 0, 0, 0);
        assertApplied(
                DirectedPattern.COMMON_TARGET,
                Normalisation.REFERENCE,
                1.654701,
                .866025,
                1.622008,
                1,
                0,
                0,
                1.622008,
                1);
        assertApplied(DirectedPattern.TWICE_BACKWARD, Normalisation.REFERENCE, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void hopsAddUpAndDecay() {
        double[] plain = {1.244017, .895168, .707107, .603553, .5, .25, 2.853553, 1.426777};
        double[] decayed = {.381732, .274686, .216979, .185203, .153427, .076714, .875625, .437812};
        for (boolean decays : new boolean[] {false, true}) {
            var propagation =
                    new DirectedPropagation(List.of(DirectedPattern.FORWARD), 2, 0.5, Normalisation.COLUMN, decays);
            try (Engine engine = new Engine(1);
                    Input.Dense x = new Input.Dense(Tensor.of(4, 2, X));
                    Prepared made = propagation.prepare(engine, x, graph(4, ARCS, null), Matrices::inMemory)) {
                assertClose(part(made, 2).toArray(), decays ? decayed : plain, 1e-6);
                assertThat(part(made, 0)).isSameAs(x.tensor());
            }
        }
    }

    @Property(tries = 40)
    void twoProductsAreOneDenseOne(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
        int n = 3 + CounterRandom.below(seed, 1, 0, 12);
        int[] arcs = simple(n, seed);
        float[] weights = seed % 2 == 0 ? null : new float[arcs.length / 2];
        for (int e = 0; weights != null && e < weights.length; e++) {
            weights[e] = 0.5f + CounterRandom.uniform(seed, 4, e);
        }
        double r = CounterRandom.below(seed, 5, 0, 5) / 4.0;
        float[] x = new float[3 * n];
        for (int e = 0; e < x.length; e++) {
            x[e] = CounterRandom.normal(seed, 6, e);
        }
        for (Normalisation normalisation : Normalisation.values()) {
            for (DirectedPattern pattern : DirectedPattern.values()) {
                double[][] s = dense(pattern, normalisation, r, n, arcs, weights);
                double[] expected = new double[3 * n];
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        for (int c = 0; c < 3; c++) {
                            expected[3 * i + c] += s[i][j] * x[3 * j + c];
                        }
                    }
                }
                assertClose(applied(pattern, normalisation, r, graph(n, arcs, weights), x), expected, 1e-5);
            }
        }
    }

    @Property(tries = 20)
    void exponentsAtTheirEndsMakeSumsOne(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
        int n = 3 + CounterRandom.below(seed, 1, 0, 12);
        int[] arcs = simple(n, seed);
        for (DirectedPattern pattern : DirectedPattern.values()) {
            for (double sum : sums(dense(pattern, Normalisation.COLUMN, 0.0, n, arcs, null))) {
                assertThat(sum).satisfiesAnyOf(s -> assertThat(s).isZero(), s -> assertThat(s)
                        .isCloseTo(1, within(1e-9)));
            }
            float[] ones = new float[n];
            Arrays.fill(ones, 1f);
            for (float sum : applied(pattern, Normalisation.COLUMN, 0.0, graph(n, arcs, null), ones)) {
                assertThat(sum == 0f || Math.abs(sum - 1f) < 1e-5f).isTrue();
            }
            // Column sums of S are the row sums of its transpose.
            float[] identity = new float[n * n];
            for (int i = 0; i < n; i++) {
                identity[i * n + i] = 1f;
            }
            float[] all = applied(pattern, Normalisation.COLUMN, 1.0, graph(n, arcs, null), identity);
            for (int c = 0; c < n; c++) {
                float sum = 0f;
                for (int i = 0; i < n; i++) {
                    sum += all[i * n + c];
                }
                assertThat(sum == 0f || Math.abs(sum - 1f) < 1e-5f).isTrue();
            }
        }
    }

    @Test
    void withoutDirectionsPatternsOfOneOrderAreTheSame() {
        int[] both = {0, 1, 1, 0, 1, 2, 2, 1, 2, 3, 3, 2, 0, 2, 2, 0};
        for (int order = 1; order <= 2; order++) {
            float[] first = null;
            for (DirectedPattern pattern : DirectedPattern.values()) {
                if (pattern.order() == order) {
                    float[] made = applied(pattern, Normalisation.COLUMN, 0.5, graph(4, both, null), X);
                    first = first == null ? made : first;
                    assertThat(made).containsExactly(first);
                }
            }
        }
    }

    @Test
    void theSameAtAnyNumberOfThreads() {
        int[] arcs = simple(60, 3);
        float[] x = new float[60 * 19];
        for (int e = 0; e < x.length; e++) {
            x[e] = CounterRandom.normal(1, 1, e);
        }
        var propagation = new DirectedPropagation(DirectedPattern.upTo(2), 2, 0.4, Normalisation.COLUMN, true);
        float[][] first = null;
        for (int threads : new int[] {1, 2, 4}) {
            try (Engine engine = new Engine(threads);
                    Input.Dense input = new Input.Dense(Tensor.of(60, 19, x));
                    Prepared made = propagation.prepare(engine, input, graph(60, arcs, null), Matrices::inMemory)) {
                float[][] parts = IntStream.range(0, 13)
                        .mapToObj(p -> part(made, p).toArray())
                        .toArray(float[][]::new);
                first = first == null ? parts : first;
                assertThat(parts).isDeepEqualTo(first);
                assertThat(engine.pool().bytesTaken()).isZero();
            }
        }
    }

    private static Tensor part(Prepared made, int index) {
        return ((Input.Dense) ((Input.Beside) made.input()).parts().get(index)).tensor();
    }

    private static void assertApplied(DirectedPattern pattern, Normalisation normalisation, double... expected) {
        assertClose(applied(pattern, normalisation, 0.5, graph(4, ARCS, null), X), expected, 1e-6);
    }

    private static void assertClose(float[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSize(expected.length);
        for (int e = 0; e < expected.length; e++) {
            assertThat((double) actual[e])
                    .as("element " + e)
                    .isCloseTo(expected[e], within(tolerance * Math.max(1, Math.abs(expected[e]))));
        }
    }

    private static float[] applied(
            DirectedPattern pattern, Normalisation normalisation, double r, Neighbourhoods graph, float[] x) {
        int n = graph.nodes();
        try (Engine engine = new Engine(2);
                Tensor input = Tensor.of(n, x.length / n, x);
                Tensor between = Tensor.zeros(n, x.length / n);
                Tensor output = Tensor.zeros(n, x.length / n)) {
            PatternOperator.of(pattern, BothWays.of(graph), r, normalisation, engine)
                    .apply(engine, 1f, input, between, output);
            return output.toArray();
        }
    }

    /** Arcs without repetition; self-loops among them. */
    private static int[] simple(int n, int seed) {
        return IntStream.range(0, n * n)
                .filter(pair -> CounterRandom.below(seed, 3, pair, 4) == 0)
                .flatMap(pair -> IntStream.of(pair / n, pair % n))
                .toArray();
    }

    private static Neighbourhoods graph(int n, int[] arcs, float[] weights) {
        int m = arcs.length / 2;
        int[] from = IntStream.range(0, m).map(e -> arcs[2 * e]).toArray();
        int[] to = IntStream.range(0, m).map(e -> arcs[2 * e + 1]).toArray();
        return Neighbourhoods.of(Csr.of(n, from, to, weights).transpose());
    }

    private static double[] sums(double[][] s) {
        return Arrays.stream(s).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    }

    private static double[][] dense(
            DirectedPattern pattern, Normalisation normalisation, double r, int n, int[] arcs, float[] weights) {
        double[][] a = new double[n][n];
        for (int e = 0; e < arcs.length / 2; e++) {
            if (arcs[2 * e] != arcs[2 * e + 1]) {
                a[arcs[2 * e]][arcs[2 * e + 1]] = weights == null ? 1.0 : weights[e];
            }
        }
        double[][] m = step(a, pattern.first());
        if (pattern.second() == null) {
            for (int i = 0; i < n; i++) {
                m[i][i] += 1.0;
            }
        } else {
            double[][] p = m;
            double[][] q = step(a, pattern.second());
            m = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n; k++) {
                        m[i][j] += p[i][k] * q[k][j];
                    }
                }
            }
        }
        double[] out = sums(m);
        double[] in = normalisation == Normalisation.REFERENCE ? out : sums(turned(m));
        double[][] s = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                s[i][j] = power(out[i], r - 1) * m[i][j] * power(in[j], -r);
            }
        }
        return s;
    }

    private static double power(double base, double exponent) {
        return base == 0 && exponent < 0 ? 0 : Math.pow(base, exponent);
    }

    private static double[][] step(double[][] a, DirectedPattern.Step step) {
        return turned(step == DirectedPattern.Step.ALONG ? turned(a) : a);
    }

    private static double[][] turned(double[][] a) {
        double[][] t = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }
}
