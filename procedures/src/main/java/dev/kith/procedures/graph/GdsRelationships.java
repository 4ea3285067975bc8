// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.graph;

import dev.kith.graph.KithException;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.DoubleColumn;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Relationships of a named graph of Graph Data Science, with one property or none. */
final class GdsRelationships {
    private final long[] ids;
    private final List<String> types;
    private final List<String> weighted;
    private final String property;
    private int[] source = new int[1024];
    private int[] target = new int[1024];
    private short[] type = new short[1024];
    private double[] weight = new double[1024];
    private final BitSet unweighted = new BitSet();
    private int count;

    /**
     * @param ids store ids of the nodes, ascending
     * @param schema properties by relationship type
     * @param properties one or none
     */
    GdsRelationships(long[] ids, Map<String, Set<String>> schema, List<String> properties) {
        this.ids = ids;
        this.types = List.copyOf(schema.keySet());
        if (properties.size() > 1) {
            throw new KithException("Of a named graph one relationship property can be read, not " + properties + ".");
        }
        this.property = properties.isEmpty() ? null : properties.get(0);
        this.weighted = types.stream()
                .filter(name -> schema.get(name).contains(property))
                .toList();
        if (property != null && weighted.isEmpty()) {
            throw new KithException("The named graph has no relationship property '"
                    + property.replaceAll("\\p{Cntrl}", "?") + "'; it has: " + schema + ".");
        }
    }

    void read(GdsGraph graph) {
        List<String> others =
                types.stream().filter(name -> !weighted.contains(name)).toList();
        if (!weighted.isEmpty()) {
            graph.rows(
                    "CALL gds.graph.relationshipProperty.stream($graph, $property, $types)"
                            + " YIELD sourceNodeId, targetNodeId, relationshipType, propertyValue"
                            + " RETURN sourceNodeId, targetNodeId, relationshipType, propertyValue",
                    Map.of("property", property, "types", weighted),
                    this::add);
        }
        if (!others.isEmpty()) {
            graph.rows(
                    "CALL gds.graph.relationships.stream($graph, $types)"
                            + " YIELD sourceNodeId, targetNodeId, relationshipType"
                            + " RETURN sourceNodeId, targetNodeId, relationshipType",
                    Map.of("types", others),
                    this::add);
        }
    }

    private void add(Map<String, Object> row) {
        if (count == source.length) {
            source = Arrays.copyOf(source, 2 * count);
            target = Arrays.copyOf(target, 2 * count);
            type = Arrays.copyOf(type, 2 * count);
            weight = Arrays.copyOf(weight, 2 * count);
        }
        source[count] = Arrays.binarySearch(ids, GdsGraph.whole(row, "sourceNodeId"));
        target[count] = Arrays.binarySearch(ids, GdsGraph.whole(row, "targetNodeId"));
        type[count] = (short) types.indexOf((String) row.get("relationshipType"));
        if (GdsGraph.orNull(row.get("propertyValue")) instanceof Number number) {
            weight[count] = number.doubleValue();
        } else {
            unweighted.set(count);
        }
        count++;
    }

    RelationshipTable table() {
        return new RelationshipTable(
                Arrays.copyOf(source, count),
                Arrays.copyOf(target, count),
                Arrays.copyOf(type, count),
                types,
                property == null
                        ? Map.of()
                        : Map.of(
                                property,
                                new DoubleColumn(
                                        Arrays.copyOf(weight, count), unweighted.isEmpty() ? null : unweighted)));
    }
}
