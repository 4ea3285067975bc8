package dev.kith.gnn.link;

import java.util.Arrays;

/**
 * Pairs of nodes by row.
 *
 * @param source {@code [t]}
 * @param target {@code [t]}
 */
public record Pairs(int[] source, int[] target) {
    public int count() {
        return source.length;
    }

    /** Some of them, in the given order. */
    public Pairs rows(int[] rows) {
        int[] from = new int[rows.length];
        int[] to = new int[rows.length];
        for (int r = 0; r < rows.length; r++) {
            from[r] = source[rows[r]];
            to[r] = target[rows[r]];
        }
        return new Pairs(from, to);
    }

    /** Each the other way round. */
    Pairs turned() {
        return new Pairs(/* source= */ target, /* target= */ source);
    }

    Pairs range(int from, int to) {
        return new Pairs(Arrays.copyOfRange(source, from, to), Arrays.copyOfRange(target, from, to));
    }

    /** These, then those. */
    Pairs followedBy(Pairs others) {
        int[] from = Arrays.copyOf(source, count() + others.count());
        int[] to = Arrays.copyOf(target, count() + others.count());
        System.arraycopy(others.source, 0, from, count(), others.count());
        System.arraycopy(others.target, 0, to, count(), others.count());
        return new Pairs(from, to);
    }
}
