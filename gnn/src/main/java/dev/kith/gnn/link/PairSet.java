package dev.kith.gnn.link;

import java.util.Arrays;

/** A set of node pairs, ordered or not, by open addressing with linear probing. Grows; nothing is taken out. */
final class PairSet {
    private static final long FREE = -1L;

    private final boolean directed;
    private long[] slots;
    private int size;

    /** @param expected number of pairs, for the first size */
    PairSet(boolean directed, int expected) {
        this.directed = directed;
        this.slots = free(Math.max(16, Integer.highestOneBit(Math.max(1, expected)) << 2));
    }

    private static long[] free(int length) {
        long[] slots = new long[length];
        Arrays.fill(slots, FREE);
        return slots;
    }

    /** Whether it was not there before. */
    boolean add(int source, int target) {
        long key = key(source, target);
        int at = find(slots, key);
        if (slots[at] == key) {
            return false;
        }
        slots[at] = key;
        if (++size > slots.length / 2) {
            long[] larger = free(Math.multiplyExact(slots.length, 2));
            for (long old : slots) {
                if (old != FREE) {
                    larger[find(larger, old)] = old;
                }
            }
            slots = larger;
        }
        return true;
    }

    boolean contains(int source, int target) {
        long key = key(source, target);
        return slots[find(slots, key)] == key;
    }

    int size() {
        return size;
    }

    private long key(int source, int target) {
        boolean turned = !directed && source > target;
        return ((long) (turned ? target : source) << 32) | (turned ? source : target);
    }

    private static int find(long[] slots, long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int at = (int) (mixed >>> 32) & (slots.length - 1);
        while (slots[at] != FREE && slots[at] != key) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }
}
