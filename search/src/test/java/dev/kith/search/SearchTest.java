package dev.kith.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import dev.kith.search.space.ActionClass;
import dev.kith.search.space.NamedSpaces;
import dev.kith.search.space.Space;
import dev.kith.search.space.SpaceText;
import dev.kith.search.strategy.Agnn;
import dev.kith.search.strategy.Evolution;
import dev.kith.search.trial.Evaluator;
import dev.kith.search.trial.SharedLayers;
import dev.kith.search.trial.Trial;
import dev.kith.search.trial.TrialResult;
import dev.kith.search.trial.TrialSpec;
import dev.kith.search.trial.WeightShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop with an oracle in the place of training: what is tried, what is written down, and how it goes on. */
class SearchTest {
    private static final Space SPACE = NamedSpaces.usual("node-classification", 2);

    @TempDir
    Path folder;

    private static SearchOptions options(String strategy, int trials, int parallel, boolean sharing, long seed) {
        Agnn.Options small = new Agnn.Options(1, 3, 1, false, false, 8, 3.5e-3, 0.0);
        return new SearchOptions(strategy, trials, 0.0, 0, parallel, sharing, 1, 1, true, 0, small, 3, 2, 2, seed);
    }

    private SearchResult run(String name, SearchOptions options, Evaluator evaluator) {
        return run(name, SPACE, options, evaluator, SearchListener.SILENT);
    }

    private SearchResult run(
            String name, Space space, SearchOptions options, Evaluator evaluator, SearchListener listener) {
        SearchFolder at = new SearchFolder(folder.resolve(name));
        try {
            Files.createDirectories(at.path());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new Search(space, options, null, evaluator, at.trials(), at.shelf(), listener).run();
    }

    private static List<String> trace(SearchResult result) {
        return result.trials().stream()
                .map(trial -> trial.spec().choices() + " " + trial.spec().seed() + " "
                        + trial.spec().inherit() + " " + trial.spec().killBelow() + " "
                        + trial.result().status() + " " + trial.result().score())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"agnn, 1", "agnn, 3", "random, 2", "evolution, 2", "graphnas, 2"})
    void theSameSeedTriesTheSame(String strategy, int parallel) {
        SearchResult one = run("a", options(strategy, 60, parallel, true, 1), new Oracle(0));
        SearchResult again = run("b", options(strategy, 60, parallel, true, 1), new Oracle(4));
        SearchResult other = run("c", options(strategy, 60, parallel, true, 2), new Oracle(0));
        assertThat(trace(again)).as("whatever took how long").isEqualTo(trace(one));
        assertThat(trace(other)).isNotEqualTo(trace(one));
        assertThat(one.trials()).hasSize(60);
        assertThat(one.trials().stream()
                        .map(trial -> SPACE.canonical(new dev.kith.search.space.Architecture(
                                trial.spec().choices()))))
                .as("nothing is tried twice")
                .doesNotHaveDuplicates();
        double[] curve = one.bestSoFar();
        for (int t = 1; t < curve.length; t++) {
            assertThat(curve[t]).isGreaterThanOrEqualTo(curve[t - 1]);
        }
    }

