package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.DoubleColumn;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardTrainingTest {
    private static final Graph GRAPH = Example.GRAPH;

    static Stream<String> layers() {
        return ConvRegistry.entries().stream().map(ConvRegistry.Entry::name);
    }

    private static Map<String, Object> forward(Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of("training", "forward", "epochs", 40, "learningRate", 0.01));
        all.putAll(more);
        return all;
    }

    private static Model train(String model, Map<String, ?> more) {
        return Example.train(GRAPH, model, forward(more), 2);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyLayerLearns(String model) {
        try (Model trained = train(model, Map.of("layers", 2))) {
            assertThat(trained.metrics().get("test").get("accuracy")).isGreaterThan(0.6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sf", "sf-top-to-input", "sf-top-to-loss", "ff-la", "ff-vn"})
    void everyVariantLearns(String variant) {
        try (Model trained = train("sage", Map.of("layers", 2, "variant", variant))) {
            assertThat(trained.metrics().get("test").get("accuracy")).isGreaterThan(0.5);
            assertThat(trained.metrics().get("validation").get("accuracy")).isGreaterThan(0.5);
        }
    }

    /** Where nothing can be learned the validation nodes show it, though predictions are told their classes. */
    @ParameterizedTest
    @ValueSource(strings = {"ff-la", "ff-vn"})
    void validationIsNotTold(String variant) {
        double[] same = new double[150];
        Arrays.fill(same, 1.0);
        Graph empty = Graphs.of(150)
                .classes(3)
                .feature("x", new DoubleColumn(same, null))
                .build();
        try (Model trained = Example.train(empty, "sage", forward(Map.of("variant", variant, "epochs", 4)), 1);
                Engine engine = new Engine(1)) {
            assertThat(trained.metrics().get("validation").get("accuracy")).isLessThan(0.6);
            int[] told = Example.split(empty).validation();
            int[] codes = empty.target("class").codes();
            int[] predicted = Predictions.of(trained, engine, empty).codes();
            for (int node : told) {
                assertThat(predicted[node]).isEqualTo(codes[node]);
            }
        }
    }

    /** A layer below is the same whatever stands above it: depths are prefixes of each other. */
    @Test
    void upperLayersChangeNothingBelow() {
        try (Model shallow = train("gcn", Map.of("layers", 1));
                Model deep = train("gcn", Map.of("layers", 3))) {
            List<float[]> few = Example.weights(shallow);
            List<float[]> many = Example.weights(deep);
            assertThat(many.get(0)).isEqualTo(few.get(0));
            assertThat(many.get(1)).isEqualTo(few.get(1));
        }
    }

    @Test
    void savedWithClassNodesAndReadAgain(@TempDir Path folder) {
        try (Model trained = train("sage", Map.of("layers", 2));
                Engine engine = new Engine(1);
                Tensor before = trained.probabilities(engine, GRAPH)) {
            ModelFolder.write(trained, folder);
            try (Model read = ModelFolder.read(folder);
                    Tensor after = read.probabilities(engine, GRAPH)) {
                assertThat(after.toArray()).isEqualTo(before.toArray());
                Graph other = Graphs.of(5).circle().classes(3).build();
                assertThatThrownBy(() -> read.probabilities(engine, other)).isInstanceOf(KithException.class);
            }
        }
    }

    /** What training reports is what the model predicts. */
    @Test
    void metricsAreThoseOfThePredictions() {
        try (Model trained = train("gcn", Map.of("layers", 2));
                Engine engine = new Engine(1);
                Tensor probabilities = trained.probabilities(engine, GRAPH)) {
            int[] test = Example.split(GRAPH).test();
            int[] codes = GRAPH.target(GRAPH.targetProperty().orElseThrow()).codes();
            assertThat(Metrics.classification(probabilities, codes, test).get("accuracy"))
                    .isEqualTo(trained.metrics().get("test").get("accuracy"));
            for (int i = 0; i < probabilities.rows(); i++) {
                float sum = 0f;
                for (float p : probabilities.row(i)) {
                    sum += p;
                }
                assertThat(sum).isCloseTo(1f, org.assertj.core.data.Offset.offset(1e-5f));
            }
        }
    }

    @Test
    void sameBytesAtAnyThreadCount() {
        List<float[]> first = null;
        for (int threads : new int[] {1, 2, 4}) {
            try (Model trained = Example.train(GRAPH, "sage", forward(Map.of("layers", 2)), threads)) {
                List<float[]> weights = Example.weights(trained);
                first = first == null ? weights : first;
                for (int p = 0; p < weights.size(); p++) {
                    assertThat(weights.get(p)).as("at %d threads", threads).isEqualTo(first.get(p));
                }
            }
        }
    }

    @Test
    void refusesWhatItHasNot() {
        for (Map<String, ?> wrong : List.of(
                Map.of("norm", "layer"),
                Map.of("residual", true),
                Map.of("batchSize", 10),
                Map.of("activation", "elu"))) {
            assertThatThrownBy(() -> train("gcn", wrong))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("Forward training has no");
        }
    }

    @Test
    void returnsAllMemory() {
        long before = Tensor.liveBytes();
        train("gcn", Map.of("layers", 3)).close();
        assertThat(Tensor.liveBytes()).isEqualTo(before);
    }
}
