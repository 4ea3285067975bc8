package dev.kith.ingest.export;

import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.CypherName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;

/**
 * Reads a graph as rows of ordinary queries, each value on its own: the way that needs no procedures, and that the
 * benchmark measures Arrow by.
 */
public final class BoltRowExport {
    private static final long FETCH_SIZE = 10_000;

    private BoltRowExport() {}

    /** Rows read and how long that took. */
    public record Report(long nodes, long relationships, double seconds) {
        /** Rows of both kinds a second. */
        public double rowsPerSecond() {
            return (nodes + relationships) / Math.max(seconds, 1e-9);
        }
    }

    /** Reads all nodes and at most {@code limit} relationships, resolving each endpoint to its node's row. */
    public static Report read(Connection connection, GraphProjection projection, long limit) {
        long start = System.nanoTime();
        Map<Long, Integer> rows = connection.read(FETCH_SIZE, tx -> nodes(tx.run(nodeQuery(projection))));
        long relationships =
                connection.read(FETCH_SIZE, tx -> relationships(tx.run(relationshipQuery(projection, limit)), rows));
        return new Report(rows.size(), relationships, (System.nanoTime() - start) / 1e9);
    }

    static String nodeQuery(GraphProjection projection) {
        return "MATCH (n%s) RETURN id(n), labels(n)%s"
                .formatted(anyOf(projection.labels()), properties("n", projection.nodeProperties()));
    }

    static String relationshipQuery(GraphProjection projection, long limit) {
        String label = anyOf(projection.labels());
        return "MATCH (a%s)-[r%s]->(b%s) RETURN id(a), id(b), type(r)%s LIMIT %d"
                .formatted(
                        label,
                        anyOf(projection.types()),
                        label,
                        properties("r", projection.relationshipProperties()),
                        limit);
    }

    private static Map<Long, Integer> nodes(Result result) {
        Map<Long, Integer> rows = new HashMap<>();
        while (result.hasNext()) {
            rows.put(result.next().get(0).asLong(), rows.size());
        }
        return rows;
    }

    private static long relationships(Result result, Map<Long, Integer> rows) {
        long count = 0;
        while (result.hasNext()) {
            Record row = result.next();
            if (rows.containsKey(row.get(0).asLong())
                    && rows.containsKey(row.get(1).asLong())) {
                count++;
            }
        }
        return count;
    }

    private static String anyOf(List<String> names) {
        return names.isEmpty()
                ? ""
                : ":" + names.stream().map(CypherName::quote).collect(Collectors.joining("|"));
    }

    private static String properties(String variable, List<String> names) {
        return names.stream()
                .map(name -> ", " + variable + "." + CypherName.quote(name))
                .collect(Collectors.joining());
    }
}
