package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The gates of a recurrent cell (Cho et al. 2014, with the reset gate after the product as in PyTorch's cell). From the
 * products a of the input and c of the state, {@code [n, 3h]} in the order r, z, q:
 *
 * <pre>
 * r = σ(a_r + c_r)    z = σ(a_z + c_z)    q = tanh(a_q + r ⊙ c_q)    out = (1 - z) ⊙ q + z ⊙ state
 * </pre>
 *
 * The gates are not kept but made again from a and c where the walk backwards needs them. Ranges are of rows.
 */
public interface GateKernels {
    void gates(MemorySegment a, MemorySegment c, MemorySegment state, int width, MemorySegment out, int from, int to);

    /** Overwrites {@code da}, {@code dc} and {@code dState} with the gradients that {@code g} of the output gives. */
    void gatesBackward(
            MemorySegment a,
            MemorySegment c,
            MemorySegment state,
            MemorySegment g,
            int width,
            MemorySegment da,
            MemorySegment dc,
            MemorySegment dState,
            int from,
            int to);
}
