package dev.kith.gnn.tensor;

import java.lang.foreign.ValueLayout;

/** Equality of tensors to the last bit; of what is no number the bits are the processor's own affair, and do not count. */
public final class Bits {
    private Bits() {}

    public static void same(Tensor actual, Tensor expected, String what) {
        if (actual.rows() != expected.rows() || actual.columns() != expected.columns()) {
            throw new AssertionError(what + ": " + actual.shape() + " is not " + expected.shape());
        }
        if (actual.memory().mismatch(expected.memory()) < 0) {
            return;
        }
        for (long e = 0; e < actual.size(); e++) {
            if (Float.floatToIntBits(element(actual, e)) != Float.floatToIntBits(element(expected, e))) {
                throw new AssertionError(what + ": element " + e + " of " + actual.shape() + " is " + element(actual, e)
                        + ", not " + element(expected, e));
            }
        }
    }

    private static float element(Tensor tensor, long e) {
        return tensor.memory().getAtIndex(ValueLayout.JAVA_FLOAT, e);
    }
}
