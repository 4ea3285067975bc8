package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link GateKernels} without the Vector API. */
final class PlainGateKernels implements GateKernels {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    @Override
    public void gates(
            MemorySegment a, MemorySegment c, MemorySegment state, int width, MemorySegment out, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int u = 0; u < width; u++) {
                long at = (long) i * 3 * width + u;
                float r = Activation.SIGMOID.value(sum(a, c, at));
                float z = Activation.SIGMOID.value(sum(a, c, at + width));
                float q = Activation.TANH.value(
                        Math.fma(r, c.getAtIndex(FLOAT, at + 2L * width), a.getAtIndex(FLOAT, at + 2L * width)));
                long e = (long) i * width + u;
                out.setAtIndex(FLOAT, e, Math.fma(z, state.getAtIndex(FLOAT, e) - q, q));
            }
        }
    }

    private static float sum(MemorySegment a, MemorySegment c, long at) {
        return a.getAtIndex(FLOAT, at) + c.getAtIndex(FLOAT, at);
    }

    @Override
    public void gatesBackward(
            MemorySegment a,
            MemorySegment c,
            MemorySegment state,
            MemorySegment g,
            int width,
            MemorySegment da,
            MemorySegment dc,
            MemorySegment dState,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            for (int u = 0; u < width; u++) {
                long e = (long) i * width + u;
                long at = (long) i * 3 * width + u;
                float r = Activation.SIGMOID.value(sum(a, c, at));
                float z = Activation.SIGMOID.value(sum(a, c, at + width));
                float candidate = c.getAtIndex(FLOAT, at + 2L * width);
                float q = Activation.TANH.value(Math.fma(r, candidate, a.getAtIndex(FLOAT, at + 2L * width)));
                float upstream = g.getAtIndex(FLOAT, e);
                float dq = upstream * (1f - z) * Activation.TANH.slope(q);
                float dz = upstream * (state.getAtIndex(FLOAT, e) - q) * Activation.SIGMOID.slope(z);
                float dr = dq * candidate * Activation.SIGMOID.slope(r);
                da.setAtIndex(FLOAT, at, dr);
                dc.setAtIndex(FLOAT, at, dr);
                da.setAtIndex(FLOAT, at + width, dz);
                dc.setAtIndex(FLOAT, at + width, dz);
                da.setAtIndex(FLOAT, at + 2L * width, dq);
                dc.setAtIndex(FLOAT, at + 2L * width, dq * r);
                dState.setAtIndex(FLOAT, e, upstream * z);
            }
        }
    }
}
