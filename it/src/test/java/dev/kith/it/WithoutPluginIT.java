package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.cli.server.LocalServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that nobody has given Kith's plugin to. */
@CurrentRelease
class WithoutPluginIT {
    private final Neo4jRelease release;

    @TempDir
    private Path folder;

    WithoutPluginIT(Neo4jRelease release) {
        this.release = release;
    }

    @Test
    void itIsToldWhatIsMissing() {
        try (LocalServer plain = LocalServer.start(release.settings(folder.resolve("home")))) {
            TestServer without = new TestServer(plain.uri(), plain.user(), plain.password());
            String to = folder.resolve("graph").toString();
            assertThat(CommandRun.of(without, "export", "--from", plain.uri(), "--out", to)
                            .refusal())
                    .contains("does not have Kith's procedures", "kith-procedures", "plugins folder");
        }
    }
}
