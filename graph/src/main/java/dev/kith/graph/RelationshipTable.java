package dev.kith.graph;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import java.util.List;
import java.util.Map;

/**
 * @param source row of the start node of each relationship
 * @param target row of the end node
 * @param type position in {@code types}
 * @param properties by name, in order
 */
public record RelationshipTable(
        int[] source, int[] target, short[] type, List<String> types, Map<String, Column> properties) {
    public int count() {
        return source.length;
    }

    /**
     * A numeric property as weights; 1 where it is missing.
     *
     * @throws KithException where there is no such numeric property
     */
    public float[] weights(String property) {
        Column column = properties.get(property);
        if (!(column instanceof LongColumn || column instanceof DoubleColumn)) {
            throw new KithException(
                    "Relationships have no numeric property '" + property + "'; known: " + properties.keySet() + ".");
        }
        float[] weights = new float[count()];
        for (int e = 0; e < weights.length; e++) {
            double weight = column.isNull(e)
                    ? 1.0
                    : column instanceof LongColumn numbers ? numbers.values()[e] : ((DoubleColumn) column).values()[e];
            weights[e] = (float) weight;
        }
        return weights;
    }
}
