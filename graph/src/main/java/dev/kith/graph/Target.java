package dev.kith.graph;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is to be predicted, as class codes.
 *
 * @param codes class of each node, -1 where unknown
 * @param classes the values behind the codes, ascending: Long, Double, Boolean or String
 */
public record Target(String property, int[] codes, List<Object> classes) {
    public int classCount() {
        return classes.size();
    }

    static Target of(String property, Column column) {
        if (column instanceof VectorColumn || column instanceof SparseVectorColumn) {
            throw new KithException("The property '" + property + "' is " + column.typeName()
                    + "; classes are texts, numbers or true and false.");
        }
        TreeSet<Object> values = new TreeSet<>();
        for (int i = 0; i < column.size(); i++) {
            Object value = column.value(i);
            if (value instanceof Double number && number.isNaN()) {
                throw new KithException("The property '" + property + "' is NaN in node " + i
                        + ", which is no class; correct it, or leave it out.");
            }
            if (value != null) {
                values.add(value);
            }
        }
        List<Object> classes = List.copyOf(values);
        Map<Object, Integer> code = new HashMap<>();
        for (int c = 0; c < classes.size(); c++) {
            code.put(classes.get(c), c);
        }
        int[] codes = new int[column.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code.getOrDefault(column.value(i), -1);
        }
        return new Target(property, codes, classes);
    }
}
