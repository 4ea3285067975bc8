package dev.kith.gnn.tensor;

import java.lang.foreign.ValueLayout;

/** Inner products of whole tensors, summed in double in a fixed order. */
public final class Dot {
    private static final int GRAIN = 1 << 14;

    private Dot() {}

    /** {@code Σ_e a_e · b_e}. */
    public static double of(Engine engine, Tensor a, Tensor b) {
        if (a.size() != b.size()) {
            throw new IllegalArgumentException("The shapes do not fit: " + a + ", " + b + ".");
        }
        long size = a.size();
        double[] pieces = new double[Math.toIntExact((size + GRAIN - 1) / GRAIN)];
        engine.workers().run(pieces.length, p -> {
            double sum = 0.0;
            for (long e = (long) p * GRAIN; e < Math.min(size, (p + 1L) * GRAIN); e++) {
                sum += (double) a.memory().getAtIndex(ValueLayout.JAVA_FLOAT, e)
                        * b.memory().getAtIndex(ValueLayout.JAVA_FLOAT, e);
            }
            pieces[p] = sum;
        });
        double total = 0.0;
        for (double piece : pieces) {
            total += piece;
        }
        return total;
    }
}
