package dev.kith.gnn.model.amud;

import java.util.function.IntToLongFunction;

/**
 * Ordered pairs of different labelled nodes.
 *
 * @param all N
 * @param equal those of one class, s
 */
record LabelledPairs(double all, double equal) {

    /**
     * @param classes class of each labelled node
     * @param times how often a node counts; pairs of a node with itself never do
     */
    static LabelledPairs of(int[] classes, int classCount, IntToLongFunction times) {
        long[] sizes = new long[classCount];
        long total = 0;
        long own = 0;
        for (int node = 0; node < classes.length; node++) {
            long t = times.applyAsLong(node);
            sizes[classes[node]] += t;
            total += t;
            own += t * t;
        }
        double equal = 0.0;
        for (long size : sizes) {
            equal += (double) size * size;
        }
        return new LabelledPairs((double) total * total - own, equal - own);
    }

    /** Whether some pairs agree and some do not: without that nothing can be said. */
    boolean tell() {
        return equal > 0.0 && equal < all;
    }
}