    /** What strategies draw to begin with is the same: compared at one seed, none was luckier. */
    @Test
    void drawingIsTheSameForAll() {
        SearchOptions usual = SearchOptions.usual("random", 60, 2, 5);
        List<String> random = trace(run("random", usual, new Oracle(0)));
        List<String> agnn = trace(run("agnn", SearchOptions.usual("agnn", 60, 2, 5), new Oracle(0)));
        List<String> evolution = trace(run("evolution", SearchOptions.usual("evolution", 60, 2, 5), new Oracle(0)));
        int start = Agnn.Options.USUAL.start();
        assertThat(agnn.subList(0, start)).isEqualTo(random.subList(0, start));
        assertThat(agnn.get(start)).isNotEqualTo(random.get(start));
        assertThat(evolution.subList(0, Evolution.POPULATION)).isEqualTo(random.subList(0, Evolution.POPULATION));
        assertThat(evolution.get(Evolution.POPULATION)).isNotEqualTo(random.get(Evolution.POPULATION));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void resumedAfterAnyTrialItGoesOnAsIfNothingHadBeen(int parallel) throws IOException {
        for (String strategy : List.of("agnn", "evolution", "graphnas")) {
            SearchOptions all = options(strategy, 24, parallel, true, 7);
            List<String> wanted = trace(run(strategy, all, new Oracle(0)));
            for (int stop = 1; stop < 24; stop += 7) {
                String name = strategy + stop;
                run(name, options(strategy, stop, parallel, true, 7), new Oracle(0));
                Path log = folder.resolve(name).resolve("trials.jsonl");
                // As if it had been killed in the middle of the next line.
                Files.writeString(log, Files.readString(log) + "{\"spec\":{\"id\":");
                Oracle rest = new Oracle(0);
                assertThat(trace(run(name, all, rest))).isEqualTo(wanted);
                assertThat(rest.evaluated).hasValue(24 - stop);
            }
        }
    }

    @Test
    void aLogOfAnotherSearchIsRefused() {
        run("a", options("agnn", 5, 1, false, 1), new Oracle(0));
        assertThatThrownBy(() -> run("a", options("agnn", 8, 1, false, 2), new Oracle(0)))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("Trial 0 in the log is not the one");
    }

    @Test
    void aDamagedLogSaysWhere() throws IOException {
        run("a", options("agnn", 5, 1, false, 1), new Oracle(0));
        Path log = folder.resolve("a").resolve("trials.jsonl");
        List<String> lines = Files.readAllLines(log);
        lines.set(2, lines.get(2).substring(9));
        Files.write(log, lines);
        assertThatThrownBy(() -> run("a", options("agnn", 8, 1, false, 1), new Oracle(0)))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("Line 3 of ");
    }

    /** Every failure is a trial with score 0, and the job goes on to its last trial. */
    @Test
    void failedTrialsCountAndEndNothing() {
        Evaluator failing = new Oracle(0) {
            @Override
            public TrialResult evaluate(TrialSpec spec, WeightShelf shelf, BooleanSupplier cancelled) {
                return switch (spec.id() % 4) {
                    case 0 -> throw new OutOfMemoryError("Java heap space");
                    case 1 -> new TrialResult(TrialResult.Status.DONE, Double.NaN, 0, "", 1, 1, 1, List.of());
                    case 2 -> throw new KithException("The loss is NaN in epoch 3.");
                    default -> super.evaluate(spec, shelf, cancelled);
                };
            }
        };
        SearchResult result = run("a", options("agnn", 20, 2, false, 1), failing);
        assertThat(result.trials()).hasSize(20);
        for (Trial trial : result.trials().subList(0, 3)) {
            assertThat(trial.result().status()).isEqualTo(TrialResult.Status.FAILED);
            assertThat(trial.result().score()).isZero();
            assertThat(trial.result().reason()).isNotBlank();
        }
        assertThat(result.trials().get(2).result().reason()).isEqualTo("The loss is NaN in epoch 3.");
        SearchOptions few =
                new SearchOptions("random", 500, 0, 5, 1, false, 1, 1, true, 0, Agnn.Options.USUAL, 1, 0, 0, 1);
        SearchResult ended = run("b", few, failing);
        assertThat(ended.end()).isEqualTo("5 failures");
        assertThat(ended.trials().stream().filter(trial -> trial.result().failed()))
                .hasSize(5);
    }

    /** A trial whose like is in the log begins with weights; where these are lost, its score would be another one. */
    @Test
    void lostWeightsEndTheSearch() throws IOException {
        run("a", options("agnn", 20, 1, true, 7), new Oracle(0));
        Path weights = folder.resolve("a").resolve("weights");
        try (var files = Files.list(weights)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThatThrownBy(() -> run("a", options("agnn", 60, 1, true, 7), new Oracle(0)))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("are not there");
    }

    /** Values that go together with none of another class: the trial is refused, and the search goes on. */
    @Test
    void whatCannotBePlannedIsRejected() {
        Space bad = new Space(
                "node-classification",
                1,
                List.of(
                        new ActionClass("aggregate", List.of("sum", "mean", "max"), true),
                        new ActionClass("dropout", List.of(0.1, 7.0), false)),
                Map.of());
        SearchResult result = run("a", bad, options("random", 6, 2, false, 1), new Oracle(0), SearchListener.SILENT);
        assertThat(result.trials()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(result.trials().stream().filter(trial -> trial.result().status() == TrialResult.Status.REJECTED))
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.result().reason()).contains("dropout"));
        assertThat(result.best()).isNotEmpty();
        assertThat(trace(run("a", bad, options("random", 6, 2, false, 1), new Oracle(0), SearchListener.SILENT)))
                .as("resumed")
                .isEqualTo(trace(result));
    }

    /** Only what is better than all before it replaces a layer's weights; the next like it begins with those. */
    @Test
    void onlyTheBetterIsHandedOn() {
        Evaluator falling = new Oracle(0) {
            @Override
            public TrialResult evaluate(TrialSpec spec, WeightShelf shelf, BooleanSupplier cancelled) {
                List<Long> bytes = new ArrayList<>();
                for (int l = 0; l < SharedLayers.keys(spec.settings()).size(); l++) {
                    shelf.write(spec.weightsOf(l), Map.of());
                    bytes.add(1L);
                }
                return new TrialResult(
                        TrialResult.Status.DONE,
                        spec.id() == 7 ? 0.9 : 0.5 - spec.id() / 100.0,
                        0.0,
                        "",
                        1,
                        1,
                        1,
                        bytes);
            }
        };
        // One function of its keys: every trial's layer is homogeneous to every other's.
        Space alike = new Space(
                "node-classification",
                1,
                List.of(
                        new ActionClass("aggregate", List.of("sum", "mean", "max"), true),
                        new ActionClass("dropout", List.of(0.0, 0.1, 0.2, 0.3), false)),
                Map.of());
        List<Trial> trials = run("a", alike, options("random", 12, 1, true, 1), falling, SearchListener.SILENT)
                .trials();
        assertThat(trials.get(0).spec().inherit()).containsExactly("");
        for (Trial trial : trials.subList(1, 8)) {
            assertThat(trial.spec().inherit()).containsExactly("trial0-layer0");
        }
        for (Trial trial : trials.subList(8, 12)) {
            assertThat(trial.spec().inherit()).containsExactly("trial7-layer0");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4", "17, 4", "40, 3"})
    void theBudgetIsExact(int trials, int parallel) {
        Oracle oracle = new Oracle(1);
        SearchResult result = run("a", options("agnn", trials, parallel, false, 3), oracle);
        assertThat(oracle.evaluated).hasValue(trials);
        assertThat(result.trials()).hasSize(trials);
        assertThat(result.end()).isEqualTo("all trials done");
    }

    @Test
    void theTimeIsABudgetToo() {
        SearchOptions brief =
                new SearchOptions("random", 100_000, 0.2, 0, 2, false, 1, 1, true, 0, Agnn.Options.USUAL, 1, 0, 0, 1);
        SearchResult result = run("a", brief, new Oracle(5));
        assertThat(result.end()).isEqualTo("time spent");
        assertThat(result.trials()).hasSizeBetween(1, 20_000);
        assertThat(run("a", brief, new Oracle(0)).trials())
                .as("resumed there is no time left")
                .hasSameSizeAs(result.trials());
    }

    @Test
    void aSmallSpaceIsTriedWholly() {
        Space small = SpaceText.parse(
                "node-classification",
                "{\"layers\": 1, \"classes\": {\"attention\": [\"gcn\", \"gat\"], \"heads\": [1, 2, 4], \"combine\": [],"
                        + " \"hidden\": [8], \"activation\": [\"relu\"]}}");
        for (String strategy : List.of("agnn", "random", "evolution", "graphnas")) {
            SearchResult result =
                    run(strategy, small, options(strategy, 100, 2, false, 1), new Oracle(0), SearchListener.SILENT);
            assertThat(result.trials()).hasSize(2 * 3 * 3);
            assertThat(result.end()).isEqualTo("nothing new to try");
        }
    }

    @Test
    void cancelledItCanBeResumed() {
        SearchOptions options = options("agnn", 30, 2, true, 5);
        List<String> wanted = trace(run("whole", options, new Oracle(0)));
        SearchListener impatient = new SearchListener() {
            private final AtomicInteger applied = new AtomicInteger();

            @Override
            public void applied(Trial trial) {
                applied.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return applied.get() >= 11;
            }
        };
        Evaluator waiting = new Oracle(0) {
            @Override
            public TrialResult evaluate(TrialSpec spec, WeightShelf shelf, BooleanSupplier cancelled) {
                if (cancelled.getAsBoolean()) {
                    throw new IllegalStateException("stopped");
                }
                return super.evaluate(spec, shelf, cancelled);
            }
        };
        assertThatThrownBy(() -> run("cut", SPACE, options, waiting, impatient))
                .isInstanceOf(SearchCancelled.class)
                .hasMessageContaining("can be resumed");
        assertThat(trace(run("cut", options, new Oracle(0)))).isEqualTo(wanted);
    }

    @Test
    void onlyWeightsThatMayBeAskedForAreKept() throws IOException {
        run("a", options("agnn", 80, 2, true, 1), new Oracle(0));
        try (var files = Files.list(folder.resolve("a").resolve("weights"))) {
            // The store holds 1 MiB, ten layers of the oracle's.
            assertThat(files).hasSizeBetween(1, 14);
        }
    }

    @Test
    void killedTrialsAreKilledAlike() {
        SearchResult result = run("a", options("random", 40, 2, false, 1), new Oracle(0));
        assertThat(result.trials().get(5).spec().killBelow()).isZero();
        assertThat(result.trials().get(39).spec().killBelow()).isBetween(0.2, 0.6);
        assertThat(new HashSet<>(result.trials().stream()
                        .map(trial -> trial.spec().killBelow())
                        .toList()))
                .hasSizeGreaterThan(2);
    }

    /** A training at the end that fails counts as 0, and neither ends the search nor its resumption. */
    @Test
    void theEndSurvivesAFailure() {
        SearchOptions options = options("random", 20, 2, false, 1);
        SearchResult result = run("a", options, new Oracle(0));
        List<Trial> two = result.best().subList(0, 2);
        Object broken = two.getFirst().spec().settings();
        Evaluator failing = new Oracle(0) {
            @Override
            public Map<String, Map<String, Double>> retrain(
                    String model, Map<String, Object> settings, long seed, boolean test, BooleanSupplier cancelled) {
                if (settings.equals(broken)) {
                    throw new KithException("The loss is NaN in epoch 200.");
                }
                return Map.of("validation", Map.of("accuracy", 0.01), "test", Map.of("accuracy", 0.02));
            }
        };
        SearchFolder at = new SearchFolder(folder.resolve("a"));
        for (int again = 0; again < 2; again++) {
            Finals.Result finals = new Finals(options, failing, at.finals(20), SearchListener.SILENT).run(two);
            assertThat(finals.finalists().getFirst().trial()).isEqualTo(two.get(1));
            assertThat(finals.finalists().get(1).validation().mean()).isZero();
            assertThat(finals.failed()).hasSize(2).allSatisfy(run -> assertThat(run.failure())
                    .isEqualTo("The loss is NaN in epoch 200."));
            assertThat(finals.trained()).isPresent();
            assertThat(finals.test().get("accuracy").mean()).isEqualTo(0.02);
        }
        Finals.Result none = new Finals(options, failing, at.finals(21), SearchListener.SILENT).run(two.subList(0, 1));
        assertThat(none.trained()).isEmpty();
        assertThat(none.test()).isEmpty();
    }

    /** The best three by mean of two runs; only runs of the chosen one see the test data; resumed they are not run again. */
    @Test
    void theEndChoosesByValidation() {
        SearchOptions options = options("random", 20, 2, false, 1);
        SearchResult result = run("a", options, new Oracle(0));
        SearchFolder at = new SearchFolder(folder.resolve("a"));
        Finals.Result finals = new Finals(options, new Oracle(0), at.finals(20), SearchListener.SILENT)
                .run(result.best().subList(0, 3));
        assertThat(finals.finalists()).hasSize(3).allSatisfy(one -> assertThat(one.runs())
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.tested()).isFalse()));
        assertThat(finals.finalists().get(0).validation().mean())
                .isGreaterThanOrEqualTo(finals.finalists().get(1).validation().mean());
        assertThat(finals.tests()).hasSize(2).allSatisfy(run -> {
            assertThat(run.tested()).isTrue();
            assertThat(run.trial())
                    .isEqualTo(finals.finalists().getFirst().trial().spec().id());
        });
        assertThat(finals.test().get("accuracy").runs()).isEqualTo(2);
        Evaluator none = new Oracle(0) {
            @Override
            public Map<String, Map<String, Double>> retrain(
                    String model, Map<String, Object> settings, long seed, boolean test, BooleanSupplier cancelled) {
                throw new AssertionError("It was trained already.");
            }
        };
        assertThat(new Finals(options, none, at.finals(20), SearchListener.SILENT)
                        .run(result.best().subList(0, 3))
                        .test())
                .isEqualTo(finals.test());
    }
}
