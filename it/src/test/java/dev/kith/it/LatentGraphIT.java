package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Record;

/** Relationships that are inferred from features: trained, looked at, written, written again and rolled back. */
@CurrentRelease
class LatentGraphIT {
    private static final String TYPE = "IS `LIKE`";

    private final TestServer server;
    private final PlantedGraph graph;

    LatentGraphIT(Neo4jRelease release) {
        server = release.server();
        graph = new PlantedGraph(server);
    }

    @BeforeEach
    void plant() {
        graph.plant();
    }

    @Test
    void fromCypher() {
        Map<String, Object> training = PlantedGraph.training("likeness", Map.of("neighbours", 5));
        assertThat(call("train.estimate", training).get("requiredBytes").asLong())
                .isBetween(10_000L, 1L << 30);
        Record trained = call("train", training);
        assertThat(trained.get("modelInfo").asMap())
                .containsEntry("task", "latent-graph")
                .containsEntry("modelType", "latent")
                .containsEntry("targetProperty", "class");
        assertThat(trained.get("modelInfo")
                        .get("metrics")
                        .get("test")
                        .get("accuracy")
                        .asDouble())
                .isGreaterThan(0.8);

        Record stats = call("stats", Map.of("modelName", "likeness"));
        assertThat(stats.get("relationshipCount").asLong()).isEqualTo(5L * PlantedGraph.NODES);
        assertThat(stats.get("meanProbability").asDouble()).isBetween(0.01, 1.0);
        assertThat(stats.get("meanDistance").asDouble()).isPositive();
        assertThat(stats.get("configuration").asMap()).doesNotContainKey("topK").containsEntry("eachPairOnce", false);

        List<Record> streamed = graph.rows(
                "MATCH (n:Node {row: 17}) CALL kith.latentGraph.stream($graph, {modelName: 'likeness', sourceNodes: [n],"
                        + " topK: 3}) YIELD sourceNodeId, targetNodeId, probability, distance, rank"
                        + " RETURN sourceNodeId = id(n) AS own, targetNodeId, probability, distance, rank",
                Map.of("graph", PlantedGraph.PROJECTION));
        assertThat(streamed).extracting(row -> row.get("rank").asLong()).containsExactly(1L, 2L, 3L);
        assertThat(streamed).allMatch(row -> row.get("own").asBoolean());
        assertThat(streamed)
                .extracting(row -> row.get("distance").asDouble())
                .isSorted()
                .allMatch(distance -> distance > 0.0);

        // What it tells of classes is there too, and a model of another kind has no graph.
        assertThat(graph.call("kith.nodeClassification.stats", PlantedGraph.PROJECTION, Map.of("modelName", "likeness"))
                        .get("nodeCount")
                        .asLong())
                .isEqualTo(PlantedGraph.NODES);
        graph.train("classes", Map.of("model", "mlp", "Epochs", 1));
        assertThat(refusal("stats", Map.of("modelName", "classes")))
                .contains("The model 'classes' is for the task node-classification, and kith.latentGraph needs one for"
                        + " latent-graph");
        assertThat(refusal("train", PlantedGraph.training("other", Map.of("model", "gcn"))))
                .contains("There is no model 'gcn'");
        assertThat(refusal(
                        "write",
                        Map.of("modelName", "likeness", "writeRelationshipType", "X", "writeProperty", "rank")))
                .contains("The probability cannot be written as 'rank'");

        writtenAndRolledBack();
    }

