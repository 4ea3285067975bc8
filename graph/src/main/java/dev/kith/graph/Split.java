package dev.kith.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Rows to train on, to choose by, and to test on.
 *
 * @param train ascending, like the others; no row is in two of them
 * @param withheld how many rows to test on there are beside {@code test}, which are not told
 */
public record Split(String name, int[] train, int[] validation, int[] test, int withheld) {
    /** With all its rows. */
    public Split(String name, int[] train, int[] validation, int[] test) {
        this(name, train, validation, test, 0);
    }

    /** The same, but that nobody can look at what it is tested on. */
    public Split withoutTest() {
        return new Split(name, train, validation, new int[0], withheld + test.length);
    }

    /** A SHA-256 of the rows; the name does not count. */
    public String fingerprint() {
        RowHash hash = new RowHash();
        for (int[] rows : List.of(train, validation, test)) {
            hash.number(rows.length);
            for (int row : rows) {
                hash.number(row);
            }
        }
        return "sha256:" + hash.hex();
    }

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
