package dev.kith.ingest.export;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.ingest.connection.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes predicted links as relationships, as one run: Arrow bytes to {@code kith.relationships.write}. Repeating a run
 * finds the relationships that it made.
 */
public final class LinkWriter {
    private LinkWriter() {}

    /**
     * Which relationships, and where not.
     *
     * @param type of what is written
     * @param directed whether one the other way round is another one
     * @param labels of which both ends must still have one; none stands for any node
     * @param existingTypes where one of these joins a pair already, nothing is written; none stands for all types
     */
    public record Rule(String type, boolean directed, List<String> labels, List<String> existingTypes) {}

    /**
     * @param occupied pairs that were joined already
     * @param skipped pairs of which a node is gone by now, or lost the labels
     */
    public record Report(String runId, long written, long occupied, long skipped, double seconds) {}

    /**
     * @param sources store ids
     * @param targets store ids
     * @param properties of the relationships by name
     */
    public static Report write(
            Connection connection,
            PredictionWriter.Run run,
            Rule rule,
            LongColumn sources,
            LongColumn targets,
            Map<String, Column> properties) {
        long start = System.nanoTime();
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("target", targets);
        columns.putAll(properties);
        Map<String, Object> config = Map.of(
                "relationshipType", rule.type(),
                "directed", rule.directed(),
                "labels", rule.labels(),
                "existingTypes", rule.existingTypes());
        long[] counts = new RunRows(sources, columns)
                .send(
                        connection,
                        "kith.relationships.write",
                        run,
                        config,
                        List.of("relationshipsWritten", "relationshipsSkipped", "nodesSkipped"));
        return new Report(run.id(), counts[0], counts[1], counts[2], (System.nanoTime() - start) / 1e9);
    }
}
