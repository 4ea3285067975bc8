package dev.kith.graph.random;

/**
 * Random numbers without a generator's state: each is a function of (seed, stream, index), mixed by two rounds of
 * SplitMix64's finaliser (Steele et al. 2014).
 */
public final class CounterRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long ODD = 0xD1342543DE82EF95L;

    private CounterRandom() {}

    /** 64 random bits. */
    public static long bits(long seed, long stream, long index) {
        return mix(mix(mix(seed + GOLDEN) ^ (stream * GOLDEN + 1)) ^ (index * ODD + 1));
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1), a multiple of 2^-24. */
    public static float uniform(long seed, long stream, long index) {
        return (bits(seed, stream, index) >>> 40) * 0x1p-24f;
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    public static double uniformDouble(long seed, long stream, long index) {
        return (bits(seed, stream, index) >>> 11) * 0x1p-53;
    }

    /** Standard normal, by Box and Muller's transformation of two uniforms. */
    public static float normal(long seed, long stream, long index) {
        double u = ((bits(seed, stream, 2 * index) >>> 11) + 1) * 0x1p-53;
        double v = (bits(seed, stream, 2 * index + 1) >>> 11) * 0x1p-53;
        return (float) (Math.sqrt(-2.0 * StrictMath.log(u)) * StrictMath.cos(2.0 * Math.PI * v));
    }

    /** Uniform in {@code 0 .. bound-1}; the bias is below {@code bound / 2^63}. */
    public static int below(long seed, long stream, long index, int bound) {
        return (int) ((bits(seed, stream, index) >>> 1) % bound);
    }

    /** Brings {@code values} into a random order (Fisher and Yates). */
    public static void shuffle(int[] values, long seed, long stream) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = below(seed, stream, i, i + 1);
            int moved = values[i];
            values[i] = values[j];
            values[j] = moved;
        }
    }
}
