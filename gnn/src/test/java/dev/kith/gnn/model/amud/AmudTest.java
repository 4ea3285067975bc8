package dev.kith.gnn.model.amud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Workers;
import dev.kith.graph.Graph;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.generate.PowerLawGraph;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Worked examples, what must not change the score, and the counts against a slow reference. */
class AmudTest {
    private static final int[] TRIANGLES = {0, 1, 1, 2, 2, 0, 3, 4, 4, 5, 5, 3, 2, 3};
    private static final int[] TRIANGLE_CLASSES = {0, 0, 0, 1, 1, 1};

    /** Classes follow common targets. */
    private static final int[] COMMON = {0, 6, 1, 6, 2, 6, 3, 7, 4, 7, 5, 7, 6, 3, 6, 0, 7, 4, 7, 1};

    private static final int[] COMMON_CLASSES = {0, 0, 0, 1, 1, 1, 1, 0};

    @Test
    void aSymmetricGraphScoresExactlyZero() {
        Graph graph = graph(6, TRIANGLES, false);
        AmudReport report = analyse(graph, TRIANGLE_CLASSES, Map.of());
        assertThat(report.score()).isZero();
        assertThat(report.confidence()).isZero();
        assertThat(report.reciprocity()).isEqualTo(1.0);
        assertThat(report.advice()).isEqualTo(AmudReport.Advice.UNDIRECTED);
        assertRow(report, "A", 14, 12.0 / 14.0, 0.7619, 0.872872);
        for (String second : List.of("AA", "AAᵀ", "AᵀA")) {
            assertRow(report, second, 20, 0.6, 0.3333, 0.577350);
        }
        assertThat(analyse(graph, TRIANGLE_CLASSES, Map.of("formula", "R2_RANGE_2"))
                        .score())
                .isZero();
        assertThat(analyse(graph, TRIANGLE_CLASSES, Map.of("formula", "R2_MEAN_PAIR_6"))
                        .score())
                .isCloseTo(0.3, within(1e-9));
    }

    @Test
    void classesThatFollowCommonTargetsScoreOne() {
        Graph graph = graph(8, COMMON, true);
        AmudReport report = analyse(graph, COMMON_CLASSES, Map.of());
        assertThat(report.score()).isEqualTo(1.0);
        assertThat(report.advice()).isEqualTo(AmudReport.Advice.DIRECTED);
        assertThat(report.formula()).isEqualTo(ScoreFormula.KAPPA_RANGE_2);
        assertRow(report, "A", 10, 0.2, -0.4, -0.215353);
        assertRow(report, "AA", 12, 1.0 / 3.0, -0.1667, -0.100504);
        assertRow(report, "AAᵀ", 12, 1.0, 1.0, 0.603023);
        assertRow(report, "AᵀA", 4, 0.0, -0.75, -0.240192);
        assertThat(analyse(graph, COMMON_CLASSES, Map.of("formula", "R2_RANGE_2"))
                        .score())
                .isCloseTo(0.9722, within(5e-5));
        assertThat(analyse(graph, COMMON_CLASSES, Map.of("formula", "R2_MEAN_PAIR_6"))
                        .score())
                .isCloseTo(0.3502, within(5e-5));
    }

    @Test
    void withoutDirectionsTheSameGraphScoresZero() {
        AmudReport report = analyse(graph(8, COMMON, false), COMMON_CLASSES, Map.of());
        assertThat(report.score()).isZero();
        assertRow(report, "A", 16, 0.25, -0.3125, Double.NaN);
        assertRow(report, "AAᵀ", 24, 0.5, 0.125, Double.NaN);
    }

    @Test
    void equalClassesTellNothing() {
        AmudReport report = analyse(graph(6, TRIANGLES, true), new int[6], Map.of());
        assertThat(report.score()).isNaN();
        assertThat(report.advice()).isEqualTo(AmudReport.Advice.UNDIRECTED);
        assertThat(report.reason()).startsWith("NO_LABEL_SIGNAL");
        assertThat(report.patterns()).isEmpty();
    }

