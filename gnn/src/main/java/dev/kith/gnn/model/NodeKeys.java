package dev.kith.gnn.model;

import dev.kith.graph.column.Column;
import dev.kith.graph.random.Fnv1a;
import java.util.Arrays;

/** A number for each node that does not change with its row: what is drawn for a node is drawn by it. */
public final class NodeKeys {
    private NodeKeys() {}

    public static long[] of(Column ids) {
        long[] keys = new long[ids.size()];
        Arrays.setAll(keys, i -> Fnv1a.of(String.valueOf(ids.value(i))));
        return keys;
    }

    /** Of nodes whose ids are not known: their rows. */
    public static long[] ofRows(int rows) {
        long[] keys = new long[rows];
        Arrays.setAll(keys, i -> Fnv1a.of(String.valueOf(i)));
        return keys;
    }
}
