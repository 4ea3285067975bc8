package dev.kith.gnn.tensor.kernel;

/**
 * Inverted dropout whose mask is a function of (key, row, column), so that it is never stored: forward and backward
 * compute the same bits.
 *
 * @param rate probability of a zero, in [0, 1)
 * @param key chosen from seed, epoch and layer
 */
public record Dropout(float rate, long key) {
    public static final Dropout NONE = new Dropout(0f, 0L);

    public Dropout {
        if (!(rate >= 0f && rate < 1f)) {
            throw new IllegalArgumentException("A dropout rate lies in [0, 1), not at " + rate + ".");
        }
    }

    public boolean active() {
        return rate > 0f;
    }

    /** What kept elements are multiplied with. */
    public float scale() {
        return 1f / (1f - rate);
    }

    /** Elements whose {@link #bits} shifted right by one are below this are dropped: rate · 2^31. */
    int threshold() {
        return (int) (rate * 0x1p31);
    }

    /** Key of one row; the columns' bits follow from it. */
    public int rowKey(long row) {
        long z = (row + 1) * 0x9E3779B97F4A7C15L + key;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) (z ^ (z >>> 31));
    }

    /** 32 well mixed bits (constants: Wellons, "Prospecting for hash functions", lowbias32). */
    static int bits(int rowKey, int column) {
        int x = rowKey + column * 0x9E3779B9;
        x = (x ^ (x >>> 16)) * 0x21F0AAAD;
        x = (x ^ (x >>> 15)) * 0x735A2D97;
        return x ^ (x >>> 15);
    }

    /** 0 for a dropped element, else {@link #scale}. */
    public float factor(int rowKey, int column) {
        return (bits(rowKey, column) >>> 1) < threshold() ? 0f : scale();
    }

    /** {@link #factor} for a matrix element. */
    public float factor(long row, int column) {
        return factor(rowKey(row), column);
    }
}
