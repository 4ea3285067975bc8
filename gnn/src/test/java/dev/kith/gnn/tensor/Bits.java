package dev.kith.gnn.tensor;

import java.lang.foreign.ValueLayout;

/** Equality of tensors to the last bit. */
public final class Bits {
    private Bits() {}

    public static void same(Tensor actual, Tensor expected, String what) {
        long at = actual.memory().mismatch(expected.memory());
        if (at >= 0) {
            long e = at / Float.BYTES;
            throw new AssertionError(what + ": element " + e + " of " + actual.shape() + " is " + element(actual, e)
                    + ", not " + element(expected, e));
        }
    }

    private static float element(Tensor tensor, long e) {
        return e < tensor.size() ? tensor.memory().getAtIndex(ValueLayout.JAVA_FLOAT, e) : Float.NaN;
    }
}
