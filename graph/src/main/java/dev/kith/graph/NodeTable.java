package dev.kith.graph;

import dev.kith.graph.column.Column;
import java.util.Map;

/**
 * @param ids original ids, unique: whole numbers or texts
 * @param properties by name, in order
 */
public record NodeTable(Column ids, NodeLabels labels, Map<String, Column> properties) {
    public int count() {
        return ids.size();
    }
}
