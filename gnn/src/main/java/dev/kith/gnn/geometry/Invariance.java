package dev.kith.gnn.geometry;

/**
 * What a representation of a set of points does not change with, and how it is fixed.
 *
 * @param dimensions columns of the result; 0 for as many as the points have
 * @param centre whether the set may be moved
 * @param rotate whether it may be turned
 * @param scale what it is divided by, so that it may be rescaled
 * @param signs how a column's sign is chosen
 * @param frame whether columns of nearly equal spread are fixed by a frame of moments
 * @param chirality whether mirror images differ
 */
public record Invariance(
        int dimensions, boolean centre, boolean rotate, Scale scale, Signs signs, boolean frame, boolean chirality) {

    public static final Invariance USUAL = new Invariance(0, true, true, Scale.RMS, Signs.MOMENT, true, false);

    /** What a set is divided by. */
    public enum Scale {
        /** Nothing: distances are kept, and size counts. */
        NONE,
        /** The root of the mean squared distance from the centre. */
        RMS,
        /** The largest distance of two points; O(n²). */
        MAXDIST,
        /** The root of the largest eigenvalue. */
        FIRST
    }

    /** How a column's sign is chosen; all depend on the set only, not on its order. */
    public enum Signs {
        /** The first of three odd moments that is not nearly zero is made positive. */
        MOMENT,
        /** The largest entry is made positive; unstable where two opposite ones tie. */
        MAXABS,
        /** As {@code MOMENT}, and networks are averaged over all signs ({@link SignPatterns}). */
        AVERAGE
    }

    Invariance with(Scale other) {
        return new Invariance(dimensions, centre, rotate, other, signs, frame, chirality);
    }
}
