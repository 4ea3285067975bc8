package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.model.ModelRegistry;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that ends at any epoch and starts again ends with the same bytes as one that was left alone. */
class CheckpointTest {
    private static final int EPOCHS = 12;
    /** Settings that have a state of their own, killed at every epoch, and every model of the registry, at every fourth. */
    static Stream<Arguments> kinds() {
        Stream<Arguments> models = ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).stream()
                .map(entry -> Arguments.of(entry.name(), Map.of("dropout", 0.3), 4));
        return Stream.concat(
                models,
                Stream.of(
                        Arguments.of("gcn", Map.of("optimizer", "adamw", "schedule", "cosine", "warmup", 2), 1),
                        Arguments.of("gin", Map.of("perceptronNorm", "batch"), 1),
                        Arguments.of("gcn", Map.of("norm", "batch", "clip", 0.5, "batchSize", 30, "fanout", 3), 1),
                        Arguments.of("sage", Map.of("batchSize", 16, "fanout", 2, "patience", 3), 1),
                        Arguments.of("mlp", Map.of("batchSize", 20), 1)));
    }

    /** What a killed process leaves: an exception out of the listener, after the checkpoint of some epoch. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void killedAtAnyEpoch(String model, Map<String, ?> settings, int stride, @TempDir Path folder) throws IOException {
        try (Model undisturbed = Example.train(Example.GRAPH, model, settings, 1)) {
            for (int epoch = 1; epoch < EPOCHS; epoch += stride) {
                int every = 1 + epoch % 3;
                Path file = folder.resolve("checkpoint" + epoch + ".safetensors");
                Checkpoint checkpoint = new Checkpoint(file, every, model);
                try {
                    // A model that has stopped early before this epoch was never killed.
                    Example.train(Example.GRAPH, model, settings, 1, killedAfter(epoch), checkpoint)
                            .close();
                } catch (Killed e) {
                    assertThat(Files.exists(file)).isEqualTo(epoch >= every + 1);
                }
                try (Model resumed = Example.train(
                        Example.GRAPH, model, settings, epoch == 5 ? 2 : 1, TrainingListener.SILENT, checkpoint)) {
                    same(resumed, undisturbed);
                }
            }
        }
    }

    private static void same(Model resumed, Model undisturbed) {
        List<float[]> expected = Example.weights(undisturbed);
        List<float[]> weights = Example.weights(resumed);
        for (int p = 0; p < expected.size(); p++) {
            assertThat(weights.get(p)).isEqualTo(expected.get(p));
        }
        assertThat(resumed.provenance().bestEpoch())
                .isEqualTo(undisturbed.provenance().bestEpoch());
        assertThat(resumed.provenance().epochs())
                .isEqualTo(undisturbed.provenance().epochs());
        assertThat(resumed.metrics()).isEqualTo(undisturbed.metrics());
    }

    private static TrainingListener killedAfter(int epoch) {
        return heard -> {
            if (heard.number() == epoch) {
                throw new Killed();
            }
        };
    }

    @Test
    void anotherTrainingsCheckpointIsRefused(@TempDir Path folder) {
        Path file = folder.resolve("checkpoint.safetensors");
        Example.train(Example.GRAPH, "gcn", Map.of(), 1, TrainingListener.SILENT, new Checkpoint(file, 5, "one"))
                .close();
        assertThatThrownBy(() -> Example.train(
                        Example.GRAPH, "gcn", Map.of(), 1, TrainingListener.SILENT, new Checkpoint(file, 5, "other")))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("is of another training");
    }

    @Test
    void aDamagedCheckpointIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Checkpoint checkpoint = new Checkpoint(file, 5, "one");
        Example.train(Example.GRAPH, "gcn", Map.of(), 1, TrainingListener.SILENT, checkpoint)
                .close();
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 7, 100, whole.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(
                            () -> Example.train(Example.GRAPH, "gcn", Map.of(), 1, TrainingListener.SILENT, checkpoint))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("damaged");
        }
    }
}
