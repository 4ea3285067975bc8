package dev.kith.ingest.export;

import dev.kith.graph.KithException;
import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.ingest.connection.Connection;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;

/**
 * Writes columns of predictions to nodes, by their store ids, as one run: Arrow bytes to {@code
 * kith.nodeProperties.write}, some tens of thousands of nodes a transaction. Repeating a run writes the same values and
 * keeps its one marker; one that stopped half-way is completed so.
 */
public final class PredictionWriter {
    private PredictionWriter() {}

    /**
     * What the run's marker node says.
     *
     * @param id the same for the same predictions
     * @param model the model's name
     * @param config anything else that is worth knowing, as JSON
     */
    public record Run(String id, String model, String modelSha256, String graphFingerprint, String config, long seed) {}

    /** @param skipped nodes that are gone by now, or lost the labels */
    public record Report(String runId, long propertiesWritten, long skipped, double seconds) {}

    /**
     * @param labels of which a node must still have one; none stands for any node
     * @param ids store ids
     * @param columns values by property, a row for each id
     * @throws KithException where a property holds values of another kind; nothing is written then
     */
    public static Report write(
            Connection connection, Run run, List<String> labels, LongColumn ids, Map<String, Column> columns) {
        columns.forEach((name, column) -> checkKind(connection, labels, name, column));
        long start = System.nanoTime();
        long[] counts = new RunRows(ids, columns)
                .send(
                        connection,
                        "kith.nodeProperties.write",
                        run,
                        Map.of("labels", labels),
                        List.of("nodePropertiesWritten", "nodesSkipped"));
        return new Report(run.id(), counts[0], counts[1], (System.nanoTime() - start) / 1e9);
    }

    /** The procedure checks each node that it writes; this checks all of them before the first. */
    private static void checkKind(Connection connection, List<String> labels, String name, Column column) {
        String type = type(column);
        List<Record> others = connection.read(1, tx -> tx.run(
                        "MATCH (n) WHERE n[$name] IS NOT NULL AND NOT n[$name] IS :: " + type
                                + " AND (size($labels) = 0 OR any(label IN labels(n) WHERE label IN $labels))"
                                + " RETURN elementId(n), valueType(n[$name]) LIMIT 1",
                        Map.of("name", name, "labels", labels))
                .list());
        for (Record other : others) {
            throw new KithException(("The property '%s' of node %s is %s, and predictions would make it %s; nothing was"
                            + " written. Choose another name for the property.")
                    .formatted(
                            name,
                            other.get(0).asString(),
                            other.get(1).asString().replace(" NOT NULL", ""),
                            type));
        }
    }

    private static String type(Column column) {
        if (column instanceof LongColumn) {
            return "INTEGER";
        } else if (column instanceof DoubleColumn) {
            return "FLOAT";
        } else if (column instanceof BooleanColumn) {
            return "BOOLEAN";
        }
        return column instanceof TextColumn ? "STRING" : "LIST<ANY>";
    }
}
