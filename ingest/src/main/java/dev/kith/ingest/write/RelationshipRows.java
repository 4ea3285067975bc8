package dev.kith.ingest.write;

import dev.kith.graph.KithException;
import dev.kith.ingest.connection.CypherName;
import dev.kith.ingest.source.NodeKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * Relationships of any types whose endpoints lie in the same two parts of the key space. A row travels as a list: the
 * source's key, the target's key, then the properties.
 */
final class RelationshipRows implements Batch {
    /** What the rows of one statement share. */
    record Shape(String type, NodeKey source, NodeKey target, List<String> properties) {}

    private final WriteMode mode;
    private final Map<Shape, List<Value>> rowsByShape = new LinkedHashMap<>();
    private int rows;

    RelationshipRows(WriteMode mode) {
        this.mode = mode;
    }

    void add(Shape shape, Value row) {
        rowsByShape.computeIfAbsent(shape, s -> new ArrayList<>()).add(row);
        rows++;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long write(TransactionContext transaction) {
        long created = 0;
        for (Map.Entry<Shape, List<Value>> entry : rowsByShape.entrySet()) {
            created += write(transaction, entry.getKey(), entry.getValue());
        }
        return created;
    }

    private long write(TransactionContext transaction, Shape shape, List<Value> shapeRows) {
        Value parameters = Values.parameters("rows", Values.value(shapeRows));
        Result result = transaction.run(query(shape), parameters);
        long matched = result.single().get(0).asLong();
        if (matched != shapeRows.size()) {
            throw missingEndpoint(transaction, shape, parameters, shapeRows.size() - matched);
        }
        return result.consume().counters().relationshipsCreated();
    }

    /** The rows are numbered because MERGE finds a row once for each parallel relationship that is already there. */
    String query(Shape shape) {
        String endpoints = "MATCH (a%s {%s: row[0]}) MATCH (b%s {%s: row[1]})"
                .formatted(
                        CypherName.labels(List.of(shape.source().label())),
                        CypherName.quote(shape.source().property()),
                        CypherName.labels(List.of(shape.target().label())),
                        CypherName.quote(shape.target().property()));
        String type = CypherName.quote(shape.type());
        List<String> properties = shape.properties();
        if (mode == WriteMode.CREATE) {
            String map = properties.isEmpty() ? "" : " {" + NodeRows.assignments(properties, 2, "", ": ") + "}";
            return "UNWIND $rows AS row %s CREATE (a)-[:%s%s]->(b) RETURN count(*)".formatted(endpoints, type, map);
        }
        String set = properties.isEmpty() ? "" : " SET " + NodeRows.assignments(properties, 2, "r.", " = ");
        return ("UNWIND range(0, size($rows) - 1) AS i WITH i, $rows[i] AS row %s MERGE (a)-[r:%s]->(b)%s"
                        + " RETURN count(DISTINCT i)")
                .formatted(endpoints, type, set);
    }

    private static KithException missingEndpoint(
            TransactionContext transaction, Shape shape, Value parameters, long missing) {
        Record first = transaction
                .run(
                        ("UNWIND $rows AS row OPTIONAL MATCH (a%s {%s: row[0]}) OPTIONAL MATCH (b%s {%s: row[1]})"
                                        + " WITH row, a, b WHERE a IS NULL OR b IS NULL RETURN row, a IS NULL LIMIT 1")
                                .formatted(
                                        CypherName.labels(List.of(shape.source().label())),
                                        CypherName.quote(shape.source().property()),
                                        CypherName.labels(List.of(shape.target().label())),
                                        CypherName.quote(shape.target().property())),
                        parameters)
                .single();
        boolean atSource = first.get(1).asBoolean();
        NodeKey key = atSource ? shape.source() : shape.target();
        return new KithException(
                "%,d relationships %s have an endpoint that is not in the database; the first is the %s with %s.%s = %s. Ingest the nodes first, or correct the row."
                        .formatted(
                                missing,
                                shape.type(),
                                atSource ? "source" : "target",
                                key.label(),
                                key.property(),
                                first.get(0).get(atSource ? 0 : 1)));
    }
}
