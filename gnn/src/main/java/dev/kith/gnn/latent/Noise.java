package dev.kith.gnn.latent;

import dev.kith.graph.random.CounterRandom;

/**
 * Gumbel noise of each pair of nodes, a function of the nodes' keys alone: neither their rows nor the order in which pairs
 * are looked at change it.
 *
 * @param seed another one in each step, or {@link #NONE}
 */
record Noise(long seed) {
    /** No noise: the nearest are drawn. */
    static final Noise NONE = new Noise(0);

    /** More than any of it: {@code -ln(-ln q)} with q of 24 bits. */
    static final double MOST = 18.0;

    private static final double HALF = 0.5;

    static Noise of(long bits) {
        return new Noise(bits == 0 ? 1 : bits);
    }

    boolean isNone() {
        return seed == 0;
    }

    /** Uniform in (0, 1). */
    double uniform(long from, long to) {
        return ((CounterRandom.bits(seed, from, to) >>> 40) + HALF) * 0x1p-24;
    }

    double gumbel(long from, long to) {
        return ofUniform(uniform(from, to));
    }

    static double ofUniform(double q) {
        return -Math.log(-Math.log(q));
    }
}
