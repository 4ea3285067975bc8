package dev.kith.gnn.feature;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.List;

/** Reads positions of nodes, in double: from one property that is a vector or a point, or from a number for each axis. */
final class Coordinates {
    private Coordinates() {}

    /** @return {@code [n][d]}; null for a node that lacks one of them */
    static double[][] of(Graph graph, List<String> properties) {
        List<Column> columns =
                properties.stream().map(name -> Properties.of(graph, name)).toList();
        int d = dimension(graph, properties);
        double[][] points = new double[graph.nodeCount()][];
        for (int i = 0; i < points.length; i++) {
            int row = i;
            if (columns.stream().noneMatch(column -> column.isNull(row))) {
                points[i] = new double[d];
                for (int c = 0; c < d; c++) {
                    points[i][c] = value(graph, properties, columns, i, c);
                }
            }
        }
        return points;
    }

    /** How many axes there are. */
    static int dimension(Graph graph, List<String> properties) {
        if (properties.size() == 1 && Properties.of(graph, properties.getFirst()) instanceof VectorColumn vector) {
            return vector.dimension();
        }
        for (String name : properties) {
            Column column = Properties.of(graph, name);
            if (!(column instanceof DoubleColumn) && !(column instanceof LongColumn)) {
                throw new KithException("The property '" + name + "' is " + column.typeName()
                        + ", and a place is one list of numbers or point, or a number for each axis: 'x+y:invariant'.");
            }
        }
        return properties.size();
    }

    private static double value(Graph graph, List<String> properties, List<Column> columns, int row, int axis) {
        if (columns.getFirst() instanceof VectorColumn vector) {
            return Properties.finite(
                    vector.values()[row * vector.dimension() + axis],
                    properties.getFirst() + "[" + axis + "]",
                    graph,
                    row);
        }
        double value = columns.get(axis) instanceof LongColumn whole
                ? (double) whole.values()[row]
                : ((DoubleColumn) columns.get(axis)).values()[row];
        return Properties.finite(value, properties.get(axis), graph, row);
    }
}
