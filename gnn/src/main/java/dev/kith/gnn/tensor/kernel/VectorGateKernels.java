package dev.kith.gnn.tensor.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link GateKernels} with the Vector API. */
final class VectorGateKernels implements GateKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static FloatVector load(MemorySegment x, long element, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(F, x, element * Float.BYTES, ORDER, mask);
    }

    private static void store(FloatVector v, MemorySegment x, long element, VectorMask<Float> mask) {
        v.intoMemorySegment(x, element * Float.BYTES, ORDER, mask);
    }

    private static FloatVector gate(MemorySegment a, MemorySegment c, long at, VectorMask<Float> mask) {
        return VectorActivation.sigmoid(load(a, at, mask).add(load(c, at, mask)));
    }

    @Override
    public void gates(
            MemorySegment a, MemorySegment c, MemorySegment state, int width, MemorySegment out, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int u = 0; u < width; u += L) {
                VectorMask<Float> mask = F.indexInRange(u, width);
                long e = (long) i * width + u;
                long at = (long) i * 3 * width + u;
                FloatVector r = gate(a, c, at, mask);
                FloatVector z = gate(a, c, at + width, mask);
                FloatVector candidate = load(c, at + 2L * width, mask);
                FloatVector q = VectorActivation.tanh(r.fma(candidate, load(a, at + 2L * width, mask)));
                store(z.fma(load(state, e, mask).sub(q), q), out, e, mask);
            }
        }
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
        FloatVector one = FloatVector.broadcast(F, 1f);
        for (int i = from; i < to; i++) {
            for (int u = 0; u < width; u += L) {
                VectorMask<Float> mask = F.indexInRange(u, width);
                long e = (long) i * width + u;
                long at = (long) i * 3 * width + u;
                FloatVector r = gate(a, c, at, mask);
                FloatVector z = gate(a, c, at + width, mask);
                FloatVector candidate = load(c, at + 2L * width, mask);
                FloatVector q = VectorActivation.tanh(r.fma(candidate, load(a, at + 2L * width, mask)));
                FloatVector upstream = load(g, e, mask);
                FloatVector dq = upstream.mul(one.sub(z)).mul(VectorActivation.slope(Activation.TANH, q));
                FloatVector dz =
                        upstream.mul(load(state, e, mask).sub(q)).mul(VectorActivation.slope(Activation.SIGMOID, z));
                FloatVector dr = dq.mul(candidate).mul(VectorActivation.slope(Activation.SIGMOID, r));
                store(dr, da, at, mask);
                store(dr, dc, at, mask);
                store(dz, da, at + width, mask);
                store(dz, dc, at + width, mask);
                store(dq, da, at + 2L * width, mask);
                store(dq.mul(r), dc, at + 2L * width, mask);
                store(upstream.mul(z), dState, e, mask);
            }
        }
    }
}
