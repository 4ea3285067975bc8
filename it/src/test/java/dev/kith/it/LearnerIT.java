package dev.kith.it;

import static dev.kith.it.PlantedGraph.PROJECTION;
import static dev.kith.it.PlantedGraph.training;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.cli.server.Installation;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose learner is missing, then has too small a heap, then is well: what it says, and that it goes on. */
class LearnerIT {
    private static final String TRAIN = "kith.nodeClassification.train";
    private static final Path KITH =
            Path.of("../cli/target/kith").toAbsolutePath().normalize();

    /** Too many to be read into {@link #SMALL}. */
    private static final int NODES = 200_000;

    private static final String SMALL = "-Xmx24m";

    @Test
    void aLearnerIsMissingThenTooSmallThenWell(@TempDir Path folder) throws IOException {
        Path installed = folder.resolve("kith");
        Files.createDirectories(installed.resolve("bin"));
        Files.createSymbolicLink(installed.resolve("plugin"), KITH.resolve("plugin"));
        ServerSettings settings =
                Neo4jRelease.CURRENT.settings(folder.resolve("home")).withKith(new Installation(installed));
        try (LocalServer server = LocalServer.start(settings)) {
            PlantedGraph graph = new PlantedGraph(new TestServer(server.uri(), server.user(), server.password()));
            graph.plant();

            String missing = "There is no Kith's learner in " + installed + ": it has no bin/kith. Point KITH_DIST";
            assertThat(graph.refusal(TRAIN, PROJECTION, training("m", Map.of())))
                    .contains(missing);
            assertThat(graph.refusal("kith.search.start", PROJECTION, Map.of("targetProperty", "class")))
                    .contains(missing);
            assertThat(graph.value("CALL kith.health() YIELD check, ok, detail"
                            + " WHERE check = 'learner' AND NOT ok AND detail CONTAINS 'bin/kith' RETURN count(*)"))
                    .isEqualTo(1L);
            assertThat(graph.rows("CALL kith.job.list()")).isEmpty();
            assertThat(graph.rows("CALL kith.search.list()")).isEmpty();
            assertThat(graph.value("MATCH (n) RETURN count(n)"))
                    .as("no node says that something runs")
                    .isEqualTo((long) PlantedGraph.NODES);

            learner(installed, SMALL);
            graph.rows("UNWIND range(1, " + NODES + ") AS i CREATE (:Many {class: i % 2})");
            assertThat(graph.refusal(TRAIN, Map.of("labels", List.of("Many")), training("m", Map.of("hidden", 1))))
                    .contains("The worker of job job-")
                    .contains("ended with code 3 before it had a result; the database is unharmed.")
                    .contains("java.lang.OutOfMemoryError");
            assertThat(graph.value("CALL kith.job.list() YIELD status RETURN status"))
                    .isEqualTo("failed");
            assertThat(graph.rows("CALL kith.model.list()")).isEmpty();

            learner(installed, "");
            assertThat(graph.train("m", Map.of())
                            .get("modelInfo")
                            .get("modelName")
                            .asString())
                    .isEqualTo("m");
        }
    }

    /** The built learner, with one more option for its Java. */
    private static void learner(Path installed, String option) throws IOException {
        Files.writeString(
                installed.resolve("bin").resolve("kith"),
                "export KITH_JVM_OPTIONS=\"$KITH_JVM_OPTIONS " + option + "\"\nexec /bin/bash '"
                        + KITH.resolve("bin").resolve("kith") + "' \"$@\"\n");
    }
}
