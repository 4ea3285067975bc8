package dev.kith.gnn.feature;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.graph.column.Column;
import java.util.List;

/** Looks up node properties with errors that name the property and the node. */
final class Properties {
    private Properties() {}

    static Column of(Graph graph, String property) {
        Column column = graph.nodes().properties().get(property);
        if (column == null) {
            throw new KithException("The graph '" + graph.name() + "' has no node property '" + property + "'"
                    + Nearest.hint(
                            property, List.copyOf(graph.nodes().properties().keySet())));
        }
        return column;
    }

    static float finite(float value, String property, int node) {
        if (!Float.isFinite(value)) {
            throw new KithException("The property '" + property + "' of node " + node + " is " + value
                    + "; features must be finite numbers. Remove it or put a number there.");
        }
        return value;
    }
}
