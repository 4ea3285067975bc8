package dev.kith.ingest.export;

import java.util.List;
import java.util.Map;

/**
 * The part of a database that makes a graph.
 *
 * @param labels labels of its nodes; empty for all nodes
 * @param types types of its relationships; empty for all of them between its nodes
 * @param nodeProperties properties that come along; a node without one has a gap
 * @param relationshipProperties properties that come along
 */
public record GraphProjection(
        List<String> labels, List<String> types, List<String> nodeProperties, List<String> relationshipProperties) {

    /** The first argument of {@code kith.graph.export}. */
    Map<String, Object> parameter() {
        return Map.of(
                "labels", labels,
                "types", types,
                "nodeProperties", nodeProperties,
                "relationshipProperties", relationshipProperties);
    }
}
