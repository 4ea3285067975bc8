package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.HealthGate;
import dev.kith.gnn.train.HeapArrays;
import dev.kith.gnn.train.MemoryEstimate;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.generate.BlockModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimate against what a training held at most: tensors in and beside the pool, and arrays of the heap. */
class LinkMemoryTest {
    private static final Graph SPARSE =
            new BlockModel(3000, 4, 3.0, 0.7, 0.0, 40, 1.0).graph(1).asUndirected();
    private static final Graph DENSE =
            new BlockModel(800, 4, 15.0, 0.7, 0.0, 100, 1.0).graph(1).asUndirected();
    private static final Graph BARE = new BlockModel(1500, 4, 5.0, 0.7, 0.0, 1, 1.0)
            .graph(1)
            .withFeatures(List.of())
            .asUndirected();

    /** Known gap: NCNC's estimate is not held, it is too high by a multiple on dense graphs (docs/results-link.md). */
    @ParameterizedTest
    @CsvSource({
        "ncn, encoder, puregcn, batchSize, 1024",
        "ncn, encoder, gcn, batchSize, 300",
        "ncn, pool, difference, batchSize, 512",
        "gae, encoder, sage, batchSize, 1024",
        "gae, decoder, dot, layers, 2",
    })
    void withinAQuarter(String model, String key, String value, String otherKey, String otherValue)
            throws IllegalAccessException {
        for (Graph graph : List.of(SPARSE, DENSE, BARE)) {
            within(graph, model, Map.of(key, value, otherKey, otherValue));
        }
    }

    private static void within(Graph graph, String model, Map<String, ?> given) throws IllegalAccessException {
        ModelEntry entry = ModelRegistry.find(model);
        Map<String, Object> all = new LinkedHashMap<>(Map.of("epochs", 1));
        all.putAll(given);
        Settings settings = TrainingOptions.settings(entry, all);
        long before = Tensor.liveBytes();
        Input input = Input.of(FeatureSchema.fit(graph, "identity", "none").encode(graph));
        Links links = Links.of(graph, "");
        Split split = LinkSplits.all(graph, links, "random", 1).getFirst();
        long held;
        try (Engine engine = new Engine(2)) {
            MessageGraph seen = new MessageGraph(engine, graph, links, split.train());
            NegativeSampler sampler = new NegativeSampler(
                    links, NegativeSampler.Kind.UNIFORM, graph.nodes().labels());
            Pairs negatives = sampler.draw(split.test().length, links.pairs(), 0, 0, false);
            LinkNetwork network = (LinkNetwork)
                    entry.builder().build(settings, new Shape(input.columns(), 0, 0, false), new Initialiser(1));
            engine.pool().restart();
            long[] beside = new long[1];
            TrainingListener listener = epoch ->
                    beside[0] = Tensor.liveBytes() - before - engine.pool().bytesHeld();
            LinkData data = new LinkData(links, split, input, seen, seen, sampler, negatives, negatives);
            new LinkTrainer(engine, network, data, settings, new HealthGate(engine, network, null), 1, listener).run();
            long best = network.parameters().stream()
                    .mapToLong(p -> p.value().bytes())
                    .sum();
            try (MessageGraph.View view = seen.whole()) {
                // Both forms of the arcs, as a step has them beside the graph itself.
                held = engine.pool().peakBytes()
                        + beside[0]
                        + best
                        + HeapArrays.bytes(seen, input)
                        + view.read().bytes();
            }
            network.parameters().forEach(Parameter::close);
        }
        MemoryEstimate estimate = LinkMemory.training(
                entry,
                settings,
                new Shape(input.columns(), 0, 0, false),
                links,
                graph.relationships().count(),
                input,
                split);
        if (input instanceof Input.Dense dense) {
            dense.close();
        }
        assertThat((double) estimate.bytes() / held)
                .as("%s %s on %s: estimate %s, held %s", model, given, graph, estimate, held)
                .isBetween(0.75, 1.25);
    }

    /** NCNC's is only an upper bound: its exclusive neighbours are as many as both ends may have. */
    @ParameterizedTest
    @CsvSource({"ncn, 0.75, 1.25", "gae, 0.75, 1.25", "ncnc, 0.75, 4"})
    void ofScoring(String model, double least, double most) throws IllegalAccessException {
        ModelEntry entry = ModelRegistry.find(model);
        Settings settings = TrainingOptions.settings(entry, Map.of("scoreBatch", 2048));
        for (Graph graph : List.of(SPARSE, DENSE, BARE)) {
            Input input = Input.of(FeatureSchema.fit(graph, "identity", "none").encode(graph));
            Links links = Links.of(graph, "");
            Shape shape = new Shape(input.columns(), 0, 0, false);
            LinkNetwork network = (LinkNetwork) entry.builder().build(settings, shape, new Initialiser(1));
            int[] all = IntStream.range(0, links.count()).toArray();
            Pairs pairs = new NegativeSampler(
                            links, NegativeSampler.Kind.UNIFORM, graph.nodes().labels())
                    .draw(3 * 2048, links.pairs(), 0, 0, false);
            long held;
            long before = Tensor.liveBytes();
            Tensor.restartPeak();
            try (Engine engine = new Engine(2)) {
                MessageGraph seen = new MessageGraph(engine, graph, links, all);
                try (MessageGraph.View view = seen.whole();
                        LinkScorer scorer = new LinkScorer(engine, network, input, view, 2048)) {
                    scorer.scores(pairs);
                    held = Tensor.peakBytes()
                            - before
                            + network.parameters().stream()
                                    .mapToLong(p -> p.value().bytes())
                                    .sum()
                            + HeapArrays.bytes(seen, input)
                            + view.read().bytes()
                            + (input instanceof Input.Dense dense
                                    ? dense.tensor().bytes()
                                    : 0);
                }
            }
            MemoryEstimate estimate = LinkMemory.scoring(
                    entry, settings, shape, links, graph.relationships().count(), input);
            network.parameters().forEach(Parameter::close);
            if (input instanceof Input.Dense dense) {
                dense.close();
            }
            assertThat((double) estimate.bytes() / held)
                    .as("%s on %s: estimate %s, held %s", model, graph, estimate, held)
                    .isBetween(least, most);
        }
    }

    @Test
    void whatCannotFitIsRefused() {
        ModelEntry entry = ModelRegistry.find("ncn");
        Settings settings = TrainingOptions.settings(entry, Map.of("maxMemoryGiB", 0.001, "directionality", "drop"));
        try (LinkPrediction task = new LinkPrediction(SPARSE, 1)) {
            Split split = task.splits(settings, null, 3).getFirst();
            assertThatThrownBy(() -> task.train(task.engine(), entry, settings, split, 4, TrainingListener.SILENT))
                    .isInstanceOf(KithException.class)
                    .hasMessageMatching("This training would need about 0\\.[0-9]+ GiB and may use 0\\.00 GiB\\. .*");
        }
    }
}
