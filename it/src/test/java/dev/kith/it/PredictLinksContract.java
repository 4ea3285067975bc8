package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.graph.Graph;
import dev.kith.graph.generate.BlockModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Record;

/** Predicting relationships, all of it from Cypher: train, look, write, write again, roll back. */
abstract class PredictLinksContract {
    private static final Graph BLOCKS = new BlockModel(300, 3, 8.0, 0.9, 0.0, 1, 0.0).graph(3);
    private static final Map<String, Object> GRAPH = Map.of("labels", List.of("Node"), "types", List.of("LINKS"));
    /** A type's name that a text of Cypher would stumble over. */
    private static final String TYPE = "MAY`] DELETE n //\\u0060 link";

    private static final String EVERYTHING = "MATCH (n) OPTIONAL MATCH (n)-[r]->(m)"
            + " RETURN elementId(n) AS node, labels(n) AS labels, properties(n) AS properties, elementId(r) AS link,"
            + " type(r) AS type, properties(r) AS values, elementId(m) AS other ORDER BY node, link";

    private final TestServer server;

    PredictLinksContract(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void aGraphIsThere() {
        forget();
        List<List<Integer>> links = new ArrayList<>();
        for (int e = 0; e < BLOCKS.relationships().count(); e++) {
            links.add(List.of(
                    BLOCKS.relationships().source()[e], BLOCKS.relationships().target()[e]));
        }
        server.run("UNWIND range(0, 299) AS row CREATE (:Node {row: row})");
        server.run(
                "UNWIND $links AS link MATCH (a:Node {row: link[0]}), (b:Node {row: link[1]}) CREATE (a)-[:LINKS]->(b)",
                Map.of("links", links));
    }

    @AfterEach
    void forget() {
        server.clear();
        server.run("CALL kith.model.list() YIELD modelName CALL kith.model.drop(modelName) YIELD modelType RETURN 1");
    }

    @Test
    void linksAreTrainedWrittenWrittenAgainAndRolledBack() {
        assertThat(call("kith.linkPrediction.train.estimate", training())
                        .get("requiredBytes")
                        .asLong())
                .isBetween(10_000L, 1L << 30);
        Record trained = call("kith.linkPrediction.train", training());
        Map<String, Object> info = trained.get("modelInfo").asMap();
        assertThat(info).containsEntry("modelType", "ncn").containsEntry("targetType", "LINKS");
        assertThat(trained.get("modelInfo")
                        .get("metrics")
                        .get("test")
                        .get("rocAuc")
                        .asDouble())
                .isGreaterThan(0.6);
        assertThat(trained.get("configuration").asMap())
                .containsEntry("epochs", 20L)
                .containsEntry("directionality", "drop")
                .containsEntry("batchSize", 256L);

        for (String mode : List.of("stats", "stream", "write")) {
            assertThat(call("kith.linkPrediction." + mode + ".estimate", Map.of("modelName", "links"))
                            .get("requiredBytes")
                            .asLong())
                    .isBetween(10_000L, 1L << 30);
        }
        Record stats = call(
                "kith.linkPrediction.stats",
                Map.of("modelName", "links", "topK", 2, "candidates", "nearest", "sourceNodes", someNodes()));
        assertThat(stats.get("sourceCount").asLong()).isBetween(1L, 3L);
        assertThat(stats.get("pairCount").asLong()).isBetween(1L, 6L);
        assertThat(stats.get("highestProbability").asDouble()).isBetween(0.0, 1.0);

        Set<List<Long>> streamed = streamed();
        mistakesAreAnsweredInASentence();
        aLinkOfSomebodyElsesIsThere(streamed.iterator().next());
        List<Map<String, Object>> before = everything();

        Record written = call("kith.linkPrediction.write", writing());
        assertThat(written.get("relationshipsWritten").asLong()).isEqualTo(streamed.size() - 1L);
        assertThat(written.get("relationshipsSkipped").asLong()).isEqualTo(1);
        assertThat(written.get("nodesSkipped").asLong()).isZero();
        assertThat(written.get("configuration").asMap())
                .containsEntry("writeProperty", "chance")
                .containsEntry("onTopOfExisting", false)
                .containsEntry("topK", 3L);
        String run = written.get("runId").asString();
        assertThat(predicted(run)).hasSize(streamed.size() - 1).isSubsetOf(streamed);
        List<Map<String, Object>> afterwards = linksOnly();

        Record again = call("kith.linkPrediction.write", writing());
        assertThat(again.get("runId").asString()).isEqualTo(run);
        assertThat(again.get("relationshipsWritten").asLong()).isEqualTo(streamed.size() - 1L);
        assertThat(linksOnly()).isEqualTo(afterwards);
        assertThat(server.run("CALL kith.run.list() YIELD runId, status, properties, relationshipType RETURN *"))
                .singleElement()
                .satisfies(marker -> assertThat(marker.asMap())
                        .containsEntry("runId", run)
                        .containsEntry("status", "complete")
                        .containsEntry("properties", List.of())
                        .containsEntry("relationshipType", TYPE));

        Record back =
                server.run("CALL kith.run.rollback($run)", Map.of("run", run)).getFirst();
        assertThat(back.get("relationshipsDeleted").asLong()).isEqualTo(streamed.size() - 1L);
        assertThat(back.get("relationshipsSkipped").asLong()).isZero();
        assertThat(everything()).isEqualTo(before);
    }

    /** The same as commands, on an export. */
    @Test
    void linksAreWrittenFromTheShellWrittenAgainAndRolledBack(@TempDir Path folder) throws IOException {
        String graph = folder.resolve("graph").toString();
        String model = folder.resolve("model").toString();
        Path csv = folder.resolve("links.csv");
        List<Map<String, Object>> before = everything();
        CommandRun.of(server, "export", "--from", server.uri(), "--labels", "Node", "--types", "LINKS", "--out", graph)
                .succeeded();
        CommandRun.of(
                        "train",
                        graph,
                        "--task",
                        "link-prediction",
                        "--model",
                        "ncn",
                        "--set",
                        "epochs=20",
                        "--set",
                        "hidden=16",
                        "--set",
                        "batchSize=256",
                        "--set",
                        "directionality=drop",
                        "--out",
                        model)
                .succeeded();
        String[] asked = {"predict", graph, "--model", model, "--top-k", "2", "--threshold", "0.5"};
        CommandRun.of(with(asked, "--out", csv.toString())).succeeded();
        Set<List<Long>> predicted = Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> ends(Long.parseLong(cells[0]), Long.parseLong(cells[1])))
                .collect(Collectors.toSet());
        assertThat(predicted).hasSizeGreaterThan(20);

        String[] write = with(asked, "--write", "--relationship-type", TYPE, "--property", "chance", "--json");
        JsonNode written = CommandRun.of(server, write).json();
        assertThat(written.path("relationshipsWritten").asInt()).isEqualTo(predicted.size());
        String run = written.path("run").asText();
        assertThat(predicted(run)).isEqualTo(predicted);
        List<Map<String, Object>> afterwards = linksOnly();

        assertThat(CommandRun.of(server, write).json().path("run").asText()).isEqualTo(run);
        assertThat(linksOnly()).isEqualTo(afterwards);

        server.run("CALL kith.run.rollback($run)", Map.of("run", run));
        assertThat(everything()).isEqualTo(before);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    /** Ends of the new links, each once, whichever way round. */
    private Set<List<Long>> streamed() {
        List<Record> rows = server.run(
                "CALL kith.linkPrediction.stream($graph, $config)",
                Map.of("graph", GRAPH, "config", Map.of("modelName", "links", "topK", 3, "threshold", 0.5)));
        Map<Long, Long> bySource =
                rows.stream().collect(Collectors.groupingBy(row -> row.get(0).asLong(), Collectors.counting()));
        assertThat(bySource.values()).allMatch(count -> count <= 3);
        Set<List<Long>> ends = new HashSet<>();
        for (Record row : rows) {
            assertThat(row.get("probability").asDouble()).isBetween(0.5, 1.0);
            assertThat(ends.add(ends(
                            row.get("sourceNodeId").asLong(),
                            row.get("targetNodeId").asLong())))
                    .isTrue();
        }
        List<Record> linked = server.run("MATCH (a:Node)-[:LINKS]->(b:Node) RETURN id(a), id(b)");
        for (Record row : linked) {
            assertThat(ends).doesNotContain(ends(row.get(0).asLong(), row.get(1).asLong()));
        }
        assertThat(ends).hasSizeGreaterThan(50);
        return ends;
    }

    private void mistakesAreAnsweredInASentence() {
        assertThatThrownBy(() -> call("kith.linkPrediction.stream", Map.of("modelName", "links", "topk", 0)))
                .hasMessageContaining("The key 'topK' of the configuration cannot be 0; it is a whole number from 1");
        assertThatThrownBy(() -> call("kith.linkPrediction.stream", Map.of("modelName", "links", "candidates", "all")))
                .hasMessageContaining("one of twoHops, nearest");
        assertThatThrownBy(() -> call(
                        "kith.linkPrediction.stream",
                        Map.of("modelName", "links", "pairs", List.of(), "sourceNodes", List.of())))
                .hasMessageContaining("give one of them");
        assertThatThrownBy(() -> call("kith.linkPrediction.write", Map.of("modelName", "links")))
                .hasMessageContaining("lacks the key 'writeRelationshipType'");
        assertThatThrownBy(() -> call("kith.linkPrediction.train", Map.of("modelName", "m", "model", "ncnn")))
                .hasMessageContaining("There is no model 'ncnn'; did you mean 'ncn'?");
        assertThatThrownBy(() -> call("kith.nodeClassification.stats", Map.of("modelName", "links")))
                .hasMessageContaining("The model 'links' is for the task link-prediction");
    }

    private void aLinkOfSomebodyElsesIsThere(List<Long> ends) {
        server.run(
                "MATCH (a), (b) WHERE id(a) = $ends[0] AND id(b) = $ends[1] CREATE (a)-[:$($type) {by: 'hand'}]->(b)",
                Map.of("ends", ends, "type", TYPE));
    }

    private Set<List<Long>> predicted(String run) {
        List<Record> rows = server.run(
                "MATCH (a:Node)-[r]->(b:Node) WHERE type(r) = $type AND r.runId = $run AND r.chance >= 0.5"
                        + " AND r.score >= 0.0 AND r.commonNeighbours >= 0 RETURN id(a), id(b)",
                Map.of("type", TYPE, "run", run));
        Set<List<Long>> ends = rows.stream()
                .map(row -> ends(row.get(0).asLong(), row.get(1).asLong()))
                .collect(Collectors.toSet());
        assertThat(ends).hasSameSizeAs(rows);
        return ends;
    }

    private static List<Long> ends(long a, long b) {
        return List.of(Math.min(a, b), Math.max(a, b));
    }

    private List<Long> someNodes() {
        return server.run("MATCH (n:Node) WHERE n.row IN [3, 100, 250] RETURN id(n)").stream()
                .map(row -> row.get(0).asLong())
                .toList();
    }

    private List<Map<String, Object>> everything() {
        return server.run(EVERYTHING).stream()
                .map(row -> (Map<String, Object>) new HashMap<>(row.asMap()))
                .toList();
    }

    /** Without the run's marker, which says when it was written. */
    private List<Map<String, Object>> linksOnly() {
        return everything().stream()
                .filter(row -> row.get("labels").equals(List.of("Node")))
                .toList();
    }

    private static Map<String, Object> training() {
        return Map.of(
                "modelName",
                "links",
                "targetType",
                "LINKS",
                "epochs",
                20,
                "hidden",
                16,
                "batchSize",
                256,
                "metric",
                "rocAuc",
                "directionality",
                "drop",
                "randomSeed",
                4);
    }

    private static Map<String, Object> writing() {
        return Map.of(
                "modelName",
                "links",
                "topK",
                3,
                "threshold",
                0.5,
                "writeRelationshipType",
                TYPE,
                "writeProperty",
                "chance");
    }

    private Record call(String procedure, Map<String, Object> config) {
        return server.run("CALL " + procedure + "($graph, $config)", Map.of("graph", GRAPH, "config", config))
                .getFirst();
    }
}
