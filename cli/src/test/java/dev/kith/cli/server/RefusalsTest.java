package dev.kith.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before any server is started. */
class RefusalsTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderWithoutAServer() {
        assertThatThrownBy(() -> Neo4jDistribution.at(folder))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("No Neo4j server in " + folder);
    }

    @Test
    void aFolderWithTheJarsOfTwoReleases() throws IOException {
        distribution("5.26.30", "2026.01.4");
        assertThatThrownBy(() -> Neo4jDistribution.at(folder))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("2026.01.4, 5.26.30");
    }

    @Test
    void aJavaThatIsTooOldForTheServer() throws IOException {
        distribution("2026.01.4");
        ServerSettings settings = ServerSettings.of(Neo4jDistribution.at(folder), folder.resolve("home"))
                .withJava(new JavaHome(Path.of("/java"), 17));
        assertThatThrownBy(() -> LocalServer.start(settings))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("Neo4j 2026.01.4 needs Java 21");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void aFolderThatIsNoJava() {
        assertThatThrownBy(() -> JavaHome.at(folder))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(folder + " is not a Java installation");
    }

    @Test
    void anAccessFileThatIsDamaged() throws IOException {
        Files.writeString(ServerAccess.file(folder), "{\"uri\": \"bolt://127.0.0.1:1\"");
        assertThatThrownBy(() -> ServerAccess.find(folder))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(ServerAccess.file(folder) + " is damaged");
    }

    @Test
    void thePasswordIsInTheFileAndNotInLogs() throws IOException {
        ServerAccess access = ServerAccess.withNewPassword("bolt://127.0.0.1:7687");
        access.write(folder);
        assertThat(ServerAccess.find(folder)).contains(access);
        assertThat(access.toString()).doesNotContain(access.password());
    }

    private void distribution(String... versions) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        for (String version : versions) {
            Files.createFile(folder.resolve("lib/neo4j-server-" + version + ".jar"));
        }
    }
}
