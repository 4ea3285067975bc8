package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/** The sum of all elements, a scalar to walk back from. */
final class SumAll {
    private SumAll() {}

    static Variable apply(Tape tape, Variable x) {
        Tensor sum = tape.engine().pool().take(1, 1);
        double total = 0.0;
        for (float value : x.value().toArray()) {
            total += value;
        }
        sum.set(0, 0, (float) total);
        return tape.record(
                sum,
                output -> x.accumulate((g, beta) -> {
                    for (int i = 0; i < g.rows(); i++) {
                        for (int c = 0; c < g.columns(); c++) {
                            g.set(
                                    i,
                                    c,
                                    (beta == 0f ? 0f : g.get(i, c))
                                            + output.gradient().get(0, 0));
                        }
                    }
                }),
                x);
    }
}
