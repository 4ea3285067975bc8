package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.file.ModelFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed half-way and started again writes the same weights as a training that was left alone. */
class KilledTrainingTest {
    private static final Map<String, Object> SETTINGS = Map.of("epochs", 400, "patience", 400, "checkpointEvery", 10);

    /** Trains, tells each epoch, and writes the model; waits to be killed in the epoch that its second argument names. */
    static final class Training {
        private Training() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            int last = Integer.parseInt(arguments[1]);
            Checkpoint checkpoint = new Checkpoint(folder.resolve("checkpoint.safetensors"), 10, "the same");
            TrainingListener telling = epoch -> {
                System.out.println("epoch " + epoch.number());
                System.out.flush();
                while (epoch.number() == last) {
                    LockSupport.park();
                }
            };
            try (Model model = Example.train(Example.GRAPH, "gcn", SETTINGS, 1, telling, checkpoint)) {
                ModelFolder.write(model, folder);
            }
        }
    }

    @Test
    void resumesAfterItsProcessWasKilled(@TempDir Path folder) throws IOException, InterruptedException {
        Process first = ChildJvm.start(Training.class, folder.toString(), "37");
        try (BufferedReader out = ChildJvm.output(first)) {
            String line = out.readLine();
            while (line != null && !line.equals("epoch 37")) {
                line = out.readLine();
            }
            assertThat(line).isEqualTo("epoch 37");
            first.destroyForcibly().waitFor();
        }
        assertThat(folder.resolve("model.json")).doesNotExist();
        assertThat(folder.resolve("checkpoint.safetensors")).exists();

        Process second = ChildJvm.start(Training.class, folder.toString(), "0");
        try (BufferedReader out = ChildJvm.output(second)) {
            assertThat(out.readLine()).isEqualTo("epoch 31");
            out.lines().forEach(line -> {});
        }
        assertThat(second.waitFor()).isZero();

        try (Model undisturbed = Example.train(Example.GRAPH, "gcn", SETTINGS, 2);
                Model resumed = ModelFolder.read(folder)) {
            List<float[]> expected = Example.weights(undisturbed);
            List<float[]> weights = Example.weights(resumed);
            for (int p = 0; p < expected.size(); p++) {
                assertThat(weights.get(p)).isEqualTo(expected.get(p));
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("checkpoint.safetensors", "model.json", "weights.safetensors");
        }
    }
}
