package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/** {@code sin(ω x)}, element by element (Sitzmann et al. 2020): {@code [n, f] → [n, f]}. */
public final class Sine {
    private Sine() {}

    /** @param frequency ω */
    public static Variable apply(Tape tape, Variable x, float frequency) {
        Tensor y = tape.engine().pool().take(x.rows(), x.columns());
        tape.engine().elements().rows(y, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < y.columns(); c++) {
                    y.set(i, c, (float)
                            StrictMath.sin((double) frequency * x.value().get(i, c)));
                }
            }
        });
        return tape.record(
                y,
                output -> x.accumulate((g, beta) -> tape.engine().elements().rows(g, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        for (int c = 0; c < g.columns(); c++) {
                            double slope = frequency
                                    * StrictMath.cos(
                                            (double) frequency * x.value().get(i, c));
                            float before = beta == 0f ? 0f : g.get(i, c);
                            g.set(
                                    i,
                                    c,
                                    before + (float) (slope * output.gradient().get(i, c)));
                        }
                    }
                })),
                x);
    }
}
