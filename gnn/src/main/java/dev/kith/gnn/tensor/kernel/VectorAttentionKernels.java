package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link AttentionKernels} with the Vector API. What has a value for each head is done with a lane for each head where
 * these are at least {@link #FEW}; sums and inner products go over the columns, whose lanes may belong to several heads.
 */
final class VectorAttentionKernels implements AttentionKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final int FEW = 4;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    private static final PlainAttentionKernels PLAIN = new PlainAttentionKernels();

    private static FloatVector load(MemorySegment x, long element) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER);
    }

    private static FloatVector load(MemorySegment x, long element, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER, mask);
    }

    private static void store(FloatVector v, MemorySegment x, long element, VectorMask<Float> mask) {
        v.intoMemorySegment(x, element * Float.BYTES, ORDER, mask);
    }

    @Override
    public void softmax(
            int[] offsets,
            int[] indices,
            float[] bias,
            int heads,
            MemorySegment rowScore,
            MemorySegment columnScore,
            MemorySegment alpha,
            int from,
            int to) {
        if (heads < FEW) {
            PLAIN.softmax(offsets, indices, bias, heads, rowScore, columnScore, alpha, from, to);
            return;
        }
        for (int h = 0; h < heads; h += L) {
            VectorMask<Float> mask = F.indexInRange(h, heads);
            for (int i = from; i < to; i++) {
                int first = offsets[i];
                int last = offsets[i + 1];
                FloatVector own = load(rowScore, (long) i * heads + h, mask);
                FloatVector highest = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
                for (int k = first; k < last; k++) {
                    FloatVector logit = own.add(load(columnScore, (long) indices[k] * heads + h, mask));
                    logit = VectorActivation.value(Activation.LEAKY_RELU, logit);
                    logit = bias == null ? logit : logit.add(bias[k]);
                    store(logit, alpha, (long) k * heads + h, mask);
                    highest = highest.max(logit);
                }
                highest = highest.blend(0f, highest.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY));
                FloatVector total = FloatVector.zero(F);
                for (int block = first; block < last; block += BLOCK) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int k = block; k < Math.min(last, block + BLOCK); k++) {
                        long at = (long) k * heads + h;
                        FloatVector e =
                                Exponential.exp(load(alpha, at, mask).sub(highest));
                        store(e, alpha, at, mask);
                        sum = sum.add(e);
                    }
                    total = total.add(sum);
                }
                FloatVector scale = FloatVector.broadcast(F, 1f).div(total.blend(1f, total.eq(0f)));
                for (int k = first; k < last; k++) {
                    long at = (long) k * heads + h;
                    store(load(alpha, at, mask).mul(scale), alpha, at, mask);
                }
            }
        }
    }

    @Override
    public void softmaxBackward(
            int[] offsets,
            int[] indices,
            int heads,
            MemorySegment rowScore,
            MemorySegment columnScore,
            MemorySegment alpha,
            MemorySegment gradient,
            int from,
            int to) {
        if (heads < FEW) {
            PLAIN.softmaxBackward(offsets, indices, heads, rowScore, columnScore, alpha, gradient, from, to);
            return;
        }
        for (int h = 0; h < heads; h += L) {
            VectorMask<Float> mask = F.indexInRange(h, heads);
            for (int i = from; i < to; i++) {
                int first = offsets[i];
                int last = offsets[i + 1];
                FloatVector own = load(rowScore, (long) i * heads + h, mask);
                FloatVector mean = FloatVector.zero(F);
                for (int block = first; block < last; block += BLOCK) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int k = block; k < Math.min(last, block + BLOCK); k++) {
                        long at = (long) k * heads + h;
                        sum = load(alpha, at, mask).fma(load(gradient, at, mask), sum);
                    }
                    mean = mean.add(sum);
                }
                for (int k = first; k < last; k++) {
                    long at = (long) k * heads + h;
                    FloatVector g = load(alpha, at, mask)
                            .mul(load(gradient, at, mask).sub(mean));
                    FloatVector score = own.add(load(columnScore, (long) indices[k] * heads + h, mask));
                    g = g.blend(g.mul(Activation.LEAK), score.compare(VectorOperators.LE, 0f));
                    store(g, gradient, at, mask);
                }
            }
        }
    }

    @Override
    public void rowSums(
            int[] offsets,
            int[] order,
            int heads,
            MemorySegment values,
            float beta,
            MemorySegment sums,
            int from,
            int to) {
        if (heads < FEW) {
            PLAIN.rowSums(offsets, order, heads, values, beta, sums, from, to);
            return;
        }
        for (int h = 0; h < heads; h += L) {
            VectorMask<Float> mask = F.indexInRange(h, heads);
            for (int i = from; i < to; i++) {
                long out = (long) i * heads + h;
                FloatVector total = beta == 0f ? FloatVector.zero(F) : load(sums, out, mask);
                for (int block = offsets[i]; block < offsets[i + 1]; block += BLOCK) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int k = block; k < Math.min(offsets[i + 1], block + BLOCK); k++) {
                        sum = sum.add(load(values, (long) (order == null ? k : order[k]) * heads + h, mask));
                    }
                    total = total.add(sum);
                }
                store(total, sums, out, mask);
            }
        }
    }

    @Override
    public void sums(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int[] order,
            int heads,
            int width,
            MemorySegment x,
            float beta,
            MemorySegment y,
            int from,
            int to) {
        int columns = heads * width;
        int c = 0;
        for (; c + 4 * L <= columns; c += 4 * L) {
            four(offsets, indices, weights, order, heads, width, x, c, beta, y, from, to);
        }
        for (; c < columns; c += L) {
            one(offsets, indices, weights, order, heads, width, x, c, beta, y, from, to);
        }
    }

    /** The heads of columns {@code c .. c + L - 1}, counted from that of column c. */
    private static VectorShuffle<Float> headsOf(int c, int width) {
        return VectorShuffle.fromOp(F, lane -> (c + lane) / width - c / width);
    }

    private static void four(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int[] order,
            int heads,
            int width,
            MemorySegment x,
            int c,
            float beta,
            MemorySegment y,
            int from,
            int to) {
        int columns = heads * width;
        int h0 = c / width;
        int h1 = (c + L) / width;
        int h2 = (c + 2 * L) / width;
        int h3 = (c + 3 * L) / width;
        VectorMask<Float> m0 = F.indexInRange(h0, heads);
        VectorMask<Float> m1 = F.indexInRange(h1, heads);
        VectorMask<Float> m2 = F.indexInRange(h2, heads);
        VectorMask<Float> m3 = F.indexInRange(h3, heads);
        VectorShuffle<Float> p0 = headsOf(c, width);
        VectorShuffle<Float> p1 = headsOf(c + L, width);
        VectorShuffle<Float> p2 = headsOf(c + 2 * L, width);
        VectorShuffle<Float> p3 = headsOf(c + 3 * L, width);
        for (int i = from; i < to; i++) {
            long out = (long) i * columns + c;
            FloatVector s0 = beta == 0f ? FloatVector.zero(F) : load(y, out);
            FloatVector s1 = beta == 0f ? FloatVector.zero(F) : load(y, out + L);
            FloatVector s2 = beta == 0f ? FloatVector.zero(F) : load(y, out + 2L * L);
            FloatVector s3 = beta == 0f ? FloatVector.zero(F) : load(y, out + 3L * L);
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                long w = (long) (order == null ? k : order[k]) * heads;
                long base = (long) indices[k] * columns + c;
                s0 = load(x, base).fma(load(weights, w + h0, m0).rearrange(p0), s0);
                s1 = load(x, base + L).fma(load(weights, w + h1, m1).rearrange(p1), s1);
                s2 = load(x, base + 2L * L).fma(load(weights, w + h2, m2).rearrange(p2), s2);
                s3 = load(x, base + 3L * L).fma(load(weights, w + h3, m3).rearrange(p3), s3);
            }
            s0.intoMemorySegment(y, out * Float.BYTES, ORDER);
            s1.intoMemorySegment(y, (out + L) * Float.BYTES, ORDER);
            s2.intoMemorySegment(y, (out + 2L * L) * Float.BYTES, ORDER);
            s3.intoMemorySegment(y, (out + 3L * L) * Float.BYTES, ORDER);
        }
    }

    private static void one(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int[] order,
            int heads,
            int width,
            MemorySegment x,
            int c,
            float beta,
            MemorySegment y,
            int from,
            int to) {
        int columns = heads * width;
        int head = c / width;
        VectorMask<Float> theirs = F.indexInRange(head, heads);
        VectorShuffle<Float> lanes = headsOf(c, width);
        VectorMask<Float> mask = F.indexInRange(c, columns);
        for (int i = from; i < to; i++) {
            long out = (long) i * columns + c;
            FloatVector sum = beta == 0f ? FloatVector.zero(F) : load(y, out, mask);
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                long w = (long) (order == null ? k : order[k]) * heads + head;
                FloatVector row = load(x, (long) indices[k] * columns + c, mask);
                sum = row.fma(load(weights, w, theirs).rearrange(lanes), sum);
            }
            store(sum, y, out, mask);
        }
    }

    @Override
    public void dots(
            int[] offsets,
            int[] indices,
            MemorySegment a,
            MemorySegment b,
            int heads,
            int width,
            float beta,
            MemorySegment out,
            int from,
            int to) {
        int columns = heads * width;
        VectorMask<Float> tail = F.indexInRange(0, width % L);
        for (int i = from; i < to; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                for (int h = 0; h < heads; h++) {
                    long left = (long) i * columns + (long) h * width;
                    long right = (long) indices[k] * columns + (long) h * width;
                    FloatVector sum = FloatVector.zero(F);
                    int c = 0;
                    for (; c + L <= width; c += L) {
                        sum = load(a, left + c).fma(load(b, right + c), sum);
                    }
                    if (c < width) {
                        sum = load(a, left + c, tail).fma(load(b, right + c, tail), sum);
                    }
                    long at = (long) k * heads + h;
                    float dot = Lanes.sum(sum);
                    out.setAtIndex(FLOAT, at, beta == 0f ? dot : dot + out.getAtIndex(FLOAT, at));
                }
            }
        }
    }
}
