package dev.kith.ingest.source;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A graph to be ingested: nodes first, then the relationships between them. Reading twice yields the same rows in the
 * same order.
 */
public interface Source {
    /** What it is called in progress and reports. */
    String name();

    /** A licence notice that must be shown to the person who uses the data. */
    Optional<String> notice();

    /** Every key that its nodes have and its relationships refer to. */
    List<NodeKey> keys();

    /** Every relationship type that occurs. */
    List<String> relationshipTypes();

    /** Rows that {@link #nodes} will yield, where that is known before reading. */
    OptionalLong nodeCount();

    /** Rows that {@link #relationships} will yield, where that is known before reading. */
    OptionalLong relationshipCount();

    /** Pushes all nodes in batches of at most {@code batchRows}. */
    void nodes(int batchRows, Consumer<NodeBatch> sink);

    /** Pushes all relationships in batches of at most {@code batchRows}. */
    void relationships(int batchRows, Consumer<RelationshipBatch> sink);
}
