package dev.kith.ingest.export;

import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.ingest.Progress;
import dev.kith.ingest.connection.BytePieces;
import dev.kith.ingest.connection.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.neo4j.driver.Record;

/**
 * The rows of a run as Arrow bytes to a procedure, some tens of thousands of them a transaction.
 *
 * @param ids store ids of nodes
 * @param columns beside them, a row for each
 */
record RunRows(LongColumn ids, Map<String, Column> columns) {
    private static final int ROWS_A_CALL = 50_000;

    /**
     * @param procedure that takes a run's id, chunks and a configuration
     * @param configuration to which the run's own values come
     * @param counts names of numbers that it yields
     * @return their sums
     */
    long[] send(
            Connection connection,
            String procedure,
            PredictionWriter.Run run,
            Map<String, Object> configuration,
            List<String> counts) {
        Map<String, Object> config = new LinkedHashMap<>(configuration);
        config.put("model", run.model());
        config.put("modelSha256", run.modelSha256());
        config.put("graphFingerprint", run.graphFingerprint());
        config.put("config", run.config());
        config.put("seed", run.seed());
        String names = String.join(", ", counts);
        String query = "CALL " + procedure + "($runId, $chunks, $config) YIELD " + names + " RETURN " + names;
        long[] sums = new long[counts.size()];
        try (Progress progress = Progress.start("predictions", OptionalLong.of(ids.size()))) {
            int from = 0;
            do {
                int to = Math.min(ids.size(), from + ROWS_A_CALL);
                config.put("last", to == ids.size());
                Map<String, Object> parameters =
                        Map.of("runId", run.id(), "chunks", pieces(from, to), "config", config);
                Record record = connection.write(tx -> tx.run(query, parameters).single());
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += record.get(k).asLong();
                }
                progress.add(to - from);
                from = to;
            } while (from < ids.size());
        }
        return sums;
    }

    private List<byte[]> pieces(int from, int to) {
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
        return BytePieces.of(bytes.toByteArray());
    }
}
