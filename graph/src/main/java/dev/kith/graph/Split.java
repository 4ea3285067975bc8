package dev.kith.graph;

import java.util.Arrays;

/**
 * Rows to train on, to choose by, and to test on.
 *
 * @param train ascending, like the others; no row is in two of them
 */
public record Split(String name, int[] train, int[] validation, int[] test) {

    /** @param set for each row 1 (train), 2 (validation), 3 (test) or 0 (none) */
    public static Split of(String name, byte[] set) {
        return new Split(name, rows(set, 1), rows(set, 2), rows(set, 3));
    }

    private static int[] rows(byte[] set, int which) {
        int[] rows = new int[set.length];
        int count = 0;
        for (int i = 0; i < set.length; i++) {
            if (set[i] == which) {
                rows[count++] = i;
            }
        }
        return Arrays.copyOf(rows, count);
    }
}
