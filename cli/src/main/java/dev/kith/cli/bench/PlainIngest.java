package dev.kith.cli.bench;

import dev.kith.graph.Graph;
import dev.kith.graph.RelationshipTable;
import dev.kith.ingest.connection.CypherName;
import dev.kith.ingest.write.WriteMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * What anybody would write to get a graph into Neo4j: {@code UNWIND $rows}, a map a row, batches in the order of the
 * file, each in a managed transaction, several at a time. Measures the {@link dev.kith.ingest.write.Ingester} by it.
 */
record PlainIngest(Driver driver, int batchRows, int writers) {

    /** Seconds of both phases. */
    record Report(double nodeSeconds, double relationshipSeconds) {}

    /** Writes a graph whose nodes have one label and whose relationships have one type. */
    Report ingest(Graph graph, WriteMode mode) {
        String label = CypherName.quote(graph.nodes().labels().names().getFirst());
        String type = CypherName.quote(graph.relationships().types().getFirst());
        String constraint = "CREATE CONSTRAINT IF NOT EXISTS FOR (n:" + label + ") REQUIRE n.id IS UNIQUE";
        driver.executableQuery(constraint).execute();
        double nodes = write(nodeQuery(label, mode), graph.nodeCount(), node -> row(graph, node));
        RelationshipTable relationships = graph.relationships();
        double arcs = write(
                relationshipQuery(label, type, mode), relationships.count(), arc -> row(graph, relationships, arc));
        return new Report(nodes, arcs);
    }

    private static String nodeQuery(String label, WriteMode mode) {
        return mode == WriteMode.CREATE
                ? "UNWIND $rows AS row CREATE (:%s {id: row.id, name: row.name, value: row.value})".formatted(label)
                : "UNWIND $rows AS row MERGE (n:%s {id: row.id}) SET n.name = row.name, n.value = row.value"
                        .formatted(label);
    }

    private static String relationshipQuery(String label, String type, WriteMode mode) {
        String ends = "UNWIND $rows AS row MATCH (a:%s {id: row.source}) MATCH (b:%s {id: row.target}) "
                .formatted(label, label);
        return ends
                + (mode == WriteMode.CREATE
                        ? "CREATE (a)-[:%s {weight: row.weight}]->(b)".formatted(type)
                        : "MERGE (a)-[r:%s]->(b) SET r.weight = row.weight".formatted(type));
    }

    private static Map<String, Object> row(Graph graph, int node) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", graph.nodes().ids().value(node));
        graph.nodes().properties().forEach((name, column) -> row.put(name, column.value(node)));
        return row;
    }

    private static Map<String, Object> row(Graph graph, RelationshipTable relationships, int arc) {
        Map<String, Object> row = new HashMap<>();
        row.put("source", graph.nodes().ids().value(relationships.source()[arc]));
        row.put("target", graph.nodes().ids().value(relationships.target()[arc]));
        relationships.properties().forEach((name, column) -> row.put(name, column.value(arc)));
        return row;
    }

    private double write(String query, int rows, IntFunction<Map<String, Object>> row) {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            for (int w = 0; w < writers; w++) {
                all.add(threads.submit(() -> {
                    for (int from = next.getAndAdd(batchRows); from < rows; from = next.getAndAdd(batchRows)) {
                        List<Map<String, Object>> batch = new ArrayList<>();
                        for (int r = from; r < Math.min(rows, from + batchRows); r++) {
                            batch.add(row.apply(r));
                        }
                        try (Session session = driver.session()) {
                            session.executeWriteWithoutResult(
                                    tx -> tx.run(query, Map.of("rows", batch)).consume());
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
