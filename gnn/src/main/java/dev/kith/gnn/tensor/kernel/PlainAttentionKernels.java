package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link AttentionKernels} without the Vector API. */
final class PlainAttentionKernels implements AttentionKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

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
        logits(offsets, indices, bias, heads, rowScore, columnScore, alpha, from, to);
        for (long e = (long) offsets[from] * heads; e < (long) offsets[to] * heads; e++) {
            alpha.setAtIndex(FLOAT, e, Exponential.exp(alpha.getAtIndex(FLOAT, e)));
        }
        shares(offsets, heads, alpha, from, to);
    }

    /** Logits less the highest of their row. */
    void logits(
            int[] offsets,
            int[] indices,
            float[] bias,
            int heads,
            MemorySegment rowScore,
            MemorySegment columnScore,
            MemorySegment alpha,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            for (int h = 0; h < heads; h++) {
                float own = rowScore.getAtIndex(FLOAT, (long) i * heads + h);
                float highest = Float.NEGATIVE_INFINITY;
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    float logit = Activation.LEAKY_RELU.value(
                            own + columnScore.getAtIndex(FLOAT, (long) indices[k] * heads + h));
                    logit += bias == null ? 0f : bias[k];
                    alpha.setAtIndex(FLOAT, (long) k * heads + h, logit);
                    highest = Math.max(highest, logit);
                }
                highest = highest == Float.NEGATIVE_INFINITY ? 0f : highest;
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    long at = (long) k * heads + h;
                    alpha.setAtIndex(FLOAT, at, alpha.getAtIndex(FLOAT, at) - highest);
                }
            }
        }
    }

    /** In place: each row's values divided by their sum, if this is not 0. */
    void shares(int[] offsets, int heads, MemorySegment alpha, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int h = 0; h < heads; h++) {
                float total = 0f;
                for (int block = offsets[i]; block < offsets[i + 1]; block += BLOCK) {
                    float sum = 0f;
                    for (int k = block; k < Math.min(offsets[i + 1], block + BLOCK); k++) {
                        sum += alpha.getAtIndex(FLOAT, (long) k * heads + h);
                    }
                    total += sum;
                }
                float scale = 1f / (total == 0f ? 1f : total);
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    long at = (long) k * heads + h;
                    alpha.setAtIndex(FLOAT, at, alpha.getAtIndex(FLOAT, at) * scale);
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
        for (int i = from; i < to; i++) {
            int first = offsets[i];
            int last = offsets[i + 1];
            for (int h = 0; h < heads; h++) {
                float own = rowScore.getAtIndex(FLOAT, (long) i * heads + h);
                float mean = 0f;
                for (int block = first; block < last; block += BLOCK) {
                    float sum = 0f;
                    for (int k = block; k < Math.min(last, block + BLOCK); k++) {
                        long at = (long) k * heads + h;
                        sum = Math.fma(alpha.getAtIndex(FLOAT, at), gradient.getAtIndex(FLOAT, at), sum);
                    }
                    mean += sum;
                }
                for (int k = first; k < last; k++) {
                    long at = (long) k * heads + h;
                    float g = alpha.getAtIndex(FLOAT, at) * (gradient.getAtIndex(FLOAT, at) - mean);
                    float score = own + columnScore.getAtIndex(FLOAT, (long) indices[k] * heads + h);
                    gradient.setAtIndex(FLOAT, at, score <= 0f ? Activation.LEAK * g : g);
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
        for (int i = from; i < to; i++) {
            for (int h = 0; h < heads; h++) {
                float total = beta == 0f ? 0f : sums.getAtIndex(FLOAT, (long) i * heads + h);
                for (int block = offsets[i]; block < offsets[i + 1]; block += BLOCK) {
                    float sum = 0f;
                    for (int k = block; k < Math.min(offsets[i + 1], block + BLOCK); k++) {
                        sum += values.getAtIndex(FLOAT, (long) (order == null ? k : order[k]) * heads + h);
                    }
                    total += sum;
                }
                sums.setAtIndex(FLOAT, (long) i * heads + h, total);
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
        for (int i = from; i < to; i++) {
            long out = (long) i * columns;
            if (beta == 0f) {
                y.asSlice(out * Float.BYTES, (long) columns * Float.BYTES).fill((byte) 0);
            }
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                long weight = (long) (order == null ? k : order[k]) * heads;
                long base = (long) indices[k] * columns;
                for (int c = 0; c < columns; c++) {
                    float w = weights.getAtIndex(FLOAT, weight + c / width);
                    float before = y.getAtIndex(FLOAT, out + c);
                    y.setAtIndex(FLOAT, out + c, Math.fma(w, x.getAtIndex(FLOAT, base + c), before));
                }
            }
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
        for (int i = from; i < to; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                for (int h = 0; h < heads; h++) {
                    long left = (long) i * columns + (long) h * width;
                    long right = (long) indices[k] * columns + (long) h * width;
                    float dot = 0f;
                    for (int c = 0; c < width; c++) {
                        dot = Math.fma(a.getAtIndex(FLOAT, left + c), b.getAtIndex(FLOAT, right + c), dot);
                    }
                    long at = (long) k * heads + h;
                    out.setAtIndex(FLOAT, at, beta == 0f ? dot : dot + out.getAtIndex(FLOAT, at));
                }
            }
        }
    }
}