    @Test
    void onlyKnownClassesAreLookedAt() {
        int[] known = {0, 1, 2, 3, 6};
        int[] wrongElsewhere = COMMON_CLASSES.clone();
        wrongElsewhere[4] = 0;
        wrongElsewhere[7] = 1;
        Graph graph = graph(8, COMMON, true);
        assertThat(analyse(graph, COMMON_CLASSES, known, Map.of(), 1))
                .isEqualTo(analyse(graph, wrongElsewhere, known, Map.of(), 1));
    }

    @Test
    void selfLoopsAndRepeatedRelationshipsDoNotCount() {
        int[] more = Arrays.copyOf(COMMON, COMMON.length + 6);
        System.arraycopy(new int[] {0, 6, 0, 6, 2, 2}, 0, more, COMMON.length, 6);
        assertThat(analyse(graph(8, more, true), COMMON_CLASSES, Map.of()))
                .isEqualTo(analyse(graph(8, COMMON, true), COMMON_CLASSES, Map.of()));
    }

    @Property(tries = 40)
    void countsAreThoseOfDenseProducts(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
        int n = 4 + CounterRandom.below(seed, 1, 0, 20);
        int[] arcs = arcs(n, 3 * n, seed);
        int[] classes = classes(n, seed);
        AmudReport report = analyse(graph(n, arcs, true), classes, Map.of());
        double[][] a = dense(n, arcs);
        double[][] t = transposed(a);
        Map<String, double[][]> products =
                Map.of("A", a, "AA", product(a, a), "AAᵀ", product(a, t), "AᵀA", product(t, a));
        for (PatternStatistics row : report.patterns()) {
            double[][] product = products.get(row.name());
            double connected = 0;
            double both = 0;
            for (int u = 0; u < n; u++) {
                for (int v = 0; v < n; v++) {
                    boolean counts = u != v && product[u][v] > 0 && classes[u] >= 0 && classes[v] >= 0;
                    connected += counts ? 1 : 0;
                    both += counts && classes[u] == classes[v] ? 1 : 0;
                }
            }
            assertThat(row.pairs()).isEqualTo(connected);
            assertThat(row.homophily()).isCloseTo(both / connected, within(1e-12));
            assertIdentity(row, classes);
        }
    }

    @Property(tries = 20)
    void namesOrderAndDirectionDoNotMatter(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
        int n = 6 + CounterRandom.below(seed, 1, 0, 20);
        int[] arcs = arcs(n, 3 * n, seed);
        int[] classes = classes(n, seed);
        double score = analyse(graph(n, arcs, true), classes, Map.of()).score();

        int[] moved = IntStream.range(0, n).toArray();
        CounterRandom.shuffle(moved, seed, 9);
        int[] movedClasses = new int[n];
        for (int i = 0; i < n; i++) {
            movedClasses[moved[i]] = classes[i];
        }
        int[] movedArcs = Arrays.stream(arcs).map(i -> moved[i]).toArray();
        assertSame(analyse(graph(n, movedArcs, true), movedClasses, Map.of()).score(), score);

        int[] renamed = Arrays.stream(classes).map(c -> c < 0 ? c : 2 - c).toArray();
        assertSame(analyse(graph(n, arcs, true), renamed, Map.of()).score(), score);

        int[] reversed = new int[arcs.length];
        for (int e = 0; e < arcs.length; e += 2) {
            reversed[e] = arcs[e + 1];
            reversed[e + 1] = arcs[e];
        }
        assertSame(analyse(graph(n, reversed, true), classes, Map.of()).score(), score);
    }

    @Test
    void threadsDoNotMatter() {
        Graph graph = new PowerLawGraph(400, 3000, 2.5).graph(3);
        int[] classes = classes(400, 5);
        int[] all = IntStream.range(0, 400).toArray();
        AmudReport one = analyse(graph, classes, all, Map.of("sampleNodes", 150), 1);
        assertThat(analyse(graph, classes, all, Map.of("sampleNodes", 150), 3)).isEqualTo(one);
    }

