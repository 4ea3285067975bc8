package dev.kith.gnn.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The heads that a vector of columns belongs to: values for each head, loaded from {@link #first} on where {@link
 * #present}, are rearranged by {@link #headOfLane} to values for each column.
 *
 * @param first head of the first column
 * @param present heads from the first one on that there are
 * @param headOfLane the head of each column, counted from the first one
 */
record HeadLanes(int first, VectorMask<Float> present, VectorShuffle<Float> headOfLane) {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

    /**
     * @param column the first one of the vector
     * @param width columns of one head
     */
    HeadLanes(int column, int heads, int width) {
        this(
                column / width,
                F.indexInRange(column / width, heads),
                VectorShuffle.fromOp(F, lane -> (column + lane) / width - column / width));
    }
}
