package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.generate.BlockModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
    private static final Graph GRAPH = Example.GRAPH;

    static Stream<String> models() {
        return ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).stream().map(ModelEntry::name);
    }

    /** Neighbours are of the same class six times in seven, and features say the rest. */
    @ParameterizedTest
    @MethodSource("models")
    void learnsABlockModel(String name) {
        // A latent graph is looked for among all nodes at once.
        for (int batch : name.equals("latent") ? new int[] {0} : new int[] {0, 20}) {
            long before = Tensor.liveBytes();
            try (Model model =
                    Example.train(GRAPH, name, Map.of("epochs", 120, "dropout", 0.2, "batchSize", batch), 2)) {
                double test = model.metrics().get("test").get("accuracy");
                assertThat(test).as("batchSize %d", batch).isGreaterThan(leastAccuracy(name));
            }
            assertThat(Tensor.liveBytes()).isEqualTo(before);
        }
    }

    /**
     * ADPA has seven branches for the features of sixty nodes, and neighbours that are inferred from features that say
     * little stand beside the given ones.
     */
    private static double leastAccuracy(String name) {
        return switch (name) {
            case "mlp" -> 0.5;
            case "adpa" -> 0.75;
            case "latent" -> 0.7;
            default -> 0.8;
        };
    }

    /** The class is the direction's: whoever is pointed at by class c is of class c + 1. */
    @ParameterizedTest
    @MethodSource("models")
    void onlyDirectionTellsTheClassesApart(String name) {
        Graph cycle = new BlockModel(300, 3, 6.0, 0.0, 1.0, 8, 0.6).graph(2);
        try (Model model = Example.train(cycle, name, Map.of("epochs", 80, "dropout", 0.2), 1)) {
            double test = model.metrics().get("test").get("accuracy");
            boolean directed = List.of("dirgcn", "dirsage", "rgcn").contains(name);
            if (directed) {
                assertThat(test).isGreaterThan(0.9);
            } else if (name.equals("adpa")) {
                // In between: it mixes what it knows of the directions with features that say little.
                assertThat(test).isGreaterThan(0.75);
            } else {
                assertThat(test).isLessThan(0.9);
            }
        }
    }

    @Test
    void tellsEveryEpochAndStopsWhenPatienceIsOver() {
        List<TrainingListener.Epoch> epochs = new ArrayList<>();
        try (Model model = Example.train(
                GRAPH,
                "gcn",
                Map.of("epochs", 500, "patience", 5, "learningRate", 0.1),
                1,
                epochs::add,
                Checkpoint.NONE)) {
            int last = model.provenance().epochs();
            assertThat(last).isLessThan(500);
            assertThat(epochs).hasSize(last);
            for (int e = 0; e < last; e++) {
                assertThat(epochs.get(e).number()).isEqualTo(e + 1);
                assertThat(epochs.get(e).of()).isEqualTo(500);
                assertThat(epochs.get(e).loss()).isPositive().isFinite();
            }
            int best = model.provenance().bestEpoch();
            double highest = epochs.stream()
                    .mapToDouble(TrainingListener.Epoch::validation)
                    .max()
                    .orElseThrow();
            assertThat(epochs.get(best - 1).validation())
                    .isEqualTo(highest)
                    .isEqualTo(model.metrics().get("validation").get("accuracy"));
        }
    }

    @Test
    void retrainingFromTheProvenanceGivesTheSameBytes() {
        try (Model model = Example.train(GRAPH, "sage", Map.of("aggregator", "max", "epochs", 5), 2)) {
            Provenance from = model.provenance();
            assertThat(from.graphFingerprint()).isEqualTo(GRAPH.fingerprint());
            var settings = TrainingOptions.settings(ModelRegistry.find("sage"), from.settings());
            try (NodeClassification task = new NodeClassification(GRAPH, 1);
                    Model again = task.train(
                            model.entry(),
                            settings,
                            Example.split(GRAPH),
                            from.seed(),
                            TrainingListener.SILENT,
                            Checkpoint.NONE)) {
                assertEqual(Example.weights(again), Example.weights(model));
            }
        }
    }

    @Test
    void adamWDecaysWeightsThatTheLossDoesNotTouch() {
        // The gradient of a column that is zero everywhere is zero: only decay moves its weights.
        Map<String, Object> given = new LinkedHashMap<>(
                Map.of("epochs", 10, "patience", 10, "learningRate", 0.1, "weightDecay", 0.5, "optimizer", "adamw"));
        float start = firstWeightOfUnusedFeature(Map.of("epochs", 1, "learningRate", 1e-7, "weightDecay", 0.0));
        try (Model model = Example.train(unused(), "mlp", given, 1)) {
            int kept = model.provenance().bestEpoch();
            // w ← w · (1 - rate · decay) at each step
            assertThat(weight(model)).isCloseTo((float) (start * Math.pow(0.95, kept)), within(start * 1e-4f));
        }
    }

    private static org.assertj.core.data.Offset<Float> within(float size) {
        return org.assertj.core.data.Offset.offset(Math.abs(size));
    }

    private static float firstWeightOfUnusedFeature(Map<String, ?> given) {
        try (Model model = Example.train(unused(), "mlp", given, 1)) {
            return weight(model);
        }
    }

    private static float weight(Model model) {
        Parameter first = model.network().parameters().getFirst();
        return first.value().get(2, 0);
    }

    /** A third feature that is zero for all. */
    private static Graph unused() {
        Graph rare = Rare.graph();
        var two = (dev.kith.graph.column.VectorColumn) rare.nodes().properties().get("x");
        float[] three = new float[3 * two.rows()];
        for (int i = 0; i < two.rows(); i++) {
            System.arraycopy(two.values(), 2 * i, three, 3 * i, 2);
        }
        Map<String, dev.kith.graph.column.Column> properties =
                new LinkedHashMap<>(rare.nodes().properties());
        properties.put("x", new dev.kith.graph.column.VectorColumn(three, two.rows(), 3, null));
        return new Graph(
                "unused",
                false,
                new dev.kith.graph.NodeTable(rare.nodes().ids(), rare.nodes().labels(), properties),
                rare.relationships(),
                "class",
                List.of("x"),
                Map.of());
    }

    @Test
    void clippingBoundsTheStep() {
        // Adam divides the scale of a gradient out again but for ε: with a tiny norm, ε is what is left to divide by.
        Map<String, ?> one = Map.of("epochs", 1, "learningRate", 0.1, "weightDecay", 0.0);
        Map<String, ?> clipped = Map.of("epochs", 1, "learningRate", 0.1, "weightDecay", 0.0, "clip", 1e-9);
        Map<String, ?> none = Map.of("epochs", 1, "learningRate", 1e-7, "weightDecay", 0.0);
        try (Model free = Example.train(GRAPH, "gcn", one, 1);
                Model held = Example.train(GRAPH, "gcn", clipped, 1);
                Model start = Example.train(GRAPH, "gcn", none, 1)) {
            assertThat(largestDistance(free, start)).isGreaterThan(0.09);
            assertThat(largestDistance(held, start)).isLessThan(0.01);
        }
    }

    private static double largestDistance(Model a, Model b) {
        double largest = 0.0;
        for (int p = 0; p < Example.weights(a).size(); p++) {
            float[] x = Example.weights(a).get(p);
            float[] y = Example.weights(b).get(p);
            for (int i = 0; i < x.length; i++) {
                largest = Math.max(largest, Math.abs(x[i] - y[i]));
            }
        }
        return largest;
    }

    @Test
    void twoTrainingsAtOnceOnEnginesOfTheirOwn() throws InterruptedException {
        try (NodeClassification task = new NodeClassification(GRAPH, 1)) {
            List<List<float[]>> found = java.util.Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try (Engine engine = new Engine(1);
                            Model model = task.train(
                                    engine,
                                    ModelRegistry.find("gcn"),
                                    Example.settings("gcn", Map.of("dropout", 0.0)),
                                    Example.split(GRAPH),
                                    3,
                                    TrainingListener.SILENT)) {
                        found.add(Example.weights(model));
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(found).hasSize(2);
            assertEqual(found.get(0), found.get(1));
        }
    }

    private static void assertEqual(List<float[]> weights, List<float[]> expected) {
        assertThat(weights).hasSameSizeAs(expected);
        for (int p = 0; p < weights.size(); p++) {
            assertThat(weights.get(p)).isEqualTo(expected.get(p));
        }
    }
}
