package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.Graph;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.column.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Transaction;

/** {@code kith.graph.export}: the same graph however the store is read. */
@EveryRelease
class ExportIT {
    /** More than one part of both tables. */
    private static final int NODES = 70_000;

    private static final int RELATIONSHIPS = 300_000;
    private static final int RELATIONSHIPS_A_TRANSACTION = 100_000;

    private static final Map<String, Object> PROJECTION = Map.of(
            "nodeProperties", List.of("name", "number", "share", "flag", "vector"),
            "relationshipProperties", List.of("weight", "since"));

    private final TestServer server;
    private Driver driver;
    private Session session;

    @TempDir
    private Path folder;

    ExportIT(Neo4jRelease release) {
        server = release.server();
    }

    @BeforeEach
    void connect() {
        server.clear();
        driver = server.driver();
        session = driver.session();
    }

    @AfterEach
    void disconnect() {
        session.close();
        driver.close();
    }

    @Test
    void everyScanGivesTheSameGraph() throws IOException {
        session.run(
                        "UNWIND range(0, $nodes - 1) AS i CREATE (n:Many {number: i, name: 'name ' + i})"
                                + " SET n.share = CASE WHEN i % 3 = 0 THEN i / 7.0 END,"
                                + " n.flag = CASE WHEN i % 2 = 0 THEN i % 4 = 0 END,"
                                + " n.vector = CASE WHEN i % 5 > 0 THEN [i / 2.0, -i / 4.0] END"
                                + " FOREACH (x IN CASE WHEN i % 9 = 0 THEN [1] ELSE [] END | SET n:Ninth)"
                                + " FOREACH (x IN CASE WHEN i % 1000 = 1 THEN [1] ELSE [] END | REMOVE n:Many)",
                        Map.of("nodes", NODES))
                .consume();
        // In parts: a transaction may take no more than its share of the server's memory.
        for (int from = 1; from <= RELATIONSHIPS; from += RELATIONSHIPS_A_TRANSACTION) {
            session.run(
                            "MATCH (n) WITH collect(n) AS all UNWIND range($from, $to) AS i"
                                    + " WITH i, all[i % $nodes] AS a, all[(i * 7) % $nodes] AS b"
                                    + " CREATE (a)-[r:EVERY {weight: i / 8.0}]->(b)"
                                    + " FOREACH (x IN CASE WHEN i % 11 = 0 THEN [1] ELSE [] END |"
                                    + " CREATE (b)-[:`NOW AND THEN` {since: i}]->(a))",
                            Map.of(
                                    "nodes",
                                    NODES,
                                    "from",
                                    from,
                                    "to",
                                    Math.min(RELATIONSHIPS, from + RELATIONSHIPS_A_TRANSACTION - 1)))
                    .consume();
        }
        // Gaps in the ids of both.
        session.run("MATCH (n) WHERE n.number % 1234 = 5 DETACH DELETE n").consume();

        Map<String, byte[]> one = export(session, PROJECTION, Map.of("scan", "kernel", "concurrency", 1));
        Map<String, byte[]> four = export(session, PROJECTION, Map.of("scan", "kernel", "concurrency", 4));
        Map<String, byte[]> small = export(session, PROJECTION, Map.of("chunkBytes", 1 << 16));
        Map<String, byte[]> open = export(session, PROJECTION, Map.of("scan", "public"));

        Graph graph = graph(one);
        assertThat(four.keySet()).isEqualTo(one.keySet());
        // Compared as one value: a difference would print a million bytes.
        one.forEach((table, bytes) ->
                assertThat(Arrays.equals(four.get(table), bytes)).as(table).isTrue());
        // Smaller chunks are other batches of the same rows.
        assertThat(graph(small).fingerprint()).isEqualTo(graph.fingerprint());
        assertThat(graph(open).fingerprint()).isEqualTo(graph.fingerprint());
        Record counted = session.run(
                        "MATCH (n) WITH count(n) AS nodes, sum(n.number) AS numbers, sum(n.share) AS shares"
                                + " MATCH ()-[r]->() RETURN nodes, numbers, count(r), sum(r.weight), sum(r.since)")
                .single();
        assertThat(graph.nodeCount()).isEqualTo(counted.get(0).asInt());
        assertThat(sum(graph.nodes().properties().get("number")))
                .isEqualTo(counted.get(1).asDouble());
        assertThat(graph.relationships().count()).isEqualTo(counted.get(2).asInt());
        assertThat(sum(graph.relationships().properties().get("weight")))
                .isEqualTo(counted.get(3).asDouble());
        assertThat(sum(graph.relationships().properties().get("since")))
                .isEqualTo(counted.get(4).asDouble());
    }

