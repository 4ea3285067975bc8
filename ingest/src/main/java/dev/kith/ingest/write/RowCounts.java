package dev.kith.ingest.write;

import dev.kith.graph.KithException;
import dev.kith.ingest.source.NodeBatch;
import dev.kith.ingest.source.RelationshipBatch;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** How many rows were read, by label and by type, and whether the database has an entity for each of them. */
final class RowCounts {
    /** A node with several labels counts under each of them, as it does in the database. */
    private final Map<String, Long> nodes = new TreeMap<>();

    private final Map<String, Long> relationships = new TreeMap<>();
    private long nodeRows;

    void add(NodeBatch batch) {
        nodeRows += batch.rows().length;
        batch.labels().forEach(label -> nodes.merge(label, (long) batch.rows().length, Long::sum));
    }

    void add(RelationshipBatch batch) {
        relationships.merge(batch.type(), (long) batch.rows().length, Long::sum);
    }

    long nodeRows() {
        return nodeRows;
    }

    long relationshipRows() {
        return relationships.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Refuses a source that yielded another number of rows than it declared. */
    static void checkDeclared(String source, String what, OptionalLong declared, long read) {
        if (declared.isPresent() && declared.getAsLong() != read) {
            throw new KithException(
                    "%s declares %,d %s but yielded %,d: the source changed while it was read, or is damaged."
                            .formatted(source, declared.getAsLong(), what, read));
        }
    }

    /**
     * Compares what was read with what the database has. Where it was empty before, the counts must be equal; elsewhere
     * it must have at least as many entities as rows, and no other than the new ones may have come.
     */
    void check(String source, WriteMode mode, EntityCounts before, EntityCounts after) {
        before.nodes()
                .forEach((label, count) -> check(
                        source,
                        mode,
                        "nodes",
                        label,
                        nodes.getOrDefault(label, 0L),
                        count,
                        after.nodes().get(label)));
        relationships.forEach((type, rows) -> check(
                source,
                mode,
                "relationships",
                type,
                rows,
                before.relationships().get(type),
                after.relationships().get(type)));
    }

    private static void check(
            String source, WriteMode mode, String what, String name, long rows, long before, long after) {
        long lowest = mode == WriteMode.CREATE ? before + rows : Math.max(before, rows);
        long highest = before + rows;
        if (after >= lowest && after <= highest) {
            return;
        }
        String remedy = after < lowest && mode == WriteMode.MERGE
                ? "Rows that repeat a key or the same relationship were merged: make them unique, or ingest into an empty"
                        + " database, where each becomes an entity of its own."
                : "Something else wrote to or deleted from the database meanwhile; run the command again when it is quiet.";
        throw new KithException(
                "%s: %,d %s %s were read and the database has %,d (before: %,d), a difference of %,d. %s"
                        .formatted(
                                source,
                                rows,
                                what,
                                name,
                                after,
                                before,
                                after < lowest ? after - lowest : after - highest,
                                remedy));
    }
}
