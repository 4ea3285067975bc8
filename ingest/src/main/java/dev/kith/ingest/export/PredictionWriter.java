package dev.kith.ingest.export;

import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
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

/**
 * Writes columns of predictions to nodes, by their store ids, as one run: Arrow bytes to {@code
 * kith.nodeProperties.write}, some tens of thousands of nodes a transaction.
 */
public final class PredictionWriter {
    private static final int NODES_A_CALL = 50_000;
    private static final int PIECE_BYTES = 1 << 18;

    private PredictionWriter() {}

    /** @param skipped nodes that are gone by now, or lost the labels */
    public record Report(String runId, long propertiesWritten, long skipped, double seconds) {}

    /**
     * @param ids store ids
     * @param columns values by property, a row for each id
     * @param run what the run's marker node says: model, modelSha256, graphFingerprint, config, seed; and labels, of
     *     which a node must still have one
     */
    public static Report write(
            Connection connection, String runId, LongColumn ids, Map<String, Column> columns, Map<String, Object> run) {
        long start = System.nanoTime();
        long written = 0;
        long skipped = 0;
        try (Progress progress = Progress.start("predictions", OptionalLong.of(ids.size()))) {
            for (int from = 0; from < ids.size(); from += NODES_A_CALL) {
                int to = Math.min(ids.size(), from + NODES_A_CALL);
                Map<String, Object> config = new LinkedHashMap<>(run);
                config.put("last", to == ids.size());
                List<byte[]> pieces = pieces(ids, columns, from, to);
                long[] counts = connection.write(tx -> {
                    var row = tx.run(
                                    "CALL kith.nodeProperties.write($runId, $chunks, $config)"
                                            + " YIELD nodePropertiesWritten, nodesSkipped"
                                            + " RETURN nodePropertiesWritten, nodesSkipped",
                                    Map.of("runId", runId, "chunks", pieces, "config", config))
                            .single();
                    return new long[] {row.get(0).asLong(), row.get(1).asLong()};
                });
                written += counts[0];
                skipped += counts[1];
                progress.add(to - from);
            }
        }
        return new Report(runId, written, skipped, (System.nanoTime() - start) / 1e9);
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
