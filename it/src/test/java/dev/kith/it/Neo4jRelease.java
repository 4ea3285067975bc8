package dev.kith.it;

import dev.kith.cli.server.Installation;
import dev.kith.cli.server.JavaHome;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.Neo4jDistribution;
import dev.kith.cli.server.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The two Neo4j releases Kith runs in. The server of each is started at its first use and ends with this JVM. */
final class Neo4jRelease {

    private static final Installation KITH = new Installation(Path.of("../cli/target/kith"));

    static final Neo4jRelease LONG_TERM_SUPPORT = new Neo4jRelease(Path.of("neo4j-5/target/neo4j"), oldestJava());
    static final Neo4jRelease CURRENT = new Neo4jRelease(KITH.folder().resolve("neo4j"), JavaHome.running());
    static final List<Neo4jRelease> ALL = List.of(LONG_TERM_SUPPORT, CURRENT);
    static final List<Neo4jRelease> CURRENT_ALONE = List.of(CURRENT);
    static final List<Neo4jRelease> LONG_TERM_SUPPORT_ALONE = List.of(LONG_TERM_SUPPORT);

    private static final int HEAP_MEGABYTES = 768;
    private static final int PAGE_CACHE_MEGABYTES = 64;

    private final Path folder;
    private final JavaHome java;
    private final ReentrantLock turn = new ReentrantLock(true);
    private LocalServer server;

    private Neo4jRelease(Path folder, JavaHome java) {
        this.folder = folder;
        this.java = java;
    }

    /** This release's server with Kith's plugin in it, always the same one. */
    synchronized TestServer server() {
        if (server == null) {
            server = LocalServer.start(settings(newHome()).withKith(KITH));
        }
        return new TestServer(server.uri(), server.user(), server.password());
    }

    /** Held by the test that has the server for itself. */
    ReentrantLock turn() {
        return turn;
    }

    /** The processes that the server has started and that live: Kith's workers. */
    synchronized Set<Long> workers() {
        try (Stream<ProcessHandle> children = server.process().orElseThrow().children()) {
            return children.filter(ProcessHandle::isAlive)
                    .map(ProcessHandle::pid)
                    .collect(Collectors.toSet());
        }
    }

    /** For example {@code 2026.01.4}. */
    String version() {
        return Neo4jDistribution.at(folder).version();
    }

    /** Kith's plugin as the build left it. */
    static Path plugin() {
        return KITH.plugin();
    }

    /** What a server of this release is started with; Kith's plugin is not in it. */
    ServerSettings settings(Path home) {
        return ServerSettings.of(Neo4jDistribution.at(folder), home)
                .withJava(java)
                .withMemory(HEAP_MEGABYTES, PAGE_CACHE_MEGABYTES)
                // It answers for some minutes only: the second compiler would cost more than it gains.
                .withJvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    private Path newHome() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "neo4j-" + version() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Java 17 or 21 where one stands beside the Java of this test: the plugin must run there too. */
    private static JavaHome oldestJava() {
        JavaHome running = JavaHome.running();
        try (Stream<Path> siblings = Files.list(running.folder().getParent())) {
            return siblings.sorted()
                    .filter(folder ->
                            Files.isReadable(folder.resolve("release")) && Files.exists(folder.resolve("bin/java")))
                    .map(JavaHome::at)
                    .filter(java -> java.feature() == 17 || java.feature() == 21)
                    .findFirst()
                    .orElse(running);
        } catch (IOException e) {
            return running;
        }
    }

    @Override
    public String toString() {
        return "Neo4j " + version() + " on Java " + java.feature();
    }
}
