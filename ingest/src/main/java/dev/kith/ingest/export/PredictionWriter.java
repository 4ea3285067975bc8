package dev.kith.ingest.export;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.ingest.Progress;
import dev.kith.ingest.connection.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.neo4j.driver.Record;

/**
 * Writes columns of predictions to nodes, by their store ids, as one run: Arrow bytes to {@code
 * kith.nodeProperties.write}, some tens of thousands of nodes a transaction. Repeating a run writes the same values and
 * keeps its one marker; one that stopped half-way is completed so.
 */
public final class PredictionWriter {
    private static final int NODES_A_CALL = 50_000;
    private static final int PIECE_BYTES = 1 << 18;

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
        long written = 0;
        long skipped = 0;
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("labels", labels);
        config.put("model", run.model());
        config.put("modelSha256", run.modelSha256());
        config.put("graphFingerprint", run.graphFingerprint());
        config.put("config", run.config());
        config.put("seed", run.seed());
        try (Progress progress = Progress.start("predictions", OptionalLong.of(ids.size()))) {
            for (int from = 0; from < ids.size(); from += NODES_A_CALL) {
                int to = Math.min(ids.size(), from + NODES_A_CALL);
                config.put("last", to == ids.size());
                List<byte[]> pieces = pieces(ids, columns, from, to);
                Record counts = connection.write(tx -> tx.run(
                                "CALL kith.nodeProperties.write($runId, $chunks, $config)"
                                        + " YIELD nodePropertiesWritten, nodesSkipped"
                                        + " RETURN nodePropertiesWritten, nodesSkipped",
                                Map.of("runId", run.id(), "chunks", pieces, "config", config))
                        .single());
                written += counts.get(0).asLong();
                skipped += counts.get(1).asLong();
                progress.add(to - from);
            }
        }
        return new Report(run.id(), written, skipped, (System.nanoTime() - start) / 1e9);
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

    private static List<byte[]> pieces(LongColumn ids, Map<String, Column> columns, int from, int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, r -> from + r);
        Map<String, Column> part = new LinkedHashMap<>();
        columns.forEach((name, column) -> part.put(name, column.rows(rows)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            TableWriter.write(ids.rows(rows), part, Channels.newChannel(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] all = bytes.toByteArray();
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < all.length; at += PIECE_BYTES) {
            pieces.add(Arrays.copyOfRange(all, at, Math.min(all.length, at + PIECE_BYTES)));
        }
        return pieces;
    }
}
