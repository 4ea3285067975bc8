// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import java.util.Arrays;

/**
 * From store ids, which have gaps, to rows 0, 1, 2 …: an array over the ids where they are dense enough, else a hash
 * table with open addressing.
 */
final class IdMap {
    private static final int ABSENT = -1;
    /** Slots of the plain array for each node, beyond which the hash table (24 bytes a node) is smaller. */
    private static final int DENSE = 6;

    private final long[] ids;
    private final int[] rowById;
    private final long[] keys;
    private final int[] rows;
    private final int mask;

    /** @param ids different store ids in the order of their rows */
    IdMap(long[] ids) {
        this.ids = ids;
        long highest = Arrays.stream(ids).max().orElse(-1);
        if (highest < DENSE * (long) ids.length + 1024 && highest < Integer.MAX_VALUE - 8) {
            rowById = new int[(int) highest + 1];
            Arrays.fill(rowById, ABSENT);
            for (int row = 0; row < ids.length; row++) {
                rowById[(int) ids[row]] = row;
            }
            keys = null;
            rows = null;
            mask = 0;
        } else {
            rowById = null;
            int capacity = Integer.highestOneBit(Math.max(8, ids.length)) << 1;
            mask = capacity - 1;
            keys = new long[capacity];
            rows = new int[capacity];
            Arrays.fill(rows, ABSENT);
            for (int row = 0; row < ids.length; row++) {
                int slot = slot(ids[row]);
                keys[slot] = ids[row];
                rows[slot] = row;
            }
        }
    }

    /** Row of the node, or -1 where it is not projected. */
    int row(long id) {
        if (rowById != null) {
            return id < rowById.length ? rowById[(int) id] : ABSENT;
        }
        return rows[slot(id)];
    }

    private int slot(long id) {
        long mixed = id * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (rows[slot] != ABSENT && keys[slot] != id) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Store ids by row; not to be changed. */
    long[] ids() {
        return ids;
    }
}
