package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.aggr.AggregatorRegistry;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import dev.kith.graph.generate.BlockModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches with all their neighbours teach what the whole graph does, and steady ones take no memory. */
class BatchesTest {
    private static final int CLASSES = 3;

    /** Settings under which nothing is drawn at random, so that two ways of computing can be compared. */
    private static final Map<String, ?> STEADY = Map.of("dropout", 0.0);

    static Stream<Arguments> stacks() {
        List<Map<String, ?>> given = List.of(
                Map.of(),
                Map.of("layers", 1),
                Map.of("layers", 3, "residual", true, "norm", "layer", "jumpingKnowledge", "cat"),
                Map.of("layers", 3, "residual", true, "jumpingKnowledge", "max"));
        Stream<Arguments> layers = ConvRegistry.entries().stream()
                .map(ConvRegistry.Entry::name)
                .flatMap(name -> given.stream().map(one -> Arguments.of(name, one)));
        Stream<Arguments> aggregators = Stream.of("sage", "gin", "dirsage")
                .flatMap(name -> AggregatorRegistry.names().stream()
                        .map(aggregator -> Arguments.of(name, Map.of("aggregator", aggregator))));
        return Stream.concat(layers, aggregators);
    }

    private static Settings settings(String model, Map<String, ?> given) {
        Map<String, Object> all = new LinkedHashMap<>(STEADY);
        all.putAll(given);
        String aggregator = String.valueOf(given.get("aggregator"));
        if (aggregator.equals("lcm") || aggregator.equals("gru")) {
            // Penalties are taken on nodes drawn from all that are there.
            all.putAll(Map.of(
                    "shuffleNeighbours", false, "lcmAssociativity", 0.0, "lcmCommutativity", 0.0, "gruSwap", 0.0));
        }
        return Example.settings(model, all);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void allNeighboursGiveTheGradientsOfTheWholeGraph(String model, Map<String, ?> given) {
        for (String features : List.of("features", "none")) {
            Graph graph = features.equals("none") ? Example.GRAPH.withFeatures(List.of()) : Example.GRAPH;
            gradients(graph, model, settings(model, given));
        }
    }

    private static void gradients(Graph graph, String model, Settings settings) {
        ModelEntry entry = ModelRegistry.find(model);
        Input input = Input.of(FeatureSchema.fit(graph, "identity", "auto").encode(graph));
        List<String> types = graph.relationships().types();
        int relations = GraphReading.relationTypes(graph, entry.reading(), types);
        Network network =
                entry.builder().build(settings, new Shape(input.columns(), CLASSES, relations), new Initialiser(4));
        int[] seeds = {117, 3, 40, 77};
        int[] classes = {0, 1, 2, 1};
        try (Engine engine = new Engine(2);
                Neighbourhoods arcs = GraphReading.of(graph, entry.reading(), types, "")) {
            List<float[]> whole = taught(engine, network, new Batch(input, List.of(arcs), null, seeds, classes, null));
            GraphParts parts = new GraphParts(arcs, entry.reading());
            int layers = network.stages().size();
            NeighbourSampler.Sample sample = new NeighbourSampler(
                            graph.nodeCount(), parts.relations(), NeighbourSampler.ALL, 0)
                    .around(seeds, layers, 0);
            List<Neighbourhoods> graphs = new ArrayList<>();
            for (int hops = layers; hops > 0; hops--) {
                graphs.add(parts.part(sample.within(hops), 1));
                assertThat(graphs.getLast().nodes()).isEqualTo(sample.within()[hops - 1]);
                assertThat(graphs.getLast().columns()).isEqualTo(sample.within()[hops]);
            }
            int[] first = IntStream.range(0, seeds.length).toArray();
            try (InputRows rows = InputRows.of(engine, input, sample.nodes());
                    Batch batch = new Batch(rows.input(), graphs, sample.nodes(), first, classes, null)) {
                near(taught(engine, network, batch), whole, network);
            }
            assertThat(engine.pool().bytesTaken()).isZero();
        }
        network.parameters().forEach(Parameter::close);
        if (input instanceof Input.Dense dense) {
            dense.close();
        }
    }

    /** Loss and gradients. */
    private static List<float[]> taught(Engine engine, Network network, Batch batch) {
        network.parameters().stream().filter(Parameter::isTrained).forEach(Parameter::clearGradient);
        List<float[]> all = new ArrayList<>();
        try (Tape tape = Tape.training(engine, 1, 1)) {
            var logits = batch.logits(tape, network);
            var loss = CrossEntropy.apply(tape, logits, batch.rows(), batch.classes(), null);
            all.add(loss.value().toArray());
            tape.backward(tape.penalised(loss));
        }
        network.parameters().stream()
                .filter(Parameter::isTrained)
                .forEach(parameter -> all.add(parameter.gradient().toArray()));
        return all;
    }

    private static void near(List<float[]> batch, List<float[]> whole, Network network) {
        float largest = 1e-3f;
        for (float[] values : whole) {
            for (float value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        for (int p = 0; p < whole.size(); p++) {
            String name = p == 0
                    ? "loss"
                    : network.parameters().stream()
                            .filter(Parameter::isTrained)
                            .toList()
                            .get(p - 1)
                            .name();
            for (int e = 0; e < whole.get(p).length; e++) {
                assertThat(batch.get(p)[e])
                        .as("%s, element %d", name, e)
                        .isCloseTo(whole.get(p)[e], Offset.offset(2e-5f * largest));
            }
        }
    }

    /** Batches of an epoch differ a little in their shapes, and all of them fit into the same memory. */
    @Test
    void aSteadyEpochTakesNoMemory() {
        Graph graph = new BlockModel(6000, 3, 12.0, 0.7, 0.5, 32, 2.0).graph(5);
        Split split = Example.split(graph);
        Settings settings = Example.settings("sage", Map.of("hidden", 32));
        Input input = Input.of(FeatureSchema.fit(graph, "identity", "auto").encode(graph));
        Network network = ModelRegistry.find("sage")
                .builder()
                .build(settings, new Shape(input.columns(), CLASSES, 0), new Initialiser(4));
        try (Engine engine = new Engine(2);
                Adam adam = new Adam(engine, network.parameters(), 0f, false);
                Neighbourhoods arcs = GraphReading.of(
                        graph,
                        ModelEntry.Reading.UNDIRECTED,
                        graph.relationships().types(),
                        "")) {
            int[] codes = graph.target("class").codes();
            TrainingData data = new TrainingData(
                    input,
                    new GraphParts(arcs, ModelEntry.Reading.UNDIRECTED),
                    codes,
                    split.train(),
                    null,
                    split.validation());
            BatchSteps batches = new BatchSteps(engine, network, data, 100, 5, 1);
            Step step = new Step(engine, network, adam, new HealthGate(engine, network, null), 0.0, 1);
            for (int epoch = 0; epoch < 2; epoch++) {
                batches.epoch(step, List.of(input), epoch, 0.01f);
            }
            long allocations = engine.pool().allocations();
            long held = engine.pool().bytesHeld();
            for (int epoch = 2; epoch < 8; epoch++) {
                batches.epoch(step, List.of(input), epoch, 0.01f);
            }
            assertThat(engine.pool().allocations()).isEqualTo(allocations);
            assertThat(engine.pool().bytesHeld()).isEqualTo(held);
            assertThat(engine.pool().bytesTaken()).isZero();
        }
        network.parameters().forEach(Parameter::close);
        if (input instanceof Input.Dense dense) {
            dense.close();
        }
    }
}
