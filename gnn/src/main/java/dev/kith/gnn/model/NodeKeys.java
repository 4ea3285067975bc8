package dev.kith.gnn.model;

import dev.kith.graph.column.Column;
import java.util.Arrays;

/** A number for each node that does not change with its row: what is drawn for a node is drawn by it. */
public final class NodeKeys {
    private NodeKeys() {}

    public static long[] of(Column ids) {
        long[] keys = new long[ids.size()];
        Arrays.setAll(keys, i -> hash(String.valueOf(ids.value(i))));
        return keys;
    }

    /** Of nodes whose ids are not known: their rows. */
    public static long[] ofRows(int rows) {
        long[] keys = new long[rows];
        Arrays.setAll(keys, i -> hash(String.valueOf(i)));
        return keys;
    }

    /** 64-bit FNV-1a. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }
}
