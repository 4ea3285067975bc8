package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.amud.AmudOptions;
import dev.kith.gnn.model.amud.AmudReport;
import dev.kith.gnn.train.DirectionAdvice;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.graph.Graph;
import dev.kith.graph.column.Column;
import dev.kith.graph.generate.BlockModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.Neo4jException;

/** A graph of 300 nodes in three classes that lies in a server, and calls of Kith's procedures on it. */
record PlantedGraph(TestServer server) {
    static final int NODES = 300;
    /** A property's name that a text of Cypher would stumble over. */
    static final String NASTY = "x` = 1 SET n.`evil\\u0060 \n'\"}🙂";

    static final Map<String, Object> PROJECTION =
            Map.of("labels", List.of("Node"), "types", List.of("LINKS"), "nodeProperties", List.of("features"));

    private static final long MOST_SECONDS = 60;
    private static final Graph BLOCKS = new BlockModel(NODES, 3, 6.0, 0.8, 0.5, 8, 2.0).graph(5);

    /** Puts it there, alone. */
    void plant() {
        forget();
        Column features = BLOCKS.nodes().properties().get("features");
        Column classes = BLOCKS.nodes().properties().get("class");
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            List<Double> vector = new ArrayList<>();
            for (float x : (float[]) features.value(i)) {
                vector.add((double) x);
            }
            nodes.add(Map.of("row", i, "class", classes.value(i), "features", vector));
        }
        List<List<Integer>> links = new ArrayList<>();
        for (int e = 0; e < BLOCKS.relationships().count(); e++) {
            links.add(List.of(
                    BLOCKS.relationships().source()[e], BLOCKS.relationships().target()[e]));
        }
        rows(
                "UNWIND $nodes AS row CREATE (n:Node) SET n = row WITH n ORDER BY n.row WITH collect(n) AS all"
                        + " UNWIND $links AS link WITH all[link[0]] AS a, all[link[1]] AS b CREATE (a)-[:LINKS]->(b)",
                Map.of("nodes", nodes, "links", links));
    }

    /** Empties the server: searches, nodes, models and kept projections. */
    void forget() {
        rows("CALL kith.search.list() YIELD searchId CALL kith.search.cancel(searchId) YIELD status RETURN 1");
        rows("CALL kith.search.list() YIELD searchId CALL kith.search.drop(searchId) YIELD status RETURN 1");
        server.clear();
        rows("CALL kith.model.list() YIELD modelName CALL kith.model.drop(modelName) YIELD modelType RETURN 1");
        rows("CALL kith.graph.list() YIELD graphName CALL kith.graph.drop(graphName) YIELD projection RETURN 1");
    }

    /** A model of that name, trained for 30 epochs unless the configuration says else. */
    Record train(String name, Map<String, Object> more) {
        return call("kith.nodeClassification.train", PROJECTION, training(name, more));
    }

    static Map<String, Object> training(String name, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(Map.of("modelName", name, "targetProperty", "class", "Epochs", 30));
        config.putAll(more);
        return config;
    }

    /** Has the model write; the run's id. */
    String write(String model) {
        return call("kith.nodeClassification.write", PROJECTION, Map.of("modelName", model))
                .get("runId")
                .asString();
    }

    /** A training that does not end by itself before the test does. */
    CompletableFuture<Record> longTraining(String name) {
        return CompletableFuture.supplyAsync(
                () -> train(name, Map.of("Epochs", 1_000_000, "patience", 1_000_000, "hidden", 256)));
    }

    /** The job that runs now, when its worker has begun to train. */
    Record running() {
        return await("CALL kith.job.list() YIELD jobId, status, workerPid, log, progress WHERE status = 'running'"
                + " AND any(line IN log WHERE line STARTS WITH 'epoch') RETURN *");
    }

    /** The job that runs now, when its worker has been started. */
    Record begun() {
        return await("CALL kith.job.list() YIELD jobId, status, workerPid"
                + " WHERE status = 'running' AND workerPid > 0 RETURN *");
    }

    /** What the analysis of its directions says when it is made here, with all labels. */
    static AmudReport amud() {
        try (NodeClassification task = new NodeClassification(BLOCKS, 1)) {
            Settings usual = Settings.of(AmudOptions.all(), Map.of());
            return DirectionAdvice.fromAllLabels(BLOCKS, task.target(), usual, 0, task.engine());
        }
    }

    /** The status with which a job ended. */
    String end(Record job) {
        return await("CALL kith.job.list() YIELD jobId, status WHERE jobId = '"
                        + job.get("jobId").asString() + "' AND NOT status IN ['queued', 'running'] RETURN status")
                .get(0)
                .asString();
    }

    static ProcessHandle worker(Record job) {
        return ProcessHandle.of(job.get("workerPid").asLong()).orElseThrow();
    }

    /** The first row of a query that has none for a while. */
    Record await(String query) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (System.nanoTime() < until) {
            List<Record> rows = rows(query);
            if (!rows.isEmpty()) {
                return rows.getFirst();
            }
        }
        throw new AssertionError("no row: " + query + " " + rows("CALL kith.job.list()"));
    }

    /** The only row of a procedure. */
    Record call(String procedure, Object graph, Map<String, Object> config) {
        return rows("CALL " + procedure + "($graph, $config)", Map.of("graph", graph, "config", config))
                .getFirst();
    }

    /** The sentence with which a procedure refuses. */
    String refusal(String procedure, Object graph, Map<String, Object> config) {
        try {
            call(procedure, graph, config);
        } catch (Neo4jException e) {
            assertThat(e.getMessage()).doesNotContain("NullPointer", "ClassCast");
            return e.getMessage();
        }
        throw new AssertionError("It was not refused.");
    }

    /** Nodes with their properties, by element id, those of Kith's markers included. */
    List<Map<String, Object>> everything() {
        return rows("MATCH (n) RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id")
                .stream()
                .map(row -> {
                    Map<String, Object> node = new HashMap<>(row.asMap());
                    node.computeIfPresent("properties", (key, value) -> new LinkedHashMap<>((Map<?, ?>) value));
                    return node;
                })
                .toList();
    }

    /** The same without Kith's markers. */
    List<Map<String, Object>> itsNodes() {
        return everything().stream()
                .filter(node -> node.get("labels").equals(List.of("Node")))
                .toList();
    }

    List<Record> rows(String query) {
        return server.run(query);
    }

    List<Record> rows(String query, Map<String, Object> parameters) {
        return server.run(query, parameters);
    }

    /** The one value of a query. */
    Object value(String query) {
        return rows(query).getFirst().get(0).asObject();
    }
}
