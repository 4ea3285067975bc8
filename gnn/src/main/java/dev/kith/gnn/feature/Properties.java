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

    /** The value itself, where it is a number that a float can hold. */
    static double finite(double value, String property, Graph graph, int row) {
        if (!Float.isFinite((float) value)) {
            throw new KithException("The property '" + property + "' of node "
                    + graph.nodes().ids().value(row) + " is " + value + "; features must be finite"
                    + (Double.isFinite(value) ? " and at most 3.4E38 in size" : " numbers")
                    + ". Remove it or put a number there.");
        }
        return value;
    }
}
