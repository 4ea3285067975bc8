package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that ends at any epoch and starts again ends with the same bytes as one that was left alone. */
class CheckpointTest {
    private static final int EPOCHS = 12;
    private static final Map<String, Map<String, ?>> KINDS = Map.of(
            "gcn", Map.of("optimizer", "adamw", "schedule", "cosine", "warmup", 2),
            "gin", Map.of("perceptronNorm", "batch"),
            "sage", Map.of("batchSize", 16, "fanout", 2, "patience", 3),
            "mlp", Map.of("batchSize", 20));

    /** What a killed process leaves: an exception out of the listener, after the checkpoint of some epoch. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Property(tries = 24)
    void killedAtAnyEpoch(@ForAll @IntRange(min = 1, max = EPOCHS - 1) int epoch, @ForAll @IntRange(max = 3) int kind)
            throws IOException {
        String model = KINDS.keySet().stream().sorted().toList().get(kind);
        Map<String, ?> settings = KINDS.get(model);
        Path folder = Files.createTempDirectory("kith-checkpoint");
        Path file = folder.resolve("checkpoint.safetensors");
        Checkpoint checkpoint = new Checkpoint(file, 1 + epoch % 3, model);
        try (Model undisturbed = Example.train(Example.GRAPH, model, settings, 1)) {
            try {
                // A model that has stopped early before this epoch was never killed.
                Example.train(Example.GRAPH, model, settings, 1, killedAfter(epoch), checkpoint)
                        .close();
            } catch (Killed e) {
                assertThat(Files.exists(file)).isEqualTo(epoch >= 1 + epoch % 3 + 1);
            }
            try (Model resumed =
                    Example.train(Example.GRAPH, model, settings, 2, TrainingListener.SILENT, checkpoint)) {
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
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
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
