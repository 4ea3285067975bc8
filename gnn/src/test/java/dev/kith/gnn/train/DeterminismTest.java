package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Graph;
import dev.kith.graph.generate.BlockModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes on every run and at any thread count, and other ones from another seed. */
class DeterminismTest {
    /** Large enough that every kernel cuts its work into several tasks. */
    private static final Graph GRAPH = new BlockModel(3000, 3, 8.0, 0.7, 0.5, 48, 2.0).graph(5);

    static Stream<String> models() {
        return ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).stream().map(ModelEntry::name);
    }

    /** One that looks for neighbours among all nodes goes in no batches. */
    static Stream<String> modelsInBatches() {
        return models().filter(model -> !model.equals("latent"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void wholeGraph(String model) {
        same(model, narrow(model, Map.of("epochs", 3, "clip", 1.0)));
    }

    @ParameterizedTest
    @MethodSource("modelsInBatches")
    void miniBatches(String model) {
        same(model, narrow(model, Map.of("epochs", 1, "batchSize", 700, "fanout", 5)));
    }

    /** A recipe says itself how wide its layers are. */
    private static Map<String, Object> narrow(String model, Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(given);
        if (!model.equals("recipe")) {
            all.put("hidden", 32);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lcm", "gru"})
    void learnedAggregators(String aggregator) {
        // They are slow; of so many nodes work is still cut into pieces.
        Graph graph = new BlockModel(1200, 3, 8.0, 0.7, 0.5, 48, 2.0).graph(5);
        same(graph, "sage", Map.of("aggregator", aggregator, "epochs", 2, "hidden", 8));
        same(graph, "gin", Map.of("aggregator", aggregator, "epochs", 1, "hidden", 8, "batchSize", 300, "fanout", 5));
    }

    private static void same(String model, Map<String, ?> given) {
        same(GRAPH, model, given);
    }

    private static void same(Graph graph, String model, Map<String, ?> given) {
        List<float[]> first = null;
        String predicted = null;
        for (int threads : new int[] {1, 1, 2, 4}) {
            try (Model trained = Example.train(graph, model, given, threads);
                    Engine engine = new Engine(threads)) {
                List<float[]> weights = Example.weights(trained);
                String sha256 = Predictions.of(trained, engine, graph).sha256();
                if (first == null) {
                    first = weights;
                    predicted = sha256;
                }
                assertThat(sha256).as("predictions at %d threads", threads).isEqualTo(predicted);
                for (int p = 0; p < weights.size(); p++) {
                    assertThat(weights.get(p)).as("at %d threads", threads).isEqualTo(first.get(p));
                }
            }
        }
    }
}
