package dev.kith.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.link.LinkPrediction;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.LearningTask;
import dev.kith.gnn.train.MemoryEstimate;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RandomSplit;
import dev.kith.graph.Split;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.generate.BlockModel;
import dev.kith.search.strategy.Agnn;
import dev.kith.search.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole searches over real trainings on a small graph: to a report and a model, resumed, and blind to the test nodes. */
class SearchJobTest {
    private static final Graph GRAPH = new BlockModel(120, 3, 4.0, 0.85, 0.0, 12, 2.0).graph(5);
    private static final Split SPLIT = RandomSplit.stratified(GRAPH.target("class"), 0.5, 0.25, 1);
    private static final String SPACE =
            "{\"classes\": {\"hidden\": [4, 8, 16], \"heads\": [1, 2], \"aggregate\": [\"sum\", \"mean\", \"max\", \"lcm\"]}}";

    @TempDir
    Path folder;

    private static SearchOptions options(int trials, int finalRuns) {
        Agnn.Options small = new Agnn.Options(1, 3, 1, false, false, 8, 3.5e-3, 0.0);
        return new SearchOptions("agnn", trials, 0.0, 0, 2, true, 16, 1, false, 5_000_000, small, 2, finalRuns, 2, 3);
    }

    private static SearchHeader header(Graph graph, String task, String space, SearchOptions options) {
        return new SearchHeader(
                "test",
                task,
                graph.name(),
                graph.fingerprint(),
                graph.targetProperty().orElse(null),
                graph.featureProperties(),
                SPLIT.name(),
                SPLIT.fingerprint(),
                null,
                space,
                null,
                Map.of("epochs", 20),
                Map.of("epochs", 5),
                options);
    }

    private SearchJob.Outcome run(String name, Graph graph, Split split, SearchOptions options) {
        SearchFolder at = new SearchFolder(folder.resolve(name));
        SearchHeader header = header(graph, ModelRegistry.NODE_CLASSIFICATION, SPACE, options);
        if (!at.isBegun()) {
            at.begin(header);
        }
        try (NodeClassification task = new NodeClassification(graph, 2)) {
            return new SearchJob(graph, task, split, at, SearchListener.SILENT, 2).run(header);
        }
    }

    private static List<String> trace(SearchJob.Outcome outcome) {
        return outcome.result().trials().stream()
                .map(trial -> trial.spec().choices() + " " + trial.spec().inherit() + " "
                        + trial.result().score() + " " + trial.result().status()
                        + trial.result().reason())
                .toList();
    }

    @Test
    void endsWithAReportAndAModelAndIsResumedExactly() throws IOException {
        SearchJob.Outcome whole = run("whole", GRAPH, SPLIT, options(14, 2));
        assertThat(whole.result().trials()).hasSize(14).noneMatch(trial -> trial.result()
                .failed());
        assertThat(whole.result().trials())
                .as("weights were handed on")
                .anyMatch(trial -> trial.spec().inherit().stream().anyMatch(name -> !name.isEmpty()));
        run("parts", GRAPH, SPLIT, options(5, 0));
        SearchJob.Outcome resumed = run("parts", GRAPH, SPLIT, options(14, 2));
        assertThat(trace(resumed)).isEqualTo(trace(whole));
        assertThat(resumed.finals().test()).isEqualTo(whole.finals().test());
        try (Model model = ModelFolder.read(folder.resolve("whole/model"))) {
            assertThat(model.metrics().get("test").get("accuracy"))
                    .isEqualTo(whole.finals()
                            .tests()
                            .getFirst()
                            .metrics()
                            .get("test")
                            .get("accuracy"));
        }
        assertThat(Files.readString(folder.resolve("whole/report.md")))
                .contains("14 trials", "## Choices", "| attention |", "Test accuracy of the first");
        assertThat(Files.readString(folder.resolve("whole/best-so-far.svg"))).contains("<polyline");
        assertThat(whole.report().figures()).containsKeys("best", "trials", "seconds", "choices", "bestSoFar");
    }

    /** The same graph with other classes at its test nodes. */
    private static Graph blinded() {
        int[] codes = GRAPH.target("class").codes();
        long[] others = new long[codes.length];
        for (int i = 0; i < codes.length; i++) {
            others[i] = codes[i];
        }
        for (int node : SPLIT.test()) {
            others[node] = (others[node] + 1) % 3;
        }
        Map<String, Column> properties = new LinkedHashMap<>(GRAPH.nodes().properties());
        properties.put("class", new LongColumn(others, null));
        return new Graph(
                GRAPH.name(),
                GRAPH.directed(),
                new NodeTable(GRAPH.nodes().ids(), GRAPH.nodes().labels(), properties),
                GRAPH.relationships(),
                "class",
                GRAPH.featureProperties(),
                GRAPH.splits());
    }

    @Test
    void testLabelsAreNeverReadBeforeTheEnd() {
        SearchJob.Outcome seen = run("seen", GRAPH, SPLIT, options(8, 2));
        SearchJob.Outcome blind = run("blind", blinded(), SPLIT, options(8, 2));
        assertThat(trace(blind)).as("all that the search knows").isEqualTo(trace(seen));
        assertThat(blind.finals().finalists().stream()
                        .map(Finals.Finalist::validation)
                        .toList())
                .as("and all that it chose by")
                .isEqualTo(seen.finals().finalists().stream()
                        .map(Finals.Finalist::validation)
                        .toList());
        assertThat(blind.finals().test()).isNotEqualTo(seen.finals().test());
    }

