package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.graph.Graph;
import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import dev.kith.graph.generate.BlockModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.Neo4jException;

/** Learning, all of it from Cypher: models, predictions, jobs and runs. */
abstract class LearnFromCypherContract {
    private static final BlockModel BLOCKS = new BlockModel(300, 3, 6.0, 0.8, 0.5, 8, 2.0);
    private static final Map<String, Object> GRAPH =
            Map.of("labels", List.of("Node"), "types", List.of("LINKS"), "nodeProperties", List.of("features"));
    /** A property's name that a text of Cypher would stumble over. */
    private static final String NASTY = "x` = 1 SET n.`evil\\u0060 \n'\"}🙂";

    private final TestServer server;

    LearnFromCypherContract(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void aGraphIsThere() {
        forget();
        Graph graph = BLOCKS.graph(5);
        Column features = graph.nodes().properties().get("features");
        Column classes = graph.nodes().properties().get("class");
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (int i = 0; i < graph.nodeCount(); i++) {
            List<Double> vector = new ArrayList<>();
            for (float x : (float[]) features.value(i)) {
                vector.add((double) x);
            }
            nodes.add(Map.of("row", i, "class", classes.value(i), "features", vector));
        }
        List<List<Integer>> links = new ArrayList<>();
        for (int e = 0; e < graph.relationships().count(); e++) {
            links.add(List.of(
                    graph.relationships().source()[e], graph.relationships().target()[e]));
        }
        server.run("UNWIND $nodes AS row CREATE (n:Node) SET n = row", Map.of("nodes", nodes));
        server.run(
                "UNWIND $links AS link MATCH (a:Node {row: link[0]}), (b:Node {row: link[1]}) CREATE (a)-[:LINKS]->(b)",
                Map.of("links", links));
    }

    @AfterEach
    void forget() {
        server.clear();
        server.run("CALL kith.model.list() YIELD modelName CALL kith.model.drop(modelName) YIELD modelType RETURN 1");
        server.run("CALL kith.graph.list() YIELD graphName CALL kith.graph.drop(graphName) YIELD projection RETURN 1");
    }

    @Test
    void modelsAreTrainedAndTheirPredictionsFound() {
        for (String model : List.of("adpa", "gcn")) {
            Record trained = train(model, Map.of("model", model));
            assertThat(trained.get("modelInfo").get("modelType").asString()).isEqualTo(model);
            assertThat(trained.get("modelInfo")
                            .get("metrics")
                            .get("test")
                            .get("accuracy")
                            .asDouble())
                    .isGreaterThan(0.6);
            assertThat(trained.get("configuration").asMap())
                    .containsEntry("epochs", 30L)
                    .containsEntry("learningRate", 0.01)
                    .containsEntry("randomSeed", 0L)
                    .containsEntry("targetProperty", "class");
        }
        Record written = call("kith.nodeClassification.write", GRAPH, Map.of("modelName", "adpa"));
        assertThat(written.get("nodePropertiesWritten").asLong()).isEqualTo(600);
        assertThat(written.get("nodesSkipped").asLong()).isZero();

        Map<Long, Object> streamed = rows(
                        "CALL kith.nodeClassification.stream($graph, {modelName: 'adpa'}) YIELD nodeId, predictedClass"
                                + " RETURN nodeId, predictedClass",
                        Map.of("graph", GRAPH))
                .stream()
                .collect(Collectors.toMap(
                        row -> row.get(0).asLong(), row -> row.get(1).asObject()));
        Map<Long, Object> found = rows(
                        "MATCH (n:Node) WHERE n.predictedClass >= 0 AND n.confidence > 0.0 RETURN id(n), n.predictedClass")
                .stream()
                .collect(Collectors.toMap(
                        row -> row.get(0).asLong(), row -> row.get(1).asObject()));
        assertThat(found).hasSize(300).isEqualTo(streamed);

        Record stats = call("kith.nodeClassification.stats", GRAPH, Map.of("modelName", "adpa"));
        assertThat(stats.get("classes").asList(entry -> entry.get("count").asLong()).stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(300);
        assertThat(stats.get("meanConfidence").asDouble()).isBetween(0.3, 1.0);
    }

    @Test
    void directionsAreAnalysed() {
        Record stats = call("kith.amud.stats", GRAPH, Map.of("targetProperty", "class", "labels", "all"));
        assertThat(stats.get("advice").asString()).isIn("DIRECTED", "UNDIRECTED");
        assertThat(stats.get("labelledNodes").asLong()).isEqualTo(300);
        assertThat(stats.get("patterns").asList(pattern -> pattern.get("name").asString()))
                .contains("A", "AA");
        assertThat(stats.get("configuration").asMap()).containsEntry("formula", "KAPPA_RANGE_2");
    }

    @Test
    void aTrainingIsEstimatedFirst() {
        Record estimate = call(
                "kith.nodeClassification.train.estimate",
                GRAPH,
                Map.of("modelName", "none", "targetProperty", "class"));
        assertThat(estimate.get("requiredBytes").asLong()).isBetween(10_000L, 1L << 30);
        assertThat(estimate.get("nodeCount").asLong()).isEqualTo(300);
    }

    @Test
    void mistakesAreAnsweredInASentence() {
        assertThat(refusal("kith.nodeClassification.train", GRAPH, Map.of("modelNam", "m")))
                .contains("The configuration has no key 'modelNam'; did you mean 'modelName'?");
        assertThat(refusal("kith.nodeClassification.train", GRAPH, Map.of("model", "gcm")))
                .contains("There is no model 'gcm'; did you mean 'gcn'?");
        assertThat(refusal("kith.nodeClassification.train", GRAPH, training("m", Map.of("hidden", 0))))
                .contains("The option 'hidden' cannot be 0; it is a whole number from 1 to 4096 (default 64).");
        assertThat(refusal("kith.nodeClassification.train", GRAPH, Map.of("modelName", "m")))
                .contains("The configuration lacks the key 'targetProperty'");
        assertThat(refusal("kith.nodeClassification.train", "nowhere", training("m", Map.of())))
                .contains("There is no graph 'nowhere'");
        assertThat(refusal("kith.nodeClassification.stats", GRAPH, Map.of("modelName", "m")))
                .contains("There is no model 'm'");
        assertThat(refusal("kith.nodeClassification.train", GRAPH, training("m", Map.of("split", "geom"))))
                .contains("has no split 'geom'");
    }

    @Test
    void aRunThatIsRolledBackLeavesTheDatabaseAsItWas() {
        server.run("MATCH (n:Node) WHERE n.row % 3 = 0 SET n.predictedClass = 7");
        server.run("MATCH (n:Node) WHERE n.row % 5 = 0 SET n.confidence = 0.125");
        List<Map<String, Object>> before = everything();
        train("m", Map.of());
        String first = call("kith.nodeClassification.write", GRAPH, Map.of("modelName", "m"))
                .get("runId")
                .asString();
        List<Map<String, Object>> written = everything();

        assertThat(call("kith.nodeClassification.write", GRAPH, Map.of("MODELNAME", "m"))
                        .get("runId")
                        .asString())
                .isEqualTo(first);
        assertThat(everything().stream().filter(LearnFromCypherContract::isNoMarker))
                .isEqualTo(written.stream()
                        .filter(LearnFromCypherContract::isNoMarker)
                        .toList());
        assertThat(rows("CALL kith.run.list() YIELD runId, status, properties RETURN *"))
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.get("status").asString()).isEqualTo("complete");
                    assertThat(run.get("properties").asList()).isEqualTo(List.of("confidence", "predictedClass"));
                });

