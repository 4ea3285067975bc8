package dev.kith.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.random.CounterRandom;
import dev.kith.search.space.NamedSpaces;
import dev.kith.search.strategy.Agnn;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search whose process is killed at random points, again and again, ends with the trials of one that was left alone. */
class KilledSearchTest {
    private static final int TRIALS = 40;

    @TempDir
    Path folder;

    /** The process that is killed. */
    public static void main(String[] arguments) throws IOException {
        search(Path.of(arguments[0]), 30);
    }

    private static SearchResult search(Path at, int mostMillis) throws IOException {
        Files.createDirectories(at);
        SearchFolder to = new SearchFolder(at);
        SearchOptions options = new SearchOptions(
                "agnn",
                TRIALS,
                0.0,
                0,
                2,
                true,
                1,
                1,
                true,
                0,
                new Agnn.Options(1, 3, 1, false, false, 8, 3.5e-3, 0.0),
                3,
                2,
                2,
                4);
        return new Search(
                        NamedSpaces.usual("node-classification", 2),
                        options,
                        null,
                        new Oracle(mostMillis),
                        to.trials(),
                        to.shelf(),
                        SearchListener.SILENT)
                .run();
    }

    @Test
    void endsTheSame() throws IOException, InterruptedException {
        int kills = 0;
        boolean ended = false;
        for (int attempt = 0; attempt < 30 && !ended; attempt++) {
            Process process = start(folder.resolve("killed"));
            int millis = 500 + 200 * attempt + CounterRandom.below(11, 1, attempt, 300);
            ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
            if (ended) {
                assertThat(process.exitValue()).isZero();
            } else {
                process.destroyForcibly().waitFor();
                kills++;
            }
        }
        SearchResult killed = search(folder.resolve("killed"), 0);
        SearchResult alone = search(folder.resolve("alone"), 0);
        assertThat(kills).isPositive();
        assertThat(killed.trials()).hasSize(TRIALS);
        for (int t = 0; t < TRIALS; t++) {
            assertThat(killed.trials().get(t).spec().choices())
                    .isEqualTo(alone.trials().get(t).spec().choices());
            assertThat(killed.trials().get(t).spec().inherit())
                    .isEqualTo(alone.trials().get(t).spec().inherit());
            assertThat(killed.trials().get(t).result().score())
                    .isEqualTo(alone.trials().get(t).result().score());
        }
    }

    private static Process start(Path at) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-Xmx") && !flag.startsWith("-agentlib"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledSearchTest.class.getName(),
                at.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
