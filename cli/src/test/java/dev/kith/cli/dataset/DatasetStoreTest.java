package dev.kith.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kith.graph.KithException;
import dev.kith.graph.arrow.FileHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStoreTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer server;
    private Path mirror;
    private DatasetStore store;
    private Dataset set;

    @BeforeEach
    void serve() throws IOException {
        mirror = folder.resolve("mirror");
        Path tiny = Files.createDirectories(mirror.resolve("tiny").resolve("splits"))
                .getParent();
        Files.writeString(tiny.resolve("nodes.csv.gz"), "nodes".repeat(10_000));
        Files.writeString(tiny.resolve("splits/public.csv.gz"), "split");
        Files.writeString(
                tiny.resolve("meta.json"),
                "{\"files\":{\"nodes.csv.gz\":{\"sha256\":\"%s\"},\"splits/public.csv.gz\":{\"sha256\":\"%s\"}}}"
                        .formatted(
                                FileHash.of(tiny.resolve("nodes.csv.gz")),
                                FileHash.of(tiny.resolve("splits/public.csv.gz"))));
        set = new Dataset("tiny", "Tiny", "MIT", "nowhere", FileHash.of(tiny.resolve("meta.json")));
        store = new DatasetStore(folder.resolve("store"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/good/", exchange -> answer(exchange, "/good/"));
        server.createContext("/moved/", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getPath().replace("/moved/", "/good/"));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange, String prefix) throws IOException {
        byte[] bytes = Files.readAllBytes(
                mirror.resolve(exchange.getRequestURI().getPath().substring(prefix.length())));
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aSetComesWholeFromAMirrorAHomeAndARedirect() throws IOException {
        for (DatasetPlace place : new DatasetPlace[] {DatasetPlace.mirror(mirror), home("good"), home("moved")}) {
            DatasetStore fresh = new DatasetStore(Files.createTempDirectory(folder, "store"));
            assertThat(fresh.find(set)).isEmpty();
            Path fetched = fresh.fetch(set, place);
            assertThat(fresh.find(set)).contains(fetched);
            assertThat(fetched.resolve("splits/public.csv.gz")).content().isEqualTo("split");
        }
    }

    @Test
    void anotherFileIsRefusedAndNothingStays() throws IOException {
        Files.writeString(mirror.resolve("tiny/splits/public.csv.gz"), "tampered");
        refused(home("good"), "splits/public.csv.gz", "it is cut off, or another");
        Files.writeString(mirror.resolve("tiny/meta.json"), "{}");
        refused(home("good"), "meta.json", "SHA-256");
    }

    @Test
    void aCutOffAnswerIsRefused() throws IOException {
        server.createContext("/cut/", exchange -> {
            byte[] bytes = Files.readAllBytes(mirror.resolve("tiny/meta.json"));
            exchange.sendResponseHeaders(200, bytes.length + 100);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        refused(home("cut"), "the connection was cut", "KITH_DATA");
    }

    @Test
    void aServerThatDoesNotAnswerOrStopsInTheMiddleIsGivenUp() throws IOException {
        server.createContext("/slow/", exchange -> awaitEnd());
        refused(home("slow"), "does not answer within");
        server.createContext("/stuck/", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            awaitEnd();
        });
        refused(home("stuck"), "tiny/meta.json");
    }

    @Test
    void whereNobodyIsAndWhatIsNotThere() throws IOException {
        server.createContext("/none/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        refused(home("none"), "answers 404", "KITH_DATA");
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        refused(new HttpHome(URI.create("http://127.0.0.1:" + free), PATIENCE), "there is no network, no such server");
        assertThatThrownBy(() -> DatasetPlace.home("ftp://x"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("http://");
    }

    @Test
    void theCatalogueNamesTheNearest() {
        assertThat(Dataset.all())
                .extracting(Dataset::name)
                .doesNotHaveDuplicates()
                .contains("cora", "texas");
        assertThat(Dataset.all()).allMatch(one -> one.metaSha256().matches("[0-9a-f]{64}"));
        assertThatThrownBy(() -> Dataset.named("corra"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("did you mean 'cora'");
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpHome home(String path) {
        return new HttpHome(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path), PATIENCE);
    }

    private void refused(DatasetPlace place, String... parts) throws IOException {
        assertThatThrownBy(() -> store.fetch(set, place))
                .isInstanceOf(KithException.class)
                .hasMessageContainingAll(parts);
        assertThat(store.find(set)).isEmpty();
        try (Stream<Path> left = Files.list(folder.resolve("store"))) {
            assertThat(left).isEmpty();
        }
    }
}
