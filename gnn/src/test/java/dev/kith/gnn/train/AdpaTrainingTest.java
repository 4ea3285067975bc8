package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.amud.AmudReport;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.VectorColumn;
import dev.kith.graph.generate.BlockModel;
import dev.kith.graph.random.CounterRandom;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model whose features are propagated before it is trained. */
class AdpaTrainingTest {
    /** Whoever is pointed at by class c is of class c + 1: only directions tell. */
    private static final Graph CYCLE = new BlockModel(300, 3, 6.0, 0.0, 1.0, 8, 0.6).graph(2);

    @TempDir
    Path folder;

    @Test
    void directionsTellItMoreThanASymmetricGraph() {
        try (Model kept = Example.train(CYCLE, "adpa", Map.of("epochs", 150, "hidden", 32), 2);
                Model dropped = Example.train(
                        CYCLE, "adpa", Map.of("epochs", 150, "hidden", 32, "directionality", "drop"), 2)) {
            double directed = kept.metrics().get("test").get("accuracy");
            assertThat(directed).isGreaterThan(0.75);
            assertThat(directed).isGreaterThan(dropped.metrics().get("test").get("accuracy") + 0.1);
        }
    }

    /**
     * Forty sources point to one of two hubs, which tells their class; either hub points back to half of all sources.
     * Features are noise, and the hubs' classes are hidden.
     */
    @Test
    void commonTargetsSeparateSourcesAndTheSymmetricGraphDoesNoBetter() {
        double directed = 0.0;
        double symmetric = 0.0;
        for (int seed = 0; seed < 20; seed++) {
            Graph graph = twoHubs(seed);
            Split split = new Split(
                    "written",
                    IntStream.range(0, 40).filter(i -> i % 4 < 2).toArray(),
                    new int[0],
                    IntStream.range(0, 40).filter(i -> i % 4 >= 2).toArray());
            directed += test(graph, split, "keep", seed) / 20;
            symmetric += test(graph, split, "drop", seed) / 20;
        }
        assertThat(directed).as("symmetric %s", symmetric).isGreaterThan(0.8).isGreaterThan(symmetric + 0.15);
    }

    private static Graph twoHubs(int seed) {
        float[] noise = new float[42 * 2];
        for (int e = 0; e < noise.length; e++) {
            noise[e] = CounterRandom.normal(seed, 1, e);
        }
        long[] classes = new long[42];
        Graphs graph = Graphs.of(42);
        for (int i = 0; i < 40; i++) {
            classes[i] = i / 20;
            graph.arc(i, 40 + i / 20);
            if (i % 2 == 0) {
                graph.arc(40, i).arc(41, i);
            }
        }
        return graph.feature("x", new VectorColumn(noise, 42, 2, null))
                .property("class", new LongColumn(classes, null))
                .build();
    }

    private static double test(Graph graph, Split split, String directionality, long seed) {
        ModelEntry entry = ModelRegistry.find("adpa");
        Settings settings = TrainingOptions.settings(
                entry,
                Map.of("directionality", directionality, "epochs", 150, "hidden", 16, "layers", 1, "dropout", 0.0));
        try (NodeClassification task = new NodeClassification(graph, 1);
                Model model = task.train(entry, settings, split, seed, TrainingListener.SILENT, Checkpoint.NONE)) {
            return model.metrics().get("test").get("accuracy");
        }
    }

    @Test
    void theSameBytesFromMemoryFromAFileAndAfterReadingItAgain() {
        Map<String, ?> inMemory = Map.of("batchSize", 30);
        // Half of what may be used is less than the propagated features.
        Map<String, ?> inAFile = Map.of("batchSize", 30, "maxMemoryGiB", 0.004);
        try (Engine engine = new Engine(2);
                Model one = Example.train(Example.GRAPH, "adpa", inMemory, 1);
                Model other = Example.train(Example.GRAPH, "adpa", inAFile, 2)) {
            assertThat(Example.weights(other).toArray(float[][]::new))
                    .isDeepEqualTo(Example.weights(one).toArray(float[][]::new));
            ModelFolder.write(one, folder);
            try (Model read = ModelFolder.read(folder)) {
                assertThat(Predictions.of(read, engine, Example.GRAPH).sha256())
                        .isEqualTo(Predictions.of(one, engine, Example.GRAPH).sha256());
            }
        }
    }

    @Test
    void trainingDoesNotLookAtTheRelationshipsAnyMore() {
        ModelEntry entry = ModelRegistry.find("adpa");
        Settings settings = Example.settings("adpa", Map.of());
        Network network = entry.builder().build(settings, new Shape(12, 3, 0, true), new Initialiser(1));
        try (Engine engine = new Engine(1);
                Preparations preparations = new Preparations();
                Neighbourhoods arcs =
                        GraphReading.of(Example.GRAPH, ModelEntry.Reading.DIRECTED, java.util.List.of("ARC"), "")) {
            Input.Dense x = new Input.Dense(Tensor.zeros(120, 12));
            Input made = preparations
                    .of(network.preparation(), engine, x, arcs, settings)
                    .input();
            TrainingData data = new TrainingData(
                            x,
                            new GraphParts(arcs, ModelEntry.Reading.DIRECTED),
                            new int[120],
                            new int[0],
                            null,
                            new int[0])
                    .prepared(made, network);
            assertThat(data.graph().relations()).isEmpty();
            assertThat(data.graph().whole().arcs()).isZero();
            assertThat(preparations
                            .of(network.preparation(), engine, x, arcs, settings)
                            .input())
                    .as("what is there is not made again")
                    .isSameAs(made);
            x.close();
        }
        network.parameters().forEach(dev.kith.gnn.autograd.Parameter::close);
    }

    static Stream<String> models() {
        return ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).stream().map(ModelEntry::name);
    }

    @ParameterizedTest
    @MethodSource("models")
    void autoAsksAmudAndTheModelSaysWhatItAnswered(String name) {
        Map<String, ?> auto = Map.of("directionality", "auto", "epochs", 2);
        try (Model directed = Example.train(CYCLE, name, auto, 2);
                Model plain = Example.train(Example.GRAPH, name, auto, 2)) {
            assertThat(directed.provenance().direction().advice()).isEqualTo(AmudReport.Advice.DIRECTED);
            assertThat(directed.settings().choice("directionality")).isEqualTo("keep");
            assertThat(directed.provenance().settings()).containsEntry("directionality", "auto");
            assertThat(plain.provenance().direction().advice()).isEqualTo(AmudReport.Advice.UNDIRECTED);
            assertThat(plain.settings().choice("directionality")).isEqualTo("drop");
            ModelFolder.write(directed, folder);
            try (Model read = ModelFolder.read(folder)) {
                assertThat(read.provenance()).isEqualTo(directed.provenance());
            }
        }
    }

    @Test
    void aTrialComparesOnTheValidationNodes() {
        try (NodeClassification task = new NodeClassification(CYCLE, 2)) {
            DirectionTrial trial = DirectionTrial.run(task, Example.split(CYCLE), 1);
            assertThat(trial.difference()).isGreaterThan(0.1).isEqualTo(trial.directed() - trial.undirected());
            assertThat(trial.standardError()).isBetween(0.0, 0.1);
        }
    }
}
