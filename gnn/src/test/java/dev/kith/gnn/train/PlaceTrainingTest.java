package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.link.LinkPrediction;
import dev.kith.gnn.link.LinkSplits;
import dev.kith.gnn.link.Links;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.NodeTable;
import dev.kith.graph.Split;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.random.CounterRandom;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on places: the encoder is part of the model, and a moved set is the same one. */
class PlaceTrainingTest {
    private static final String SPHERE = "latitude+longitude:sphere;degree=4;width=8";

    /** The example's nodes, each class around a place of its own, turned by some degrees. */
    private static Graph placed(double turn, String... features) {
        Graph graph = Example.GRAPH;
        int[] classes = graph.target("class").codes();
        double[] latitude = new double[classes.length];
        double[] longitude = new double[classes.length];
        double cosine = Math.cos(Math.toRadians(turn));
        double sine = Math.sin(Math.toRadians(turn));
        for (int i = 0; i < classes.length; i++) {
            double x = 30.0 * classes[i] - 20.0 + 5.0 * CounterRandom.normal(1, 1, i);
            double y = 20.0 * classes[i] * classes[i] - 30.0 + 5.0 * CounterRandom.normal(1, 2, i);
            latitude[i] = cosine * x - sine * y;
            longitude[i] = sine * x + cosine * y;
        }
        Map<String, Column> columns = new LinkedHashMap<>(graph.nodes().properties());
        columns.put("latitude", new DoubleColumn(latitude, null));
        columns.put("longitude", new DoubleColumn(longitude, null));
        return new Graph(
                graph.name(),
                graph.directed(),
                new NodeTable(graph.nodes().ids(), graph.nodes().labels(), columns),
                graph.relationships(),
                "class",
                List.of(features),
                Map.of());
    }

    /** Saved and read, it says the same. */
    @ParameterizedTest
    @ValueSource(strings = {SPHERE, "latitude+longitude:invariant;signs=average", "latitude+longitude:invariant"})
    void aPlaceEncoderIsPartOfTheModel(String feature, @TempDir Path folder) {
        Graph graph = placed(0.0, feature);
        for (String name : List.of("sage", "mlp")) {
            try (Model model = Example.train(graph, name, Map.of("epochs", 60), 1);
                    Engine engine = new Engine(1)) {
                assertThat(model.metrics().get("test").get("accuracy")).isGreaterThan(0.8);
                ModelFolder.write(model, folder);
                try (Model read = ModelFolder.read(folder)) {
                    assertThat(Predictions.of(read, engine, graph).sha256())
                            .isEqualTo(Predictions.of(model, engine, graph).sha256());
                    assertThat(read.provenance().places() == null).isEqualTo(feature.equals(SPHERE));
                }
            }
        }
    }

    /** What was learned on a set holds for a turned one. */
    @Test
    void aTurnedSetIsTheSame() {
        Graph graph = placed(0.0, "latitude+longitude:invariant");
        Graph turned = placed(77.0, "latitude+longitude:invariant");
        try (Model model = Example.train(graph, "sage", Map.of("epochs", 40), 1);
                Engine engine = new Engine(1);
                Tensor before = model.probabilities(engine, graph);
                Tensor after = model.probabilities(engine, turned)) {
            assertThat(after.toArray()).containsExactly(before.toArray(), within(1e-4f));
        }
    }

    /** Batches read places as whole graphs do, and any number of threads makes the same bytes. */
    @Test
    void batchesAndThreads() {
        Graph graph = placed(0.0, SPHERE, "features");
        Map<String, Object> given = Map.of("batchSize", 20, "epochs", 3);
        try (Model one = Example.train(graph, "gcn", given, 1);
                Model four = Example.train(graph, "gcn", given, 4)) {
            List<float[]> expected = Example.weights(one);
            for (int p = 0; p < expected.size(); p++) {
                assertThat(Example.weights(four).get(p)).isEqualTo(expected.get(p));
            }
        }
    }

    @Test
    void linksReadPlacesToo() {
        Graph graph = placed(0.0, SPHERE);
        ModelEntry entry = ModelRegistry.find("gae");
        Settings settings = TrainingOptions.settings(entry, Map.of("epochs", 5, "hidden", 16, "batchSize", 64));
        Split split = LinkSplits.all(graph, Links.of(graph, ""), "random", 1).getFirst();
        try (LinkPrediction task = new LinkPrediction(graph, 1);
                Engine engine = new Engine(1);
                Model model =
                        task.train(engine, entry, settings, split, 1, new Initialiser(1), TrainingListener.SILENT)) {
            assertThat(model.network().parameters().stream()
                            .anyMatch(parameter -> parameter.name().startsWith("encoder.place0.")))
                    .isTrue();
            assertThat(model.metrics().get("test").values()).allMatch(Double::isFinite);
        }
    }
}
