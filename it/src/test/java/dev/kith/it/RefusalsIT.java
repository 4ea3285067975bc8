package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.generate.BlockModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.exceptions.ClientException;

/** What is wrong, where, and what to do: one sentence or two for each way in which a server and a command disagree. */
@EveryRelease
class RefusalsIT {
    private static final List<String> PROJECTION =
            List.of("--labels", "Node", "--target", "class", "--features", "features");

    private final TestServer server;

    @TempDir
    private Path folder;

    RefusalsIT(Neo4jRelease release) {
        server = release.server();
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    @Test
    void aWrongPassword() {
        CommandRun run =
                CommandRun.of("export", "--from", server.uri(), "--password", "not-the-password", "--out", in("graph"));

        assertThat(run.refusal()).contains(server.uri(), "refuses this user and password", "--password");
        assertThat(folder.resolve("graph")).doesNotExist();
    }

    @Test
    void noServerThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        CommandRun run = CommandRun.of(
                "export", "--from", "bolt://127.0.0.1:" + port, "--password", "secret", "--out", in("graph"));

        assertThat(run.refusal()).contains("There is no Neo4j server at bolt://127.0.0.1:" + port, "kith serve");
    }

    @Test
    void aLabelThatIsNotThere() {
        server.run("CREATE (:Person)-[:KNOWS]->(:Person)");

        assertThat(kith("export", "--from", server.uri(), "--labels", "Persn", "--out", in("graph"))
                        .refusal())
                .contains("The database has no", "'Persn'", "Person");
        assertThat(kith("export", "--from", server.uri(), "--types", "NOWS", "--out", in("graph"))
                        .refusal())
                .contains("The database has no", "'NOWS'", "KNOWS");
        assertThat(folder.resolve("graph").resolve(GraphFolder.DESCRIPTION)).doesNotExist();
    }

    @Test
    void aPropertyOfTwoKinds() {
        server.run("CREATE (:Node {class: 1, features: 'text'}), (:Node {class: 2, features: 0.5})");

        assertThat(kith(with(PROJECTION, "export", "--from", server.uri(), "--out", in("graph")))
                        .refusal())
                .contains("'features'", "make them alike, or leave it out");
    }

    @Test
    void predictionsOverAPropertyOfAnotherKind() {
        aModel();
        server.run("MATCH (n:Node) WITH n LIMIT 1 SET n.predictedClass = 'precious'");

        assertThat(kith("predict", in("graph"), "--model", in("model"), "--write")
                        .refusal())
                .contains("'predictedClass'", "is STRING", "nothing was written", "another name");
        assertThat(server.run("MATCH (n:Node) WHERE n.predictedClass = 'precious' RETURN n"))
                .hasSize(1);
        assertThat(server.run("MATCH (n:Node) WHERE n.confidence IS NOT NULL RETURN n"))
                .isEmpty();
    }

    @Test
    void predictionsOverWhatTheModelLearntFrom() {
        aModel();

        assertThat(kith("predict", in("graph"), "--model", in("model"), "--write", "--property", "class")
                        .refusal())
                .contains("'class'", "which the model learnt from", "another name");
    }

    @Test
    void predictionsIntoAnotherDatabase() throws IOException {
        aModel();
        Path description = folder.resolve("graph").resolve(GraphFolder.DESCRIPTION);
        String json = Files.readString(description);
        Files.writeString(description, json.replaceFirst("(\"databaseId\"\\s*:\\s*\")....", "$10000"));

        assertThat(kith("predict", in("graph"), "--model", in("model"), "--write")
                        .refusal())
                .contains("is not the one the graph was exported from", "nothing was written");
    }

    @Test
    void chunksThatAreNoArrow() {
        assertThat(written(List.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), Map.of()))
                .contains("are no Arrow stream");
        assertThat(written(List.of("text"), Map.of())).contains("must be byte arrays");
        assertThat(server.run("MATCH (n) RETURN n")).isEmpty();
    }

    @Test
    void chunksThatEndTooEarly() throws IOException {
        byte[] whole = chunk();
        byte[] half = Arrays.copyOf(whole, whole.length / 2);

        assertThat(written(List.of(half), Map.of())).contains("no Arrow stream, or end too early");
        assertThat(server.run("MATCH (n) RETURN n")).isEmpty();
    }

    @Test
    void chunksThatAreTooMuch() {
        byte[] piece = new byte[1 << 20];
        int pieces = 80;

        assertThat(written(Collections.nCopies(pieces, piece), Map.of()))
                .contains((long) pieces * piece.length + " bytes", "send fewer nodes in a call");
    }

    @Test
    void anUnknownKeyOfAConfiguration() throws IOException {
        assertThat(written(List.of(chunk()), Map.of("lables", List.of()))).contains("no key 'lables'", "labels");
        ClientException refused = catchThrowableOfType(
                ClientException.class, () -> server.run("CALL kith.graph.export({label: 'Node'}, {}) YIELD table"));
        assertThat(refused).hasMessageContaining("no key 'label'").hasMessageContaining("labels");
    }

    /**
     * A name is a value for Kith, whatever is in it: no part of it becomes Cypher. These are names that no other test gives
     * to a node: a database never forgets one.
     */
    @Test
    void namesThatWouldBeCypherAreNames() {
        for (String nasty : List.of(
                "none`) DETACH DELETE n //",
                "none\\u0060",
                "none\nb",
                "`none",
                "none``",
                "none 🙂",
                "n".repeat(65_536))) {
            CommandRun run = kith("export", "--from", server.uri(), "--labels", nasty, "--out", in("graph"));
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("The database has no").doesNotContain("Exception");
        }
    }

    /** The sentence with which a write is refused. */
    private String written(List<?> chunks, Map<String, Object> config) {
        return catchThrowableOfType(
                        ClientException.class,
                        () -> server.run(
                                "CALL kith.nodeProperties.write('a run', $chunks, $config)",
                                Map.of("chunks", chunks, "config", config)))
                .getMessage();
    }

    private static byte[] chunk() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TableWriter.write(
                new LongColumn(new long[] {0, 1}, null),
                Map.of("score", new DoubleColumn(new double[] {0.25, 0.5}, null)),
                Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    private void aModel() {
        GraphFolder.write(new BlockModel(60, 2, 4.0, 0.8, 0.5, 4, 2.0).graph(1), folder.resolve("source"));
        kith("ingest", in("source"), "--to", server.uri()).succeeded();
        kith(with(PROJECTION, "export", "--from", server.uri(), "--out", in("graph")))
                .succeeded();
        CommandRun.of("train", in("graph"), "--set", "epochs=3", "--out", in("model"))
                .succeeded();
    }

    private CommandRun kith(String... arguments) {
        return CommandRun.of(server, arguments);
    }

    private static String[] with(List<String> options, String... arguments) {
        return Stream.concat(Arrays.stream(arguments), options.stream()).toArray(String[]::new);
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }
}