    /** Every training before the tests gets a split in which there is no test row. */
    @Test
    void onlyTheTestsAreGivenTestRows() {
        List<Integer> testRows = new ArrayList<>();
        try (NodeClassification task = new NodeClassification(GRAPH, 1)) {
            LearningTask watched = new LearningTask() {
                @Override
                public Engine engine() {
                    return task.engine();
                }

                @Override
                public Model train(
                        Engine on,
                        ModelEntry entry,
                        Settings settings,
                        Split split,
                        long seed,
                        Initialiser initialiser,
                        TrainingListener listener) {
                    testRows.add(split.test().length);
                    return task.train(on, entry, settings, split, seed, initialiser, listener);
                }

                @Override
                public MemoryEstimate estimate(ModelEntry entry, Settings settings, Split split) {
                    return task.estimate(entry, settings, split);
                }

                @Override
                public long parameters(ModelEntry entry, Settings settings) {
                    return task.parameters(entry, settings);
                }

                @Override
                public void close() {
                    // The task's own.
                }
            };
            SearchFolder at = new SearchFolder(folder.resolve("watched"));
            SearchOptions alone =
                    new SearchOptions("random", 4, 0.0, 0, 1, false, 16, 1, false, 0, Agnn.Options.USUAL, 2, 2, 3, 3);
            SearchHeader header = header(GRAPH, ModelRegistry.NODE_CLASSIFICATION, SPACE, alone);
            at.begin(header);
            new SearchJob(GRAPH, watched, SPLIT, at, SearchListener.SILENT, 1).run(header);
        }
        // Four trials, two finalists twice; then three tests and the model itself.
        assertThat(testRows.subList(0, 8)).containsOnly(0);
        assertThat(testRows.subList(8, 12)).containsOnly(SPLIT.test().length);
        assertThat(testRows).hasSize(12);
    }

    @Test
    void anotherGraphOrSplitIsRefused() {
        run("a", GRAPH, SPLIT, options(1, 0));
        SearchFolder at = new SearchFolder(folder.resolve("a"));
        Graph other = blinded();
        try (NodeClassification task = new NodeClassification(other, 1)) {
            SearchJob job = new SearchJob(other, task, SPLIT, at, SearchListener.SILENT, 1);
            assertThatThrownBy(() -> job.run(at.read()))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("another graph");
        }
        try (NodeClassification task = new NodeClassification(GRAPH, 1)) {
            assertThatThrownBy(() -> new SearchJob(
                                    GRAPH.withFeatures(List.of()), task, SPLIT, at, SearchListener.SILENT, 1)
                            .run(at.read()))
                    .hasMessageContaining("resume it with the same target and features");
            int[] others = SPLIT.train().clone();
            others[0] = SPLIT.test()[0];
            Split moved = new Split(SPLIT.name(), others, SPLIT.validation(), new int[0]);
            assertThatThrownBy(() -> new SearchJob(GRAPH, task, moved, at, SearchListener.SILENT, 1).run(at.read()))
                    .hasMessageContaining("has other rows");
        }
        assertThatThrownBy(() -> at.begin(at.read()))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("--resume");
        assertThatThrownBy(() -> new SearchFolder(folder.resolve("none")).read())
                .isInstanceOf(KithException.class)
                .hasMessageContaining("no search");
    }

    /** One process at a time goes on with a search; the next waits a little for one that is ending. */
    @Test
    void aSearchIsOneProcessesAtATime() throws InterruptedException {
        SearchFolder at = new SearchFolder(folder.resolve("shared"));
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Thread first = Thread.ofPlatform()
                .start(() -> at.alone(() -> {
                    begun.countDown();
                    LockSupport.parkNanos(300_000_000L);
                    ended.set(true);
                    return null;
                }));
        begun.await();
        assertThat(new SearchFolder(folder.resolve("shared")).alone(ended::get)).isTrue();
        first.join();
    }

    @Test
    void linksWithTheirDecoders() {
        String space = "{\"base\": \"extended\", \"classes\": {\"hidden\": [8], \"heads\": [1, 2], \"depth\": [1, 2],"
                + " \"learningRate\": [0.01]}, \"settings\": {\"batchSize\": 64, \"k\": 20}}";
        SearchFolder at = new SearchFolder(folder.resolve("links"));
        SearchOptions options =
                new SearchOptions("random", 6, 0.0, 0, 2, true, 16, 1, false, 0, Agnn.Options.USUAL, 1, 1, 1, 3);
        try (LinkPrediction task = new LinkPrediction(GRAPH, 2)) {
            Split split = task.splits(
                            TrainingOptions.settings(ModelRegistry.find("gae"), Map.of("directionality", "drop")),
                            "random",
                            1)
                    .getFirst();
            SearchHeader nodes = header(GRAPH, ModelRegistry.LINK_PREDICTION, space, options);
            SearchHeader header = new SearchHeader(
                    "test",
                    nodes.task(),
                    nodes.graph(),
                    nodes.fingerprint(),
                    nodes.target(),
                    nodes.features(),
                    split.name(),
                    split.fingerprint(),
                    null,
                    space,
                    null,
                    Map.of("epochs", 4, "directionality", "drop"),
                    Map.of("epochs", 2),
                    options);
            at.begin(header);
            SearchJob.Outcome outcome = new SearchJob(GRAPH, task, split, at, SearchListener.SILENT, 2).run(header);
            assertThat(outcome.result().trials()).hasSize(6);
            assertThat(outcome.result().trials().stream()
                            .filter(trial -> trial.result().failed()))
                    .isEmpty();
            assertThat(outcome.result().trials().stream()
                            .map(Trial::spec)
                            .map(spec -> spec.model())
                            .distinct()
                            .count())
                    .isGreaterThan(1);
            assertThat(outcome.finals().test()).containsKey("hits@20");
        }
    }
}
