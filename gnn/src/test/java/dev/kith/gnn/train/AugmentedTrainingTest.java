package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.MeanSquare;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.local.Augmentation;
import dev.kith.gnn.model.local.LocalAugmentation;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.generate.BlockModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training with generated features beside the real ones (Liu et al. 2022). */
class AugmentedTrainingTest {
    private static final Map<String, Object> LOCAL =
            Map.of("augmentation", "local", "generatorSteps", 40, "generatorHidden", 16, "samples", 2);

    /** Every model that has the option. */
    static Stream<String> models() {
        return ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).stream()
                .filter(entry -> entry.options().stream()
                        .anyMatch(option -> option.name().equals("augmentation")))
                .map(ModelEntry::name);
    }

    private static Map<String, Object> local(Map<String, ?> given) {
        Map<String, Object> all = new LinkedHashMap<>(LOCAL);
        all.putAll(given);
        return all;
    }

    /** What is saved draws again what it was judged with. */
    @ParameterizedTest
    @MethodSource("models")
    void theModelDrawsAgainWhatItWasTestedWith(String name, @TempDir Path folder) {
        List<Map<String, Object>> ways = List.of(Map.of(), Map.of("batchSize", 20, "redraw", 3, "merge", "average"));
        for (Map<String, Object> given : ways) {
            try (Model model = Example.train(Example.GRAPH, name, local(given), 1);
                    Engine engine = new Engine(1)) {
                ModelFolder.write(model, folder);
                try (Model read = ModelFolder.read(folder)) {
                    String before = Predictions.of(model, engine, Example.GRAPH).sha256();
                    Predictions after = Predictions.of(read, engine, Example.GRAPH);
                    assertThat(after.sha256()).isEqualTo(before);
                    int[] codes = Example.GRAPH.target("class").codes();
                    int[] test = Example.split(Example.GRAPH).test();
                    double right = Arrays.stream(test)
                            .filter(node -> after.codes()[node] == codes[node])
                            .count();
                    assertThat(model.metrics().get("test").get("accuracy"))
                            .isCloseTo(right / test.length, within(1e-9));
                }
            }
        }
    }

    /** Section 9, test 5: nothing generated, one sample and no consistency is the plain backbone. */
    @ParameterizedTest
    @ValueSource(strings = {"gcn", "gat", "mlp"})
    void withNothingGeneratedItIsTheBackbone(String name) {
        try (Model plain = Example.train(Example.GRAPH, name, Map.of(), 1);
                Model same = Example.train(
                        Example.GRAPH,
                        name,
                        Map.of("augmentation", "local", "generated", 0, "samples", 1, "consistency", 0),
                        1)) {
            List<float[]> expected = Example.weights(plain);
            List<float[]> weights = Example.weights(same);
            assertThat(weights).hasSameSizeAs(expected);
            for (int p = 0; p < weights.size(); p++) {
                assertThat(weights.get(p)).isEqualTo(expected.get(p));
            }
        }
    }

    /** Section 9, test 6: (m + 1)(F h + h) + (m + 1) h C + C. */
    @Test
    void parameters() {
        for (int m : new int[] {1, 3}) {
            Settings settings = Example.settings("gcn", local(Map.of("generated", m)));
            Network network =
                    ModelRegistry.find("gcn").builder().build(settings, new Shape(12, 3, 0), new Initialiser(1));
            assertThat(network.trainedValues()).isEqualTo((m + 1) * (12 * 16 + 16) + (m + 1) * 16 * 3 + 3);
            network.parameters().forEach(Parameter::close);
        }
    }

    /** Section 9, test 10: the generator is the one that was trained before. */
    @Test
    void theGeneratorIsNotTrainedWithTheNetwork() {
        try (Model shortly = Example.train(Example.GRAPH, "gcn", local(Map.of("epochs", 1)), 1);
                Model longer = Example.train(Example.GRAPH, "gcn", local(Map.of("epochs", 12)), 1)) {
            Map<String, float[]> first = generator(shortly);
            Map<String, float[]> second = generator(longer);
            assertThat(first).hasSizeGreaterThan(5).hasSameSizeAs(second);
            first.forEach((parameter, values) ->
                    assertThat(second.get(parameter)).as(parameter).isEqualTo(values));
        }
    }

    private static Map<String, float[]> generator(Model model) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : model.network().parameters()) {
            if (parameter.name().startsWith("generator.") && !parameter.name().endsWith("kept")) {
                assertThat(parameter.isTrained()).isFalse();
                values.put(parameter.name(), parameter.value().toArray());
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cvae", "noise"})
    void theSameBytesAtAnyThreadCount(String generator) {
        Graph graph = new BlockModel(1500, 3, 8.0, 0.7, 0.5, 48, 2.0).graph(5);
        Map<String, Object> given = local(Map.of("epochs", 3, "redraw", 2, "generator", generator));
        try (Model one = Example.train(graph, "gcn", given, 1);
                Model four = Example.train(graph, "gcn", given, 4)) {
            List<float[]> expected = Example.weights(one);
            for (int p = 0; p < expected.size(); p++) {
                assertThat(Example.weights(four).get(p)).isEqualTo(expected.get(p));
            }
        }
    }

    /** Section 9, test 3. */
    @Test
    void consistencyOfAWorkedExample() {
        try (Engine engine = new Engine(1);
                Tensor a = Tensor.of(2, 3, .7f, .2f, .1f, .4f, .4f, .2f);
                Tensor b = Tensor.of(2, 3, .5f, .3f, .2f, .2f, .6f, .2f);
                Tensor sure = Tensor.of(2, 3, 1f, 0f, 0f, 0f, 0f, 1f);
                Tape tape = Tape.inference(engine)) {
            Tensor target = Sharpening.of(engine, List.of(a, b), 0.5f);
            float[] expected = {.808989f, .140449f, .050562f, .236842f, .657895f, .105263f};
            for (int k = 0; k < expected.length; k++) {
                assertThat(target.toArray()[k]).isCloseTo(expected[k], within(1e-6f));
            }
            Variable q = tape.ownedConstant(target);
            double loss = 0.0;
            for (Tensor sample : List.of(a, b)) {
                loss += 3.0
                        / 2.0
                        * MeanSquare.apply(tape, tape.constant(sample), q)
                                .value()
                                .get(0, 0);
            }
            assertThat(loss).isCloseTo(0.0692301609977475, within(1e-7));
            Tensor certain = Sharpening.of(engine, List.of(sure, sure), 0.5f);
            assertThat(certain.toArray()).containsExactly(sure.toArray(), within(1e-6f));
            engine.pool().release(certain);
        }
    }

    /** Section 9, test 9: samples that are computed twice, one at a time, have the gradients of all at once. */
    @Test
    void recomputedSamplesHaveTheSameGradients() {
        List<float[]> together = gradients(false);
        List<float[]> inTurn = gradients(true);
        assertThat(together.stream()
                        .flatMapToDouble(g -> IntStream.range(0, g.length).mapToDouble(i -> Math.abs(g[i])))
                        .max()
                        .orElse(0.0))
                .isGreaterThan(1e-3);
        for (int p = 0; p < together.size(); p++) {
            assertThat(inTurn.get(p)).containsExactly(together.get(p), within(1e-6f));
        }
    }

    private static List<float[]> gradients(boolean recompute) {
        Settings settings = Example.settings("gcn", local(Map.of("recompute", recompute, "samples", 3)));
        Graph graph = Example.GRAPH;
        ModelEntry entry = ModelRegistry.find("gcn");
        LocalAugmentation network =
                (LocalAugmentation) entry.builder().build(settings, new Shape(12, 3, 0), new Initialiser(1));
        try (Engine engine = new Engine(1);
                GraphFeatures features = new GraphFeatures(graph);
                Neighbourhoods arcs = GraphReading.of(graph, Reading.UNDIRECTED, List.of(), "")) {
            Input x = features.of(settings).input();
            try (Drawings drawings = new Drawings(engine, network, x, Augmentation.of(settings))) {
                int[] rows = {0, 5, 9};
                List<Batch> samples = drawings.of(0).stream()
                        .map(input -> new Batch(input, List.of(arcs), null, rows, new int[] {0, 2, 1}, null))
                        .toList();
                new StepLoss(engine, network, 7, Augmentation.of(settings)).walk(samples, 3);
            }
            return network.parameters().stream()
                    .filter(Parameter::isTrained)
                    .map(p -> p.gradient().toArray())
                    .toList();
        } finally {
            new ArrayList<>(network.parameters()).forEach(Parameter::close);
        }
    }

    @Test
    void theMemoryOfDrawingsIsEstimated() {
        try (NodeClassification task = new NodeClassification(Example.GRAPH, 1)) {
            ModelEntry entry = ModelRegistry.find("gcn");
            long plain = task.estimate(entry, Example.settings("gcn", Map.of()), Example.split(Example.GRAPH))
                    .steadyBytes();
            long augmented = task.estimate(
                            entry,
                            Example.settings("gcn", local(Map.of("samples", 4, "generated", 2))),
                            Example.split(Example.GRAPH))
                    .steadyBytes();
            assertThat(augmented - plain).isGreaterThan(4L * 2 * 120 * 12 * Float.BYTES);
        }
    }

    @Test
    void aSingleLayerHasNowhereToJoinBranches() {
        assertThatThrownBy(() -> Example.train(Example.GRAPH, "gcn", local(Map.of("layers", 1)), 1)
                        .close())
                .isInstanceOf(KithException.class)
                .hasMessageContaining("use layers=2 or more, or merge=concat");
        Example.train(Example.GRAPH, "gcn", local(Map.of("layers", 1, "merge", "concat", "epochs", 1)), 1)
                .close();
    }

    @Test
    void forwardTrainingHasNone() {
        assertThatThrownBy(() -> Example.train(Example.GRAPH, "gcn", local(Map.of("training", "forward")), 1)
                        .close())
                .isInstanceOf(KithException.class)
                .hasMessageContaining("Forward training has no augmentation=local");
    }
}
