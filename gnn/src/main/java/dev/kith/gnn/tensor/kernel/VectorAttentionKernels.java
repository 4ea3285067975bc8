package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link AttentionKernels} with the Vector API. What has a value for each head is done with a lane for each head where
 * these are at least {@link #FEW}; sums and inner products go over the columns of one head after the other. Steps stand
 * in methods of their own: in a large one the compiler no longer keeps vectors in registers.
 */
final class VectorAttentionKernels implements AttentionKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final long V = F.vectorByteSize();
    private static final int FEW = 4;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    private static final PlainAttentionKernels PLAIN = new PlainAttentionKernels();

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
        boolean few = heads < FEW;
        if (few) {
            PLAIN.logits(offsets, indices, bias, heads, rowScore, columnScore, alpha, from, to);
        } else {
            logits(offsets, indices, bias, heads, rowScore, columnScore, alpha, from, to);
        }
        exponentials(alpha, (long) offsets[from] * heads, (long) offsets[to] * heads);
        if (few) {
            PLAIN.shares(offsets, heads, alpha, from, to);
        } else {
            shares(offsets, heads, alpha, from, to);
        }
    }

    private static void logits(
            int[] offsets,
            int[] indices,
            float[] bias,
            int heads,
            MemorySegment rowScore,
            MemorySegment columnScore,
            MemorySegment alpha,
            int from,
            int to) {
        for (int h = 0; h < heads; h += L) {
            VectorMask<Float> mask = F.indexInRange(h, heads);
            for (int i = from; i < to; i++) {
                FloatVector own =
                        FloatVector.fromMemorySegment(F, rowScore, ((long) i * heads + h) * Float.BYTES, ORDER, mask);
                FloatVector highest = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    FloatVector logit = own.add(FloatVector.fromMemorySegment(
                            F, columnScore, ((long) indices[k] * heads + h) * Float.BYTES, ORDER, mask));
                    logit = logit.blend(logit.mul(Activation.LEAK), logit.compare(VectorOperators.LE, 0f));
                    logit = logit.add(bias == null ? 0f : bias[k]);
                    logit.intoMemorySegment(alpha, ((long) k * heads + h) * Float.BYTES, ORDER, mask);
                    highest = highest.max(logit);
                }
                highest = highest.blend(0f, highest.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY));
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    long at = (long) k * heads + h;
                    FloatVector.fromMemorySegment(F, alpha, at * Float.BYTES, ORDER, mask)
                            .sub(highest)
                            .intoMemorySegment(alpha, at * Float.BYTES, ORDER, mask);
                }
            }
        }
    }

    private static void exponentials(MemorySegment x, long from, long to) {
        long e = from;
        for (; e + L <= to; e += L) {
            Exponential.exp(FloatVector.fromMemorySegment(F, x, e * Float.BYTES, ORDER))
                    .intoMemorySegment(x, e * Float.BYTES, ORDER);
        }
        for (; e < to; e++) {
            x.setAtIndex(FLOAT, e, Exponential.exp(x.getAtIndex(FLOAT, e)));
        }
    }

    private static void shares(int[] offsets, int heads, MemorySegment alpha, int from, int to) {
        for (int h = 0; h < heads; h += L) {
            VectorMask<Float> mask = F.indexInRange(h, heads);
            for (int i = from; i < to; i++) {
                FloatVector total = FloatVector.zero(F);
                for (int block = offsets[i]; block < offsets[i + 1]; block += BLOCK) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int k = block; k < Math.min(offsets[i + 1], block + BLOCK); k++) {
                        sum = sum.add(FloatVector.fromMemorySegment(
                                F, alpha, ((long) k * heads + h) * Float.BYTES, ORDER, mask));
                    }
                    total = total.add(sum);
                }
                FloatVector scale = FloatVector.broadcast(F, 1f).div(total.blend(1f, total.eq(0f)));
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    long at = (long) k * heads + h;
                    FloatVector.fromMemorySegment(F, alpha, at * Float.BYTES, ORDER, mask)
                            .mul(scale)
                            .intoMemorySegment(alpha, at * Float.BYTES, ORDER, mask);
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
                FloatVector own =
                        FloatVector.fromMemorySegment(F, rowScore, ((long) i * heads + h) * Float.BYTES, ORDER, mask);
                FloatVector mean = FloatVector.zero(F);
                for (int block = first; block < last; block += BLOCK) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int k = block; k < Math.min(last, block + BLOCK); k++) {
                        long at = (long) k * heads + h;
                        sum = FloatVector.fromMemorySegment(F, alpha, at * Float.BYTES, ORDER, mask)
                                .fma(FloatVector.fromMemorySegment(F, gradient, at * Float.BYTES, ORDER, mask), sum);
                    }
                    mean = mean.add(sum);
                }
                for (int k = first; k < last; k++) {
                    long at = (long) k * heads + h;
                    FloatVector g = FloatVector.fromMemorySegment(F, alpha, at * Float.BYTES, ORDER, mask)
                            .mul(FloatVector.fromMemorySegment(F, gradient, at * Float.BYTES, ORDER, mask)
                                    .sub(mean));
                    FloatVector score = own.add(FloatVector.fromMemorySegment(
                            F, columnScore, ((long) indices[k] * heads + h) * Float.BYTES, ORDER, mask));
                    g = g.blend(g.mul(Activation.LEAK), score.compare(VectorOperators.LE, 0f));
                    g.intoMemorySegment(gradient, at * Float.BYTES, ORDER, mask);
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
                FloatVector total = beta == 0f
                        ? FloatVector.zero(F)
                        : FloatVector.fromMemorySegment(F, sums, out * Float.BYTES, ORDER, mask);
                for (int block = offsets[i]; block < offsets[i + 1]; block += BLOCK) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int k = block; k < Math.min(offsets[i + 1], block + BLOCK); k++) {
                        sum = sum.add(FloatVector.fromMemorySegment(
                                F,
                                values,
                                ((long) (order == null ? k : order[k]) * heads + h) * Float.BYTES,
                                ORDER,
                                mask));
                    }
                    total = total.add(sum);
                }
                total.intoMemorySegment(sums, out * Float.BYTES, ORDER, mask);
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
        // Pieces of a head's columns as long as a vector or shorter; four vectors at a time where they end with heads.
        int perHead = (width + L - 1) / L;
        int c = 0;
        if (width % L == 0 || 2 * width == L) {
            for (; c + 4 * L <= heads * width; c += 4 * L) {
                four(offsets, indices, weights, order, heads, width, x, c, beta, y, from, to);
            }
        }
        for (int p = c / width * perHead + c % width / L; p < heads * perHead; p++) {
            one(offsets, indices, weights, order, heads, width, x, p / perHead, p % perHead * L, beta, y, from, to);
        }
    }

    /** Columns {@code c .. c + 4L - 1}, where each vector belongs to one head or, half and half, to two. */
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
        VectorMask<Float> low = F.indexInRange(0, width);
        int h0 = c / width;
        int h1 = (c + L) / width;
        int h2 = (c + 2 * L) / width;
        int h3 = (c + 3 * L) / width;
        int next = width < L ? 1 : 0;
        for (int i = from; i < to; i++) {
            long out = ((long) i * columns + c) * Float.BYTES;
            FloatVector s0 = FloatVector.zero(F);
            FloatVector s1 = FloatVector.zero(F);
            FloatVector s2 = FloatVector.zero(F);
            FloatVector s3 = FloatVector.zero(F);
            if (beta != 0f) {
                s0 = FloatVector.fromMemorySegment(F, y, out, ORDER);
                s1 = FloatVector.fromMemorySegment(F, y, out + V, ORDER);
                s2 = FloatVector.fromMemorySegment(F, y, out + 2 * V, ORDER);
                s3 = FloatVector.fromMemorySegment(F, y, out + 3 * V, ORDER);
            }
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                long w = (long) (order == null ? k : order[k]) * heads;
                long row = ((long) indices[k] * columns + c) * Float.BYTES;
                FloatVector w0 = FloatVector.broadcast(F, weights.getAtIndex(FLOAT, w + h0 + next))
                        .blend(weights.getAtIndex(FLOAT, w + h0), low);
                FloatVector w1 = FloatVector.broadcast(F, weights.getAtIndex(FLOAT, w + h1 + next))
                        .blend(weights.getAtIndex(FLOAT, w + h1), low);
                FloatVector w2 = FloatVector.broadcast(F, weights.getAtIndex(FLOAT, w + h2 + next))
                        .blend(weights.getAtIndex(FLOAT, w + h2), low);
                FloatVector w3 = FloatVector.broadcast(F, weights.getAtIndex(FLOAT, w + h3 + next))
                        .blend(weights.getAtIndex(FLOAT, w + h3), low);
                s0 = FloatVector.fromMemorySegment(F, x, row, ORDER).fma(w0, s0);
                s1 = FloatVector.fromMemorySegment(F, x, row + V, ORDER).fma(w1, s1);
                s2 = FloatVector.fromMemorySegment(F, x, row + 2 * V, ORDER).fma(w2, s2);
                s3 = FloatVector.fromMemorySegment(F, x, row + 3 * V, ORDER).fma(w3, s3);
            }
            s0.intoMemorySegment(y, out, ORDER);
            s1.intoMemorySegment(y, out + V, ORDER);
            s2.intoMemorySegment(y, out + 2 * V, ORDER);
            s3.intoMemorySegment(y, out + 3 * V, ORDER);
        }
    }

    /** Columns {@code c .. c + L - 1} of one head, or those up to its last. */
    private static void one(
            int[] offsets,
            int[] indices,
            MemorySegment weights,
            int[] order,
            int heads,
            int width,
            MemorySegment x,
            int head,
            int c,
            float beta,
            MemorySegment y,
            int from,
            int to) {
        int columns = heads * width;
        int start = head * width + c;
        VectorMask<Float> mask = F.indexInRange(c, width);
        for (int i = from; i < to; i++) {
            long out = (long) i * columns + start;
            FloatVector sum = beta == 0f
                    ? FloatVector.zero(F)
                    : FloatVector.fromMemorySegment(F, y, out * Float.BYTES, ORDER, mask);
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                long w = (long) (order == null ? k : order[k]) * heads + head;
                sum = FloatVector.fromMemorySegment(
                                F, x, ((long) indices[k] * columns + start) * Float.BYTES, ORDER, mask)
                        .fma(FloatVector.broadcast(F, weights.getAtIndex(FLOAT, w)), sum);
            }
            sum.intoMemorySegment(y, out * Float.BYTES, ORDER, mask);
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
        if (2 * width == L && heads % 2 == 0) {
            dotsOfPairs(offsets, indices, a, b, heads, beta, out, from, to);
            return;
        }
        int columns = heads * width;
        VectorMask<Float> tail = F.indexInRange(0, width % L);
        for (int i = from; i < to; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                for (int h = 0; h < heads; h++) {
                    long left = ((long) i * columns + (long) h * width) * Float.BYTES;
                    long right = ((long) indices[k] * columns + (long) h * width) * Float.BYTES;
                    FloatVector sum = FloatVector.zero(F);
                    long c = 0;
                    for (; c + L <= width; c += L) {
                        sum = FloatVector.fromMemorySegment(F, a, left + c * Float.BYTES, ORDER)
                                .fma(FloatVector.fromMemorySegment(F, b, right + c * Float.BYTES, ORDER), sum);
                    }
                    if (c < width) {
                        sum = FloatVector.fromMemorySegment(F, a, left + c * Float.BYTES, ORDER, tail)
                                .fma(FloatVector.fromMemorySegment(F, b, right + c * Float.BYTES, ORDER, tail), sum);
                    }
                    long at = (long) k * heads + h;
                    float dot = Lanes.sum(sum);
                    out.setAtIndex(FLOAT, at, beta == 0f ? dot : dot + out.getAtIndex(FLOAT, at));
                }
            }
        }
    }

    /** Two heads in a vector. */
    private static void dotsOfPairs(
            int[] offsets,
            int[] indices,
            MemorySegment a,
            MemorySegment b,
            int heads,
            float beta,
            MemorySegment out,
            int from,
            int to) {
        long bytes = heads / 2 * V;
        for (int i = from; i < to; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                for (int h = 0; h < heads; h += 2) {
                    FloatVector left = FloatVector.fromMemorySegment(F, a, i * bytes + h / 2 * V, ORDER);
                    FloatVector right = FloatVector.fromMemorySegment(F, b, indices[k] * bytes + h / 2 * V, ORDER);
                    FloatVector both = Lanes.withinHalves(left.mul(right));
                    long at = (long) k * heads + h;
                    float before = beta == 0f ? 0f : out.getAtIndex(FLOAT, at);
                    float beforeNext = beta == 0f ? 0f : out.getAtIndex(FLOAT, at + 1);
                    out.setAtIndex(FLOAT, at, both.lane(0) + before);
                    out.setAtIndex(FLOAT, at + 1, both.lane(L / 2) + beforeNext);
                }
            }
        }
    }
}
