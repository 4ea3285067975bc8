package dev.kith.cli.job;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.LongColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a graph by store id. */
final class StoreIds {
    private final Map<Long, Integer> rows = new HashMap<>();

    StoreIds(Graph graph) {
        long[] ids = ((LongColumn) graph.nodes().ids()).values();
        for (int i = 0; i < ids.length; i++) {
            rows.put(ids[i], i);
        }
    }

    int row(Object id) {
        Integer row = id instanceof Number number ? rows.get(number.longValue()) : null;
        if (row == null) {
            throw new KithException("The node " + id + " is not in the projection; name only nodes that are.");
        }
        return row;
    }

    int[] rows(List<?> ids) {
        return ids.stream().mapToInt(this::row).toArray();
    }
}