        Record back = rows("CALL kith.run.rollback($run)", Map.of("run", first)).getFirst();

        assertThat(back.get("nodePropertiesRestored").asLong()).isBetween(590L, 600L);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aRunThatStoppedHalfWayIsRolledBack() throws IOException {
        server.run("MATCH (n:Node) WHERE n.row < 150 SET n.vector = [1.5, 2.5], n.note = 'before'");
        List<Map<String, Object>> before = everything();
        long[] ids = rows("MATCH (n:Node) RETURN id(n) AS id ORDER BY id").stream()
                .mapToLong(row -> row.get(0).asLong())
                .toArray();
        for (int part = 0; part < 2; part++) {
            long[] some = Arrays.copyOfRange(ids, 100 * part, 100 * part + 100);
            Map<String, Column> columns = new LinkedHashMap<>();
            columns.put("vector", new VectorColumn(new float[200], 100, 2, null));
            columns.put("note", new TextColumn(Collections.nCopies(100, "after").toArray(String[]::new)));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            TableWriter.write(new LongColumn(some, null), columns, Channels.newChannel(bytes));
            rows(
                    "CALL kith.nodeProperties.write('half', $chunks, {last: false})",
                    Map.of("chunks", List.of(bytes.toByteArray())));
        }
        assertThat(rows("CALL kith.run.list() YIELD runId, status RETURN runId, status"))
                .extracting(Record::asMap)
                .containsExactly(Map.of("runId", "half", "status", "writing"));
        assertThat(rows("MATCH (n:Node {note: 'after'}) WHERE n.vector = [0.0, 0.0] RETURN n"))
                .hasSize(200);

        rows("CALL kith.run.rollback('half')");

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void modelsAndJobsAreTheirUsersOwn() {
        String password = "a password of theirs";
        TestServer theirs = new TestServer(server.uri(), "reader", password);
        server.run(
                "CREATE USER reader IF NOT EXISTS SET PASSWORD $password CHANGE NOT REQUIRED",
                Map.of("password", password));
        try {
            train("mine", Map.of());
            theirs.run(
                    "CALL kith.nodeClassification.train($graph, $config)",
                    Map.of("graph", GRAPH, "config", training("theirs", Map.of())));
            String names = "CALL kith.model.list() YIELD modelName, username RETURN username + ' ' + modelName AS name"
                    + " ORDER BY name";
            assertThat(theirs.run(names))
                    .extracting(row -> row.get(0).asString())
                    .containsExactly("reader theirs");
            assertThat(rows(names))
                    .extracting(row -> row.get(0).asString())
                    .containsExactly("neo4j mine", "reader theirs");
            assertThatThrownBy(() -> theirs.run("CALL kith.model.drop('mine')"))
                    .hasMessageContaining("There is no model 'mine'");
            assertThat(theirs.run("CALL kith.job.list() YIELD username RETURN DISTINCT username"))
                    .extracting(row -> row.get(0).asString())
                    .containsExactly("reader");
        } finally {
            server.run("DROP USER reader IF EXISTS");
        }
    }

    @Test
    void nodesThatAreGoneAreSkippedByARollback() {
        train("m", Map.of());
        String run = call("kith.nodeClassification.write", GRAPH, Map.of("modelName", "m"))
                .get("runId")
                .asString();
        server.run("MATCH (n:Node) WHERE n.row < 10 DETACH DELETE n");
        server.run("UNWIND range(1, 10) AS i CREATE (:Other {i: i})");
        Record back = rows("CALL kith.run.rollback($run)", Map.of("run", run)).getFirst();
        assertThat(back.get("nodePropertiesSkipped").asLong()).isEqualTo(20);
        assertThat(rows("MATCH (n) WHERE n.predictedClass IS NOT NULL RETURN n"))
                .isEmpty();
        assertThat(rows("MATCH (n:Other) WHERE n.i IS NOT NULL RETURN n")).hasSize(10);
    }

    @Test
    void namesMayBeNasty() {
        server.run("CALL kith.graph.project($name, $graph)", Map.of("name", NASTY, "graph", GRAPH));
        Map<String, Object> names = Map.of("modelName", NASTY, "targetProperty", "class", "epochs", 5);
        server.run("CALL kith.nodeClassification.train($graph, $config)", Map.of("graph", NASTY, "config", names));
        assertThat(rows("CALL kith.model.list() YIELD modelName RETURN modelName"))
                .extracting(row -> row.get(0).asString())
                .containsExactly(NASTY);
        call(
                "kith.nodeClassification.write",
                NASTY,
                Map.of("modelName", NASTY, "writeProperty", NASTY, "confidenceProperty", NASTY + NASTY));
        assertThat(rows("MATCH (n:Node) UNWIND keys(n) AS key RETURN DISTINCT key"))
                .extracting(row -> row.get(0).asString())
                .containsExactlyInAnyOrder("row", "class", "features", NASTY, NASTY + NASTY);
    }

    @Test
    void aModelTravelsAsBytes() {
        train("m", Map.of());
        server.run("CALL kith.model.export('m') YIELD file, chunk WITH collect({file: file, chunk: chunk}) AS chunks"
                + " CALL kith.model.import('copy', chunks) YIELD modelName RETURN modelName");
        assertThat(call("kith.nodeClassification.stats", GRAPH, Map.of("modelName", "copy"))
                        .get("meanConfidence")
                        .asDouble())
                .isCloseTo(
                        call("kith.nodeClassification.stats", GRAPH, Map.of("modelName", "m"))
                                .get("meanConfidence")
                                .asDouble(),
                        within(1e-12));
        assertThatThrownBy(() -> server.run("CALL kith.model.export('m') YIELD file, chunk"
                        + " WITH collect({file: file, chunk: chunk}) AS chunks"
                        + " CALL kith.model.import('bad', chunks[1..]) YIELD modelName RETURN modelName"))
                .hasMessageContaining("are not those that model.json describes");
        assertThat(rows("CALL kith.model.exists('bad') YIELD exists RETURN exists")
                        .getFirst()
                        .get(0)
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aWorkerThatIsKilledLeavesAFailedJobAndAHealthyDatabase() throws Exception {
        CompletableFuture<Record> training = longTraining("killed");
        Record job = running();
        ProcessHandle.of(job.get("workerPid").asLong()).orElseThrow().destroyForcibly();
        assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("ended with code 137 (signal 9)")
                .hasMessageContaining("epoch");
        assertThat(job(job.get("jobId").asString()).get("status").asString()).isEqualTo("failed");
        assertThat(rows("MATCH (n:Node) RETURN count(n)").getFirst().get(0).asLong())
                .isEqualTo(300);
        assertThat(train("m", Map.of()).get("modelInfo").get("modelName").asString())
                .isEqualTo("m");
    }

    @Test
    void aJobIsCancelled() {
        CompletableFuture<Record> training = longTraining("cancelled");
        Record job = running();
        String id = job.get("jobId").asString();
        assertThat(job.get("log").asList()).isNotEmpty();
        server.run("CALL kith.job.cancel($id)", Map.of("id", id));
        assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS)).hasMessageContaining("was cancelled");
        assertThat(rows("CALL kith.job.wait($id, 10) YIELD status RETURN status", Map.of("id", id))
                        .getFirst()
                        .get(0)
                        .asString())
                .isEqualTo("cancelled");
        assertThat(rows("CALL kith.model.list()")).isEmpty();
    }

    @Test
    void aTerminatedTransactionEndsItsWorker() throws Exception {
        CompletableFuture<Record> training = longTraining("terminated");
        Record job = running();
        ProcessHandle worker = ProcessHandle.of(job.get("workerPid").asLong()).orElseThrow();
        server.run("SHOW TRANSACTIONS YIELD transactionId, currentQuery"
                + " WHERE currentQuery STARTS WITH 'CALL kith.nodeClassification.train'"
                + " TERMINATE TRANSACTIONS transactionId YIELD message RETURN message");
        worker.onExit().get(1, TimeUnit.SECONDS);
        assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(job(job.get("jobId").asString()).get("status").asString()).isEqualTo("cancelled");
    }

    /** Nodes with their properties, by element id, those of Kith's markers included. */
    private List<Map<String, Object>> everything() {
        return rows("MATCH (n) RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id")
                .stream()
                .map(row -> {
                    Map<String, Object> node = new HashMap<>(row.asMap());
                    node.computeIfPresent("properties", (key, value) -> new LinkedHashMap<>((Map<?, ?>) value));
                    return node;
                })
                .toList();
    }

    private static boolean isNoMarker(Map<String, Object> node) {
        return node.get("labels").equals(List.of("Node"));
    }

    private Record train(String name, Map<String, Object> more) {
        return call("kith.nodeClassification.train", GRAPH, training(name, more));
    }

    private static Map<String, Object> training(String name, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(Map.of("modelName", name, "targetProperty", "class", "Epochs", 30));
        config.putAll(more);
        return config;
    }

    private CompletableFuture<Record> longTraining(String name) {
        return CompletableFuture.supplyAsync(
                () -> train(name, Map.of("Epochs", 1_000_000, "patience", 1_000_000, "hidden", 256)));
    }

    /** The job that runs now, when its worker has begun to train. */
    private Record running() {
        return await("CALL kith.job.list() YIELD jobId, status, workerPid, log, progress WHERE status = 'running'"
                + " AND any(line IN log WHERE line STARTS WITH 'epoch') RETURN *");
    }

    private Record job(String id) {
        return await("CALL kith.job.list() YIELD jobId, status WHERE jobId = '" + id + "' AND status <> 'running'"
                + " RETURN *");
    }

    private Record await(String query) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < until) {
            List<Record> rows = rows(query);
            if (!rows.isEmpty()) {
                return rows.getFirst();
            }
        }
        throw new AssertionError("no row: " + query + " " + rows("CALL kith.job.list()"));
    }

    private Record call(String procedure, Object graph, Map<String, Object> config) {
        return rows("CALL " + procedure + "($graph, $config)", Map.of("graph", graph, "config", config))
                .getFirst();
    }

    private String refusal(String procedure, Object graph, Map<String, Object> config) {
        try {
            call(procedure, graph, config);
        } catch (Neo4jException e) {
            assertThat(e.getMessage()).doesNotContain("NullPointer", "ClassCast");
            return e.getMessage();
        }
        throw new AssertionError("It was not refused.");
    }

    private List<Record> rows(String query) {
        return server.run(query);
    }

    private List<Record> rows(String query, Map<String, Object> parameters) {
        return server.run(query, parameters);
    }
}