    /** The error that is stated is about the one that is made, over many samples. */
    @Test
    void aSampleIsAsGoodAsItSays() {
        Graph graph = new PowerLawGraph(1500, 9000, 2.6).graph(3);
        int[] classes = classes(1500, 5);
        // Classes that follow who is pointed to, so that the patterns differ.
        for (int e = 0; e < graph.relationships().count(); e++) {
            classes[graph.relationships().source()[e]] =
                    Math.floorMod(graph.relationships().target()[e], 3);
        }
        int[] all = IntStream.range(0, 1500).toArray();
        Settings exact = Settings.of(AmudOptions.all(), Map.of("replicas", 1, "formula", "R2_RANGE_2"));
        Settings sampled = exact.with(Map.of("sampleNodes", 400));
        double squaredError = 0;
        double squaredStated = 0;
        try (Workers workers = new Workers(1)) {
            double truth =
                    Amud.analyse(graph, classes, 3, all, exact, 0, workers).score();
            for (int seed = 0; seed < 40; seed++) {
                AmudReport report = Amud.analyse(graph, classes, 3, all, sampled, seed, workers);
                assertThat(report.sampledNodes()).isEqualTo(400);
                squaredError += (report.score() - truth) * (report.score() - truth);
                squaredStated += report.standardError() * report.standardError();
            }
        }
        assertThat(Math.sqrt(squaredStated / squaredError)).isBetween(0.6, 1.7);
    }

    private static void assertSame(double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, within(1e-12));
        }
    }

    /** r = κ · √(d / (1 - d)) · √((1 - h0) / h0). */
    private static void assertIdentity(PatternStatistics row, int[] classes) {
        LabelledPairs pairs =
                LabelledPairs.of(Arrays.stream(classes).filter(c -> c >= 0).toArray(), 3, node -> 1);
        double density = row.pairs() / pairs.all();
        double chance = pairs.equal() / pairs.all();
        if (density < 1.0) {
            assertThat(row.r())
                    .isCloseTo(
                            row.kappa() * Math.sqrt(density / (1 - density)) * Math.sqrt((1 - chance) / chance),
                            within(1e-12));
        }
    }

    private static void assertRow(
            AmudReport report, String name, double pairs, double homophily, double kappa, double r) {
        PatternStatistics row = report.patterns().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(row.pairs()).isEqualTo(pairs);
        assertThat(row.homophily()).isCloseTo(homophily, within(5e-5));
        assertThat(row.kappa()).isCloseTo(kappa, within(5e-5));
        if (!Double.isNaN(r)) {
            assertThat(row.r()).isCloseTo(r, within(1e-6));
            assertThat(row.r2()).isCloseTo(r * r, within(1e-5));
        }
    }

    private static AmudReport analyse(Graph graph, int[] classes, Map<String, ?> settings) {
        return analyse(graph, classes, IntStream.range(0, classes.length).toArray(), settings, 2);
    }

    private static AmudReport analyse(Graph graph, int[] classes, int[] known, Map<String, ?> settings, int threads) {
        try (Workers workers = new Workers(threads)) {
            return Amud.analyse(graph, classes, 3, known, Settings.of(AmudOptions.all(), settings), 7, workers);
        }
    }

    private static int[] arcs(int n, int count, int seed) {
        int[] arcs = new int[2 * count];
        Arrays.setAll(arcs, e -> CounterRandom.below(seed, 2, e, n));
        return arcs;
    }

    /** Some of them unknown. */
    private static int[] classes(int n, int seed) {
        int[] classes = new int[n];
        Arrays.setAll(classes, i -> CounterRandom.below(seed, 3, i, 4) - 1);
        return classes;
    }

    private static Graph graph(int n, int[] arcs, boolean directed) {
        int m = arcs.length / 2;
        int[] source = IntStream.range(0, m).map(e -> arcs[2 * e]).toArray();
        int[] target = IntStream.range(0, m).map(e -> arcs[2 * e + 1]).toArray();
        return new Graph(
                "written",
                directed,
                new NodeTable(
                        new LongColumn(IntStream.range(0, n).asLongStream().toArray(), null),
                        NodeLabels.all("Node", n),
                        Map.of()),
                new RelationshipTable(source, target, new short[m], List.of("R"), Map.of()),
                null,
                List.of(),
                Map.of());
    }

    private static double[][] dense(int n, int[] arcs) {
        double[][] a = new double[n][n];
        for (int e = 0; e < arcs.length; e += 2) {
            a[arcs[e]][arcs[e + 1]] = arcs[e] == arcs[e + 1] ? 0 : 1;
        }
        return a;
    }

    private static double[][] transposed(double[][] a) {
        double[][] t = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                for (int k = 0; k < a.length; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }
}
