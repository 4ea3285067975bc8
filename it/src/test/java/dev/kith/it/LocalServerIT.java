package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.ServerSettings;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** The life of a local server: started, reused, held, ended. */
class LocalServerIT {

    private final Neo4jRelease release = Neo4jRelease.CURRENT;

    @Test
    void aHomeKeepsItsDataAndItsPasswordAndIsHeldByOneServer(@TempDir Path folder) throws IOException {
        ServerSettings settings = release.settings(folder.resolve("home"));
        String password;
        try (LocalServer server = LocalServer.start(settings)) {
            password = server.password();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.accessFile())))
                    .isEqualTo("rw-------");
            assertThat(server.accessFile()).content().contains(server.uri(), server.password());
            try (Driver driver = driver(server)) {
                driver.executableQuery("CREATE (:Kept)").execute();
            }
            assertThatThrownBy(() -> LocalServer.start(settings))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("already running in " + settings.home());
        }
        try (LocalServer server = LocalServer.start(settings);
                Driver driver = driver(server)) {
            assertThat(server.password()).isEqualTo(password);
            assertThat(driver.executableQuery("MATCH (n:Kept) RETURN n")
                            .execute()
                            .records())
                    .hasSize(1);
        }
    }

    @Test
    void theServerEndsWhenItsParentIsKilled(@TempDir Path folder) throws Exception {
        Process kith = new ProcessBuilder(
                        release.settings(folder).java().java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServeAndWait.class.getName(),
                        folder.resolve("home").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle server =
                ProcessHandle.of(Long.parseLong(kith.inputReader().readLine())).orElseThrow();
        kith.destroyForcibly();
        server.onExit().get(60, TimeUnit.SECONDS);
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void aTakenPortIsNamed(@TempDir Path folder) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerSettings settings = release.settings(folder.resolve("home")).withPort(taken.getLocalPort());
            assertThatThrownBy(() -> LocalServer.start(settings))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("taken");
        }
    }

    @Test
    void aFolderWithOtherThingsInItIsLeftAlone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "precious");
        ServerSettings settings = release.settings(folder);
        assertThatThrownBy(() -> LocalServer.start(settings))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("no server of Kith's");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    private static Driver driver(LocalServer server) {
        return new TestServer(server.uri(), server.user(), server.password()).driver();
    }
}
