package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/** Element-wise and row-wise loops. Ranges are of rows where a row length is given, else of elements. */
public interface ElementKernels {

    /** {@code y = alpha · x + beta · y}, beta 0 or 1. */
    void axpby(float alpha, MemorySegment x, float beta, MemorySegment y, long from, long to);

    /** {@code y = a ⊙ b + beta · y}, beta 0 or 1. */
    void multiply(MemorySegment a, MemorySegment b, float beta, MemorySegment y, long from, long to);

    /** {@code y = max(x, y)}; NaN is larger than any number. */
    void maximum(MemorySegment x, MemorySegment y, long from, long to);

    /**
     * The gradient of a maximum: where {@code x = highest}, {@code g} goes over to {@code dx} and becomes zero, so that
     * the next of equal ones gets nothing. {@code dx = [x = highest] · g}.
     */
    void takeWhereHighest(
            MemorySegment x, MemorySegment highest, MemorySegment g, MemorySegment dx, long from, long to);

    /** {@code c[e] = Σ_p partials[p, e] + beta · c[e]} in the order of p, for elements e of a piece of length size. */
    void addPartials(MemorySegment partials, int pieces, long size, float beta, MemorySegment c, long from, long to);

    /**
     * In place: {@code z = dropout(activation(z + bias))}, one pass.
     *
     * @param bias {@code [columns]} or null
     */
    void biasActivate(
            MemorySegment z, int columns, MemorySegment bias, Activation activation, Dropout dropout, int from, int to);

    /**
     * In place on the gradient: {@code g = g ⊙ dropout'(.) ⊙ activation'(.)}, from the output of {@link #biasActivate}.
     */
    void biasActivateBackward(
            MemorySegment output,
            MemorySegment g,
            int columns,
            Activation activation,
            Dropout dropout,
            int from,
            int to);

    /** {@code sums[c] += Σ_rows x[row, c]}, rows in order. */
    void columnSums(MemorySegment x, int columns, MemorySegment sums, int from, int to);

    /**
     * Cross-entropy of softmax for one row, in double, and the gradient {@code scale · (softmax(logits) - onehot)}.
     *
     * @param gradient null where only the loss is asked for; same row of a matrix like logits; added to with beta 1
     */
    double crossEntropy(
            MemorySegment logits, int columns, int row, int target, float scale, float beta, MemorySegment gradient);

    /** In place: rows become their softmax. */
    void softmax(MemorySegment x, int columns, int from, int to);
}