    @Test
    void whatTheTransactionHasChangedIsExported() throws IOException {
        session.run("CREATE (:Old {number: 1})-[:EVERY]->(:Old {number: 2})").consume();
        try (Transaction transaction = session.beginTransaction()) {
            transaction
                    .run("MATCH (a:Old {number: 1}) CREATE (a)-[:EVERY]->(:Fresh {number: 3}) SET a.number = 10")
                    .consume();
            Map<String, Object> projection = Map.of("nodeProperties", List.of("number"));
            for (String scan : List.of("kernel", "public")) {
                Graph graph = graph(export(transaction, projection, Map.of("scan", scan)));
                assertThat(graph.nodeCount()).isEqualTo(3);
                assertThat(graph.relationships().count()).isEqualTo(2);
                assertThat(sum(graph.nodes().properties().get("number"))).isEqualTo(15.0);
            }
        }
    }

    @Test
    void anExportThatNobodyReadsToItsEndLeavesNothingBehind() throws IOException {
        session.run("UNWIND range(1, 20000) AS i CREATE (:Many)-[:EVERY]->(:Many)")
                .consume();
        for (int i = 0; i < 3; i++) {
            assertThat(session.run("CALL kith.graph.export({}, {chunkBytes: 65536, concurrency: 3}) YIELD table"
                                    + " RETURN table LIMIT 1")
                            .list())
                    .hasSize(1);
        }
        assertThat(session.run("SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'kith.graph'"
                                + " AND NOT currentQuery STARTS WITH 'SHOW' RETURN currentQuery")
                        .list())
                .isEmpty();
        assertThat(graph(export(session, Map.of(), Map.of())).nodeCount()).isEqualTo(40_000);
    }

    @Test
    void markersOfRunsAreNoNodesOfTheGraph() throws IOException {
        session.run("CREATE (:Person), (:KithRun {id: 'run'}), ()").consume();
        for (String scan : List.of("kernel", "public")) {
            Graph graph = graph(export(session, Map.of(), Map.of("scan", scan)));
            assertThat(graph.nodeCount()).isEqualTo(2);
            assertThat(graph.nodes().labels().names()).contains("Person").doesNotContain("KithRun");
        }
        assertThat(graph(export(session, Map.of("labels", List.of("KithRun")), Map.of()))
                        .nodeCount())
                .isEqualTo(1);
    }

    @Test
    void anEmptyGraphIsAGraph() throws IOException {
        Graph graph = graph(export(session, Map.of(), Map.of()));
        assertThat(graph.nodeCount()).isZero();
        assertThat(graph.relationships().count()).isZero();
    }

    /** The bytes of both tables. */
    private static Map<String, byte[]> export(
            SimpleQueryRunner runner, Map<String, Object> projection, Map<String, Object> config) {
        Map<String, ByteArrayOutputStream> tables = new HashMap<>();
        runner.run(
                        "CALL kith.graph.export($projection, $config) YIELD table, chunk RETURN table, chunk",
                        Map.of("projection", projection, "config", config))
                .forEachRemaining(
                        row -> tables.computeIfAbsent(row.get(0).asString(), table -> new ByteArrayOutputStream())
                                .writeBytes(row.get(1).asByteArray()));
        Map<String, byte[]> bytes = new HashMap<>();
        tables.forEach((table, stream) -> bytes.put(table, stream.toByteArray()));
        return bytes;
    }

    private Graph graph(Map<String, byte[]> tables) throws IOException {
        Files.write(folder.resolve(GraphFolder.NODES), tables.get("nodes"));
        Files.write(folder.resolve(GraphFolder.RELATIONSHIPS), tables.get("relationships"));
        return GraphFolder.complete(folder, new GraphFolder.Description("exported", true, null, List.of(), Map.of()));
    }

    /** Sum of the numbers; whole ones and eighths have no rounding, whatever the order. */
    private static double sum(Column column) {
        return IntStream.range(0, column.size())
                .filter(row -> !column.isNull(row))
                .mapToDouble(row -> ((Number) column.value(row)).doubleValue())
                .sum();
    }
}
