package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link WeightedMaxKernels} with the Vector API. Heads of whole vectors are done row by row; of narrower ones each vector
 * of columns for all rows, as it is a work of its own to know whose lanes are whose.
 */
final class VectorWeightedMaxKernels implements WeightedMaxKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    @Override
    public void max(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int heads,
            int width,
            MemorySegment x,
            MemorySegment y,
            MemorySegment chosen,
            int from,
            int to) {
        if (width % L == 0) {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < heads * width; c += L) {
                    ofOneHead(offsets, indices, weights, heads, width, x, y, chosen, c, i);
                }
            }
            return;
        }
        for (int c = 0; c < heads * width; c += L) {
            columns(offsets, indices, weights, heads, width, x, y, chosen, c, from, to);
        }
    }

    private static void ofOneHead(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int heads,
            int width,
            MemorySegment x,
            MemorySegment y,
            MemorySegment chosen,
            int c,
            int i) {
        long columns = (long) heads * width;
        int head = c / width;
        FloatVector highest = FloatVector.zero(F);
        IntVector best = IntVector.broadcast(I, -1);
        int first = offsets[i];
        int last = offsets[i + 1];
        if (first < last) {
            highest = weighted(weights, (long) first * heads + head, x, indices[first] * columns + c);
            best = IntVector.broadcast(I, first);
        }
        for (int k = first + 1; k < last; k++) {
            FloatVector value = weighted(weights, (long) k * heads + head, x, indices[k] * columns + c);
            VectorMask<Float> higher =
                    value.compare(VectorOperators.LE, highest).not().and(highest.compare(VectorOperators.EQ, highest));
            highest = highest.blend(value, higher);
            best = best.blend(k, higher.cast(I));
        }
        long at = (i * columns + c) * Float.BYTES;
        highest.intoMemorySegment(y, at, ORDER);
        best.intoMemorySegment(chosen, at, ORDER);
    }

    private static FloatVector weighted(MemorySegment weights, long weight, MemorySegment x, long element) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER)
                .mul(weights.getAtIndex(ValueLayout.JAVA_FLOAT, weight));
    }

    private static void columns(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int heads,
            int width,
            MemorySegment x,
            MemorySegment y,
            MemorySegment chosen,
            int c,
            int from,
            int to) {
        int columns = heads * width;
        HeadLanes lanes = new HeadLanes(c, heads, width);
        VectorMask<Float> mask = F.indexInRange(c, columns);
        VectorMask<Float> present = lanes.present();
        VectorShuffle<Float> headOfLane = lanes.headOfLane();
        for (int i = from; i < to; i++) {
            FloatVector highest = FloatVector.zero(F);
            IntVector best = IntVector.broadcast(I, -1);
            int first = offsets[i];
            for (int k = first; k < offsets[i + 1]; k++) {
                FloatVector value = load(x, (long) indices[k] * columns + c, mask)
                        .mul(load(weights, (long) k * heads + lanes.first(), present)
                                .rearrange(headOfLane));
                VectorMask<Float> higher = k == first
                        ? mask
                        : value.compare(VectorOperators.LE, highest)
                                .not()
                                .and(highest.compare(VectorOperators.EQ, highest));
                highest = highest.blend(value, higher);
                best = best.blend(k, higher.cast(I));
            }
            long at = ((long) i * columns + c) * Float.BYTES;
            highest.intoMemorySegment(y, at, ORDER, mask);
            best.intoMemorySegment(chosen, at, ORDER, mask.cast(I));
        }
    }

    @Override
    public void maxBackward(
            int[] offsets,
            int[] indices,
            int[] order,
            MemorySegment weights,
            int heads,
            int width,
            MemorySegment chosen,
            MemorySegment dy,
            float beta,
            MemorySegment dx,
            int from,
            int to) {
        if (width % L == 0) {
            for (int j = from; j < to; j++) {
                for (int c = 0; c < heads * width; c += L) {
                    ofOneHeadBackward(offsets, indices, order, weights, heads, width, chosen, dy, beta, dx, c, j);
                }
            }
            return;
        }
        for (int c = 0; c < heads * width; c += L) {
            columnsBackward(offsets, indices, order, weights, heads, width, chosen, dy, beta, dx, c, from, to);
        }
    }

    private static void ofOneHeadBackward(
            int[] offsets,
            int[] indices,
            int[] order,
            MemorySegment weights,
            int heads,
            int width,
            MemorySegment chosen,
            MemorySegment dy,
            float beta,
            MemorySegment dx,
            int c,
            int j) {
        long columns = (long) heads * width;
        int head = c / width;
        long out = (j * columns + c) * Float.BYTES;
        FloatVector sum = beta == 0f ? FloatVector.zero(F) : FloatVector.fromMemorySegment(F, dx, out, ORDER);
        for (int k = offsets[j]; k < offsets[j + 1]; k++) {
            long target = (indices[k] * columns + c) * Float.BYTES;
            VectorMask<Float> ours = IntVector.fromMemorySegment(I, chosen, target, ORDER)
                    .compare(VectorOperators.EQ, order[k])
                    .cast(F);
            float weight = weights.getAtIndex(ValueLayout.JAVA_FLOAT, (long) order[k] * heads + head);
            FloatVector upstream = FloatVector.fromMemorySegment(F, dy, target, ORDER);
            sum = sum.blend(upstream.fma(FloatVector.broadcast(F, weight), sum), ours);
        }
        sum.intoMemorySegment(dx, out, ORDER);
    }

    private static void columnsBackward(
            int[] offsets,
            int[] indices,
            int[] order,
            MemorySegment weights,
            int heads,
            int width,
            MemorySegment chosen,
            MemorySegment dy,
            float beta,
            MemorySegment dx,
            int c,
            int from,
            int to) {
        int columns = heads * width;
        HeadLanes lanes = new HeadLanes(c, heads, width);
        VectorMask<Float> mask = F.indexInRange(c, columns);
        VectorMask<Integer> arcs = mask.cast(I);
        VectorMask<Float> present = lanes.present();
        VectorShuffle<Float> headOfLane = lanes.headOfLane();
        for (int j = from; j < to; j++) {
            long out = ((long) j * columns + c) * Float.BYTES;
            FloatVector sum = beta == 0f ? FloatVector.zero(F) : load(dx, (long) j * columns + c, mask);
            for (int k = offsets[j]; k < offsets[j + 1]; k++) {
                long target = (long) indices[k] * columns + c;
                VectorMask<Float> ours = IntVector.fromMemorySegment(I, chosen, target * Integer.BYTES, ORDER, arcs)
                        .compare(VectorOperators.EQ, order[k])
                        .cast(F)
                        .and(mask);
                FloatVector weight = load(weights, (long) order[k] * heads + lanes.first(), present)
                        .rearrange(headOfLane);
                sum = sum.blend(weight.fma(load(dy, target, mask), sum), ours);
            }
            sum.intoMemorySegment(dx, out, ORDER, mask);
        }
    }

    private static FloatVector load(MemorySegment x, long element, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER, mask);
    }
}
