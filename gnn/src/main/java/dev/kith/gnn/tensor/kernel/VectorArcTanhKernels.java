package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ArcTanhKernels} with the Vector API: dots over the columns of one head after the other, sums over arcs for all
 * rows one vector of columns after the other.
 */
final class VectorArcTanhKernels implements ArcTanhKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private static FloatVector load(MemorySegment x, long element, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER, mask);
    }

    @Override
    public void dots(
            int[] offsets,
            int[] indices,
            MemorySegment own,
            MemorySegment other,
            MemorySegment gate,
            int heads,
            int width,
            MemorySegment dots,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                for (int h = 0; h < heads; h++) {
                    dots.setAtIndex(FLOAT, (long) k * heads + h, dot(own, i, other, indices[k], gate, heads, width, h));
                }
            }
        }
    }

    private static float dot(
            MemorySegment own,
            long row,
            MemorySegment other,
            long column,
            MemorySegment gate,
            int heads,
            int width,
            int head) {
        long columns = (long) heads * width;
        FloatVector sum = FloatVector.zero(F);
        for (int c = 0; c < width; c += L) {
            VectorMask<Float> mask = F.indexInRange(c, width);
            long at = (long) head * width + c;
            FloatVector t = VectorActivation.tanh(
                    load(own, row * columns + at, mask).add(load(other, column * columns + at, mask)));
            sum = load(gate, at, mask).fma(t, sum);
        }
        return Lanes.sum(sum);
    }

    @Override
    public void sums(
            int[] offsets,
            int[] indices,
            MemorySegment own,
            MemorySegment other,
            MemorySegment d,
            int heads,
            int width,
            MemorySegment sums,
            int from,
            int to) {
        for (int c = 0; c < heads * width; c += L) {
            columnSums(offsets, indices, own, other, d, heads, width, sums, c, from, to);
        }
    }

    private static void columnSums(
            int[] offsets,
            int[] indices,
            MemorySegment own,
            MemorySegment other,
            MemorySegment d,
            int heads,
            int width,
            MemorySegment sums,
            int c,
            int from,
            int to) {
        long columns = (long) heads * width;
        VectorMask<Float> mask = F.indexInRange(c, columns);
        HeadLanes lanes = new HeadLanes(c, heads, width);
        VectorMask<Float> present = lanes.present();
        VectorShuffle<Float> headOfLane = lanes.headOfLane();
        for (int i = from; i < to; i++) {
            FloatVector here = load(own, i * columns + c, mask);
            FloatVector sum = FloatVector.zero(F);
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                FloatVector t = VectorActivation.tanh(here.add(load(other, indices[k] * columns + c, mask)));
                sum = load(d, (long) k * heads + lanes.first(), present)
                        .rearrange(headOfLane)
                        .fma(t, sum);
            }
            sum.intoMemorySegment(sums, (i * columns + c) * Float.BYTES, ORDER, mask);
        }
    }

    @Override
    public void slopes(
            int[] offsets,
            int[] indices,
            int[] order,
            MemorySegment own,
            MemorySegment other,
            MemorySegment gate,
            MemorySegment d,
            int heads,
            int width,
            float beta,
            MemorySegment slopes,
            int from,
            int to) {
        for (int c = 0; c < heads * width; c += L) {
            columnSlopes(offsets, indices, order, own, other, gate, d, heads, width, beta, slopes, c, from, to);
        }
    }

    private static void columnSlopes(
            int[] offsets,
            int[] indices,
            int[] order,
            MemorySegment own,
            MemorySegment other,
            MemorySegment gate,
            MemorySegment d,
            int heads,
            int width,
            float beta,
            MemorySegment slopes,
            int c,
            int from,
            int to) {
        long columns = (long) heads * width;
        VectorMask<Float> mask = F.indexInRange(c, columns);
        HeadLanes lanes = new HeadLanes(c, heads, width);
        VectorMask<Float> present = lanes.present();
        VectorShuffle<Float> headOfLane = lanes.headOfLane();
        FloatVector one = FloatVector.broadcast(F, 1f);
        FloatVector gates = load(gate, c, mask);
        for (int i = from; i < to; i++) {
            FloatVector here = load(own, i * columns + c, mask);
            FloatVector sum = FloatVector.zero(F);
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                FloatVector t = VectorActivation.tanh(here.add(load(other, indices[k] * columns + c, mask)));
                long arc = order == null ? k : order[k];
                sum = load(d, arc * heads + lanes.first(), present)
                        .rearrange(headOfLane)
                        .fma(one.sub(t.mul(t)), sum);
            }
            FloatVector before = beta == 0f ? FloatVector.zero(F) : load(slopes, i * columns + c, mask);
            gates.fma(sum, before).intoMemorySegment(slopes, (i * columns + c) * Float.BYTES, ORDER, mask);
        }
    }
}
