package dev.kith.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @TempDir
    Path folder;

    @Test
    void asksForThePasswordOfAUri() {
        ServerAddress address = ServerAddress.parse("bolt://example:7687", "neo4j", (uri, user) -> user + "@" + uri);
        assertThat(address.password()).isEqualTo("neo4j@bolt://example:7687");
        assertThat(address.toString()).doesNotContain("password");
        assertThat(address.address()).isEqualTo("bolt://example:7687");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example", "example:7687", "bolt://", "bolt:///x", "not a uri", ""})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text, "neo4j", (uri, user) -> "secret"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("bolt://HOST:PORT or local:DIR");
    }

    @Test
    void readsWhereALocalServerListens() throws IOException {
        Files.writeString(
                folder.resolve(ServerAddress.LOCAL_FILE),
                "{\"uri\":\"bolt://127.0.0.1:7777\",\"user\":\"neo4j\",\"password\":\"secret\"}");
        ServerAddress address = ServerAddress.parse("local:" + folder, "ignored", (uri, user) -> {
            throw new AssertionError("a local server brings its own password");
        });
        assertThat(address.uri()).hasPort(7777);
        assertThat(address.user()).isEqualTo("neo4j");
        assertThat(address.password()).isEqualTo("secret");
        assertThat(address.address()).isEqualTo("local:" + folder.toAbsolutePath());
    }

    @ParameterizedTest
    @CsvSource({
        "bolt://example:7687, true",
        "neo4j+s://example, true",
        "local:server, true",
        "http://example, true",
        "server, false",
        "/data/cora, false",
        "a:b, false"
    })
    void tellsAServerFromAFolder(String argument, boolean isServer) {
        assertThat(ServerAddress.isAddress(argument)).isEqualTo(isServer);
    }

    @Test
    void saysHowToStartALocalServer() {
        assertThatThrownBy(() -> ServerAddress.parse("local:" + folder, "neo4j", (uri, user) -> "secret"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("kith serve --dir " + folder);
    }

    @Test
    void refusesADamagedFileOfALocalServer() throws IOException {
        Files.writeString(folder.resolve(ServerAddress.LOCAL_FILE), "{\"uri\":");
        assertThatThrownBy(() -> ServerAddress.parse("local:" + folder, "neo4j", (uri, user) -> "secret"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(ServerAddress.LOCAL_FILE);
    }
}
