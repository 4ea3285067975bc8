package dev.kith.ingest.write;

import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.source.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The node {@code (:KithIngest {id, source, mode, status, startedAt, finishedAt, nodes, relationships, message})} that
 * stands in the database before the first row is written. Its status is {@code running}, then {@code complete} or {@code
 * failed}; one that was {@code running} when its process ended stays so. When an ingest completes, the unfinished ones of
 * the same source before it become {@code superseded}.
 */
final class IngestMark {
    static final String LABEL = "KithIngest";

    private final Connection connection;
    private final String id = UUID.randomUUID().toString();

    private IngestMark(Connection connection) {
        this.connection = connection;
    }

    static IngestMark begin(Connection connection, Source source, WriteMode mode) {
        IngestMark mark = new IngestMark(connection);
        mark.write(
                "CREATE (i:" + LABEL
                        + " {id: $id, source: $source, mode: $mode, status: 'running', startedAt: datetime()})",
                Map.of("source", source.name(), "mode", mode.name()));
        return mark;
    }

    String id() {
        return id;
    }

    void complete(long nodes, long relationships) {
        write(
                "MATCH (i:" + LABEL + " {id: $id}) SET i.status = 'complete', i.finishedAt = datetime(),"
                        + " i.nodes = $nodes, i.relationships = $relationships"
                        + " WITH i MATCH (before:" + LABEL + " {source: i.source})"
                        + " WHERE before.status IN ['running', 'failed'] AND before.startedAt <= i.startedAt"
                        + " SET before.status = 'superseded', before.supersededBy = i.id",
                Map.of("nodes", nodes, "relationships", relationships));
    }

    /**
     * Marks the ingest as failed, where the server still answers.
     *
     * @param remedy a sentence on what to do about what is half there, where the cause does not say it
     * @return the failure, with a sentence about the mark where it is one for people
     */
    RuntimeException failed(RuntimeException cause, String remedy) {
        String status = "failed";
        try {
            write(
                    "MATCH (i:" + LABEL + " {id: $id}) SET i.status = 'failed', i.finishedAt = datetime(),"
                            + " i.message = $message",
                    Map.of("message", String.valueOf(cause.getMessage())));
        } catch (RuntimeException e) {
            // The server may be what failed; then the mark says what it said before.
            cause.addSuppressed(e);
            status = "running";
        }
        if (!(cause instanceof KithException)) {
            return cause;
        }
        return new KithException(
                "%s What was written stays, and (:%s {id: '%s'}) marks it as %s.%s"
                        .formatted(cause.getMessage(), LABEL, id, status, remedy),
                cause);
    }

    private void write(String query, Map<String, Object> values) {
        Map<String, Object> parameters = new HashMap<>(values);
        parameters.put("id", id);
        connection.write(tx -> tx.run(query, parameters).consume());
    }
}
