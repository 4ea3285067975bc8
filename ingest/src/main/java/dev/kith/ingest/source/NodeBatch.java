package dev.kith.ingest.source;

import dev.kith.graph.column.Column;
import java.util.List;
import java.util.Map;

/**
 * Nodes with the same labels and properties, in columns.
 *
 * @param key the unique label and property; the property is one of the columns and has no gap
 * @param labels all labels, the key's label among them
 * @param columns property name to column
 * @param rows the rows of the columns that are these nodes
 */
public record NodeBatch(NodeKey key, List<String> labels, Map<String, Column> columns, int[] rows) {}
