package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.cli.server.Installation;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Record;

/** A server that is killed while a run writes: its workers end with it, and the run is rolled back after its restart. */
class KilledServerIT {

    @Test
    void aRunThatItWroteIsRolledBack(@TempDir Path folder) throws Exception {
        ServerSettings settings = Neo4jRelease.CURRENT
                .settings(folder.resolve("home"))
                .withKith(new Installation(Path.of("../cli/target/kith")));
        String before;
        String run;
        try (LocalServer server = LocalServer.start(settings)) {
            ManyNodes many = new ManyNodes(access(server));
            many.plant();
            before = many.dump();
            CompletableFuture<Record> writing = many.write();
            run = many.runThatHasBegun();
            ProcessHandle process = server.process().orElseThrow();
            List<ProcessHandle> workers;
            try (Stream<ProcessHandle> children = process.children()) {
                workers = children.toList();
            }
            assertThat(workers).isNotEmpty();
            process.destroyForcibly();
            assertThat(writing).failsWithin(60, TimeUnit.SECONDS);
            for (ProcessHandle worker : workers) {
                worker.onExit().get(30, TimeUnit.SECONDS);
            }
        }
        Path kith = settings.home().resolve("data").resolve("kith");
        // The job that wrote was cut off, and its folder lies there.
        assertThat(children(kith.resolve("jobs"))).isNotEmpty();
        try (LocalServer server = LocalServer.start(settings)) {
            ManyNodes many = new ManyNodes(access(server));
            assertThat(many.graph().value("CALL kith.model.list() YIELD modelName RETURN count(*)"))
                    .isEqualTo(1L);
            assertThat(many.graph().rows("CALL kith.job.list()")).isEmpty();
            assertThat(children(kith.resolve("jobs"))).isEmpty();
            assertThat(filesWith(server.password(), kith)).isEmpty();
            assertThat(filesWith(server.password(), settings.home().resolve("logs")))
                    .isEmpty();
            assertThat(many.graph().value("MATCH (r:KithRun) RETURN r.status")).isEqualTo("writing");
            assertThat(many.dump()).isNotEqualTo(before);
            many.graph().rows("CALL kith.run.rollback($run)", Map.of("run", run));
            assertThat(many.dump()).isEqualTo(before);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static List<Path> filesWith(String secret, Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static TestServer access(LocalServer server) {
        return new TestServer(server.uri(), server.user(), server.password());
    }
}
