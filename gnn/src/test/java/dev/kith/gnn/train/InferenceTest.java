package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.model.Matrices;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Preparation.Prepared;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
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

/** Stage by stage, and in blocks of any size, a network says what it says over the whole graph at once. */
class InferenceTest {
    private static final Graph GRAPH = Example.GRAPH;

    static Stream<Arguments> cases() {
        List<Map<String, ?>> stacks = List.of(
                Map.of(),
                Map.of("layers", 3, "jumpingKnowledge", "cat"),
                Map.of("layers", 3, "jumpingKnowledge", "max", "residual", true, "norm", "layer"),
                Map.of("layers", 1, "jumpingKnowledge", "cat"),
                Map.of("layers", 1),
                Map.of("layers", 3, "residual", true, "norm", "batch"));
        Stream<Arguments> models = ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).stream()
                .flatMap(entry -> (ConvRegistry.entries().stream()
                                        .anyMatch(layer -> layer.name().equals(entry.name()))
                                ? stacks.stream()
                                : Stream.of(stacks.getFirst()))
                        .map(given -> Arguments.of(entry.name(), given)));
        Stream<Arguments> aggregators = Stream.of("sum", "mean", "max", "std", "attention", "lcm", "gru", "pna")
                .map(aggregator -> Arguments.of("dirsage", Map.of("aggregator", aggregator)));
        return Stream.concat(models, aggregators);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void blocksSayTheSame(String model, Map<String, ?> given) {
        for (String features : List.of("features", "none")) {
            Map<String, Object> all = new LinkedHashMap<>(given);
            Graph graph = features.equals("none") ? GRAPH.withFeatures(List.of()) : GRAPH;
            compare(graph, model, all);
        }
    }

    private static void compare(Graph graph, String model, Map<String, ?> given) {
        ModelEntry entry = ModelRegistry.find(model);
        var settings = Example.settings(model, given);
        Input raw = Input.of(FeatureSchema.fit(graph, "identity", "auto").encode(graph));
        List<String> types = graph.relationships().types();
        int relations = GraphReading.relationTypes(graph, entry.reading(), types);
        Network network = entry.builder().build(settings, new Shape(raw.columns(), 3, relations), new Initialiser(4));
        int[] some = {117, 3, 40};
        try (Engine engine = new Engine(2);
                Neighbourhoods arcs = GraphReading.of(graph, entry.reading(), types, "");
                Prepared prepared = network.preparation().prepare(engine, raw, arcs, Matrices::inMemory)) {
            Input input = prepared.input();
            GraphParts parts = new GraphParts(arcs, entry.reading());
            try (Tensor whole = new Inference(engine, network, input, parts, 0).logits()) {
                // From all at once, stage by stage, to blocks of single nodes.
                for (long floats : new long[] {1L << 28, 2000, 600, 1}) {
                    Inference inBlocks = new Inference(engine, network, input, parts, floats);
                    try (Tensor all = inBlocks.logits();
                            Tensor picked = inBlocks.logits(some)) {
                        near(all, IntStream.range(0, 120).toArray(), whole);
                        near(picked, some, whole);
                    }
                }
            }
            assertThat(engine.pool().bytesTaken()).isZero();
        }
        network.parameters().forEach(Parameter::close);
        if (raw instanceof Input.Dense dense) {
            dense.close();
        }
    }

    /** Row r of {@code part} is row {@code rows[r]} of {@code whole}. */
    private static void near(Tensor part, int[] rows, Tensor whole) {
        assertThat(part.rows()).isEqualTo(rows.length);
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < whole.columns(); c++) {
                float expected = whole.get(rows[r], c);
                assertThat(part.get(r, c))
                        .as("node %d, column %d", rows[r], c)
                        .isCloseTo(expected, Offset.offset(1e-4f * Math.max(1f, Math.abs(expected))));
            }
        }
    }

    /** A network that says nothing of its stages is run over the whole graph, and walked to the end in batches. */
    @Test
    void aNetworkWithoutStages() {
        Network averages = new Network() {
            @Override
            public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
                return dev.kith.gnn.autograd.ops.SparseMatMul.apply(tape, graph.mean(), x.dense(tape));
            }

            @Override
            public List<Parameter> parameters() {
                return List.of();
            }
        };
        Input input = Input.of(FeatureSchema.fit(GRAPH, "identity", "auto").encode(GRAPH));
        try (Engine engine = new Engine(1);
                Neighbourhoods arcs = GraphReading.of(GRAPH, ModelEntry.Reading.UNDIRECTED, List.of("ARC"), "")) {
            GraphParts parts = new GraphParts(arcs, ModelEntry.Reading.UNDIRECTED);
            try (Tensor whole = new Inference(engine, averages, input, parts, 0).logits();
                    Tensor bounded = new Inference(engine, averages, input, parts, 1).logits()) {
                assertThat(bounded.toArray()).isEqualTo(whole.toArray());
            }
            NeighbourSampler.Sample sample = new NeighbourSampler(120, parts.relations(), NeighbourSampler.ALL, 0)
                    .around(new int[] {5}, averages.hops(), 0);
            assertThat(sample.complete()).isEqualTo(sample.nodes().length).isGreaterThan(100);
        }
        ((Input.Dense) input).close();
    }
}