    private void writtenAndRolledBack() {
        List<Map<String, Object>> before = links();
        Map<String, Object> writing = Map.of(
                "modelName",
                "likeness",
                "eachPairOnce",
                true,
                "writeRelationshipType",
                TYPE,
                "writeProperty",
                "chance");
        for (String mode : List.of("stats", "stream", "write")) {
            assertThat(call(mode + ".estimate", Map.of("modelName", "likeness"))
                            .get("requiredBytes")
                            .asLong())
                    .isBetween(10_000L, 1L << 30);
        }
        // Another's relationship of the type is in the way, one of another type is not.
        graph.rows(
                "MATCH (a:Node {row: 17}) CALL kith.latentGraph.stream($graph, {modelName: 'likeness', sourceNodes: [a],"
                        + " topK: 1}) YIELD targetNodeId MATCH (b) WHERE id(b) = targetNodeId"
                        + " CREATE (b)-[:$($type) {by: 'hand'}]->(a), (a)-[:OTHER]->(b)",
                Map.of("graph", PlantedGraph.PROJECTION, "type", TYPE));
        Record written = call("write", writing);
        long count = written.get("relationshipsWritten").asLong();
        assertThat(count).isBetween(5L * PlantedGraph.NODES / 2, 5L * PlantedGraph.NODES - 1);
        assertThat(written.get("relationshipsSkipped").asLong()).isEqualTo(1);
        String run = written.get("runId").asString();
        assertThat(graph.rows(
                        "MATCH (a)-[r]->(b) WHERE r.runId = $run AND type(r) = $type AND r.distance > 0 AND r.rank > 0"
                                + " AND 0 < r.chance <= 1 AND NOT EXISTS { (b)-[s]->(a) WHERE s.runId = $run } RETURN r",
                        Map.of("run", run, "type", TYPE)))
                .hasSize((int) count);
        List<Map<String, Object>> afterwards = links();

        assertThat(call("write", writing).get("runId").asString()).isEqualTo(run);
        assertThat(links()).isEqualTo(afterwards);

        graph.rows("CALL kith.run.rollback($run)", Map.of("run", run));
        graph.rows("MATCH ()-[r]->() WHERE r.by = 'hand' OR type(r) = 'OTHER' DELETE r");
        assertThat(links()).isEqualTo(before);
    }

    @Test
    void fromTheShell(@TempDir Path folder) throws Exception {
        String export = folder.resolve("graph").toString();
        String model = folder.resolve("model").toString();
        List<Map<String, Object>> before = links();
        CommandRun.of(
                        server,
                        "export",
                        "--from",
                        server.uri(),
                        "--labels",
                        "Node",
                        "--target",
                        "class",
                        "--features",
                        "features",
                        "--out",
                        export)
                .succeeded();
        CommandRun.of(
                        "train",
                        export,
                        "--task",
                        "latent-graph",
                        "--set",
                        "epochs=10",
                        "--set",
                        "neighbours=5",
                        "--out",
                        model)
                .succeeded();
        String[] write = {
            "predict", export, "--model", model, "--top-k", "2", "--write", "--relationship-type", TYPE, "--json"
        };
        String[] renamed = Arrays.copyOf(write, write.length + 2);
        renamed[write.length] = "--property";
        renamed[write.length + 1] = "distance";
        assertThat(CommandRun.of(server, renamed).sentence()).contains("cannot be written as 'distance'");
        JsonNode written = CommandRun.of(server, write).json();
        assertThat(written.path("task").asText()).isEqualTo("latent-graph");
        assertThat(written.path("relationshipsWritten").asInt()).isEqualTo(2 * PlantedGraph.NODES);
        List<Map<String, Object>> afterwards = links();
        assertThat(CommandRun.of(server, write).json().path("run").asText())
                .isEqualTo(written.path("run").asText());
        assertThat(links()).isEqualTo(afterwards);
        graph.rows(
                "CALL kith.run.rollback($run)",
                Map.of("run", written.path("run").asText()));
        assertThat(links()).isEqualTo(before);
    }

    private List<Map<String, Object>> links() {
        return graph
                .rows(
                        "MATCH (a:Node)-[r]->(b:Node) RETURN elementId(r) AS id, type(r) AS type, properties(r) AS values,"
                                + " a.row AS from, b.row AS to ORDER BY id")
                .stream()
                .map(row -> new HashMap<>(row.asMap()))
                .collect(Collectors.toList());
    }

    private Record call(String mode, Map<String, Object> config) {
        return graph.call("kith.latentGraph." + mode, PlantedGraph.PROJECTION, config);
    }

    private String refusal(String mode, Map<String, Object> config) {
        return graph.refusal("kith.latentGraph." + mode, PlantedGraph.PROJECTION, config);
    }
}
