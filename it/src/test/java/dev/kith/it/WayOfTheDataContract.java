package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.generate.BlockModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** The whole way, as commands: a folder into Neo4j, out of it again, a model, and its predictions back at the nodes. */
abstract class WayOfTheDataContract {
    private static final BlockModel GRAPH = new BlockModel(300, 3, 6.0, 0.8, 0.5, 8, 2.0);
    private static final List<String> PROJECTION =
            List.of("--labels", "Node", "--target", "class", "--features", "features");

    private final TestServer server;
    private JsonNode exported;

    @TempDir
    private Path folder;

    WayOfTheDataContract(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void aModelIsTrainedOnAnExportedGraph() {
        server.clear();
        GraphFolder.write(GRAPH.graph(5), folder.resolve("source"));
        kith("ingest", in("source"), "--to", server.uri()).succeeded();
        exported = kith(with(PROJECTION, "export", "--from", server.uri(), "--out", in("graph"), "--json"))
                .json();
        CommandRun.of("train", in("graph"), "--set", "epochs=30", "--out", in("model"))
                .succeeded();
    }

    @Test
    void whatIsWrittenIsWhatIsPredicted() throws IOException {
        CommandRun.of("predict", in("graph"), "--model", in("model"), "--out", in("predictions.csv"))
                .succeeded();

        JsonNode written = kith("predict", in("graph"), "--model", in("model"), "--write", "--json")
                .json();

        assertThat(written.path("propertiesWritten").asInt()).isEqualTo(2 * GRAPH.nodes());
        assertThat(written.path("nodesSkipped").asInt()).isZero();
        assertThat(atTheNodes("predictedClass", "confidence"))
                .hasSize(GRAPH.nodes())
                .isEqualTo(predictions());
        assertThat(runs())
                .containsExactly(List.of(
                        written.path("run").asText(),
                        "complete",
                        "gcn",
                        exported.path("fingerprint").asText(),
                        64L));
    }

    @Test
    void theSamePredictionsAreTheSameRun() {
        String run = kith("predict", in("graph"), "--model", in("model"), "--write", "--json")
                .json()
                .path("run")
                .asText();
        List<List<Object>> runs = runs();
        Map<Long, List<Object>> values = atTheNodes("predictedClass", "confidence");

        JsonNode again = kith("predict", in("graph"), "--model", in("model"), "--write", "--json")
                .json();
        JsonNode fromTheServer = kith(with(
                        PROJECTION, "predict", server.uri(), "--model", in("model"), "--write", "--json"))
                .json();

        assertThat(List.of(again.path("run").asText(), fromTheServer.path("run").asText()))
                .containsOnly(run);
        assertThat(runs()).isEqualTo(runs);
        assertThat(atTheNodes("predictedClass", "confidence")).isEqualTo(values);
    }

    @Test
    void propertiesAreCalledAsIsAsked() {
        String nasty = "x` = 1 SET n.`evil\\u0060 \n🙂";
        kith("predict", in("graph"), "--model", in("model"), "--write", "--property", nasty, "--confidence", "sure")
                .succeeded();
        assertThat(atTheNodes(nasty, "sure")).hasSize(GRAPH.nodes());
        assertThat(server.run("MATCH (n:Node) UNWIND keys(n) AS key RETURN DISTINCT key"))
                .extracting(row -> row.get(0).asString())
                .containsExactlyInAnyOrder("id", "class", "features", nasty, "sure");
    }

    /** Prediction and confidence by store id, as the CSV says. */
    private Map<Long, List<Object>> predictions() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("predictions.csv"))) {
            return lines.skip(1)
                    .map(line -> line.split(","))
                    .collect(Collectors.toMap(
                            cells -> Long.valueOf(cells[0]),
                            cells -> List.of(Long.valueOf(cells[1]), (double) Float.parseFloat(cells[2]))));
        }
    }

    /** The same by store id, as the database says. */
    private Map<Long, List<Object>> atTheNodes(String prediction, String confidence) {
        return server
                .run(
                        "MATCH (n:Node) WHERE n[$prediction] IS NOT NULL RETURN id(n), n[$prediction], n[$confidence]",
                        Map.of("prediction", prediction, "confidence", confidence))
                .stream()
                .collect(Collectors.toMap(
                        row -> row.get(0).asLong(),
                        row -> List.of(row.get(1).asObject(), row.get(2).asObject())));
    }

    private List<List<Object>> runs() {
        return server
                .run("MATCH (run:KithRun) RETURN run.id, run.status, run.model, run.graphFingerprint,"
                        + " size(run.modelSha256)")
                .stream()
                .map(Record::values)
                .map(values -> values.stream().map(Value::asObject).toList())
                .toList();
    }

    private CommandRun kith(String... arguments) {
        return CommandRun.of(server, arguments);
    }

    private static String[] with(List<String> options, String... arguments) {
        return Stream.concat(Stream.of(arguments), options.stream()).toArray(String[]::new);
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }
}
