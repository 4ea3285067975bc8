package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;

/** Mean cross-entropy of softmax over some rows of logits {@code [n, classes]}, a scalar; summed in double. */
public final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * @param rows rows that count, none twice
     * @param targets class of each of them
     * @param weights weight of each of them, or null for all ones
     */
    public static Variable apply(Tape tape, Variable logits, int[] rows, int[] targets, float[] weights) {
        var elements = tape.engine().elements();
        Tensor loss = tape.engine().pool().take(1, 1);
        loss.set(0, 0, (float) elements.crossEntropy(logits.value(), rows, targets, weights, null, 1f));
        return tape.record(
                loss,
                output -> {
                    float scale = output.gradient().get(0, 0);
                    logits.accumulate((g, beta) -> {
                        if (beta == 0f) {
                            g.zero();
                        }
                        elements.crossEntropy(logits.value(), rows, targets, weights, g, scale);
                    });
                },
                logits);
    }
}
