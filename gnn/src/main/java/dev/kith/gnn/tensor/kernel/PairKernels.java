package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The product of a learned monoid made of a recurrent cell f (see {@link GateKernels}): {@code x ∘ y = first · f(x, y) +
 * second · f(y, x)}, where a half each makes it commutative and (1, 0) leaves the cell as it is. f's first argument is
 * the input, its second the state.
 *
 * <p>Rows 2p and 2p + 1 are the operands of pair p. {@code products}, {@code [2n, 6h]}, holds each operand's products
 * as an input, r, z, q, and beside them its products as a state, all with their biases. Ranges are of pairs. Exchanging
 * the operands of a pair changes no bit where first and second are equal.
 */
public interface PairKernels {
    /** @param out {@code [n, h]} */
    void pairs(
            MemorySegment operands,
            MemorySegment products,
            int width,
            float first,
            float second,
            MemorySegment out,
            int from,
            int to);

    /**
     * Overwrites {@code products} with its gradient, and {@code dOperands}, {@code [2n, h]}, with the part of the
     * operands' gradient that does not go through the products.
     *
     * @param g {@code [n, h]}, the gradient of the output
     */
    void pairsBackward(
            MemorySegment operands,
            MemorySegment products,
            MemorySegment g,
            int width,
            float first,
            float second,
            MemorySegment dOperands,
            int from,
            int to);
}
