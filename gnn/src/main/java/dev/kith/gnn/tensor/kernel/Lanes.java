package dev.kith.gnn.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Reductions over the lanes of a vector in a fixed order, which the Vector API's own leave open. */
final class Lanes {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorShuffle<Float> BY_HALF = exchange(F.length() / 2);
    private static final VectorShuffle<Float> BY_4 = exchange(4);
    private static final VectorShuffle<Float> BY_2 = exchange(2);
    private static final VectorShuffle<Float> BY_1 = exchange(1);

    private Lanes() {}

    /** Each lane with the one that many lanes away. */
    private static VectorShuffle<Float> exchange(int distance) {
        return VectorShuffle.fromOp(F, lane -> (lane ^ distance) & (F.length() - 1));
    }

    /** Pairs of lanes half a vector apart are added, then those a quarter apart, and so on. */
    static float sum(FloatVector v) {
        return withinHalves(v.add(v.rearrange(BY_HALF))).lane(0);
    }

    /** Lane 0 gets the sum of the lower half, lane L/2 that of the upper one. */
    static FloatVector withinHalves(FloatVector v) {
        FloatVector s = v;
        for (int distance = F.length() / 4; distance > 4; distance /= 2) {
            s = s.add(s.rearrange(exchange(distance)));
        }
        if (F.length() > 8) {
            s = s.add(s.rearrange(BY_4));
        }
        if (F.length() > 4) {
            s = s.add(s.rearrange(BY_2));
        }
        if (F.length() > 2) {
            s = s.add(s.rearrange(BY_1));
        }
        return s;
    }
}
