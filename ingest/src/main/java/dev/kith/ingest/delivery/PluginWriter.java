package dev.kith.ingest.delivery;

import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.write.WriteMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;

/** Rows as Arrow bytes to Kith's procedures; those that have no such form go another way. */
record PluginWriter(RowWriter otherwise) implements RowWriter {
    private static final List<String> PROCEDURES = List.of("kith.ingest.nodes", "kith.ingest.relationships");

    /** Whether the server has the procedures and the user may call them. */
    static boolean isThere(Connection connection) {
        return connection.read(
                1,
                tx -> tx.run(
                                        "SHOW PROCEDURES EXECUTABLE YIELD name WHERE name IN $names RETURN count(*)",
                                        Map.of("names", PROCEDURES))
                                .single()
                                .get(0)
                                .asInt()
                        == PROCEDURES.size());
    }

    @Override
    public String name() {
        return "plugin";
    }

    @Override
    public Written write(
            TransactionContext transaction, Shape shape, List<Entity> rows, WriteMode mode, MissingEnd missing) {
        Optional<List<byte[]>> chunks = RowStream.of(shape, rows);
        if (chunks.isEmpty()) {
            return otherwise.write(transaction, shape, rows, mode, missing);
        }
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("chunks", chunks.get());
        parameters.put("config", config(shape, mode, missing));
        return switch (shape) {
            case Shape.Nodes nodes -> nodes(transaction, parameters);
            case Shape.Relationships arcs -> relationships(transaction, arcs, rows, parameters);
        };
    }

    private static Map<String, Object> config(Shape shape, WriteMode mode, MissingEnd missing) {
        return switch (shape) {
            case Shape.Nodes nodes ->
                Map.of(
                        "label",
                        nodes.key().label(),
                        "keyProperty",
                        nodes.key().property(),
                        "labels",
                        nodes.labels(),
                        "mode",
                        mode.name());
            case Shape.Relationships arcs ->
                Map.of(
                        "relationshipType",
                        arcs.type(),
                        "sourceLabel",
                        arcs.source().label(),
                        "sourceProperty",
                        arcs.source().property(),
                        "targetLabel",
                        arcs.target().label(),
                        "targetProperty",
                        arcs.target().property(),
                        "mode",
                        mode.name(),
                        "createEnds",
                        missing == MissingEnd.CREATE);
        };
    }

    private static Written nodes(TransactionContext transaction, Map<String, Object> parameters) {
        Record row = transaction
                .run(
                        "CALL kith.ingest.nodes($chunks, $config) YIELD nodesWritten, nodesCreated"
                                + " RETURN nodesWritten, nodesCreated",
                        parameters)
                .single();
        return new Written(row.get("nodesCreated").asLong(), 0, new TreeMap<>());
    }

    private static Written relationships(
            TransactionContext transaction,
            Shape.Relationships shape,
            List<Entity> rows,
            Map<String, Object> parameters) {
        Record row = transaction
                .run(
                        "CALL kith.ingest.relationships($chunks, $config) YIELD relationshipsWritten,"
                                + " relationshipsCreated, nodesCreated, missingSources, missingTargets RETURN *",
                        parameters)
                .single();
        SortedMap<Integer, String> rejected = new TreeMap<>();
        for (int index : row.get("missingSources").asList(Value::asInt)) {
            rejected.put(index, MissingNode.reason(shape, rows.get(index), true));
        }
        for (int index : row.get("missingTargets").asList(Value::asInt)) {
            rejected.put(index, MissingNode.reason(shape, rows.get(index), false));
        }
        long written = row.get("relationshipsWritten").asLong();
        if (written + rejected.size() != rows.size()) {
            throw new KithException(
                    "The server answers for %,d of %,d rows; its plugin is of another version than this command. Use the same, or --no-plugin."
                            .formatted(written + rejected.size(), rows.size()));
        }
        return new Written(
                row.get("nodesCreated").asLong(),
                row.get("relationshipsCreated").asLong(),
                rejected);
    }
}
