package dev.kith.ingest.source;

import dev.kith.graph.column.Column;
import java.util.Map;

/**
 * Relationships of one type between nodes of one kind each, in columns.
 *
 * @param columns property name to column
 * @param rows the rows of the columns that are these relationships
 */
public record RelationshipBatch(
        String type, Endpoint source, Endpoint target, Map<String, Column> columns, int[] rows) {

    /**
     * How the nodes at one end are found.
     *
     * @param keys values of the key property
     * @param rows for each relationship the row of {@code keys} that is its node
     */
    public record Endpoint(NodeKey key, Column keys, int[] rows) {}
}
