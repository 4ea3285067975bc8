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
        var pool = tape.engine().pool();
        Tensor loss = pool.take(1, 1);
        if (!tape.isTraining() || !logits.needsGradient()) {
            loss.set(0, 0, (float) elements.crossEntropy(logits.value(), rows, targets, weights, null, 1f));
            return tape.record(loss, output -> {}, logits);
        }
        // The exponentials serve the loss and its gradient: they cost more than keeping the gradient does.
        Variable gradient = tape.ownedConstant(pool.takeZeroed(logits.rows(), logits.columns()));
        loss.set(0, 0, (float) elements.crossEntropy(logits.value(), rows, targets, weights, gradient.value(), 1f));
        return tape.record(
                loss,
                output -> {
                    Tensor g = gradient.moveValue();
                    float scale = output.gradient().get(0, 0);
                    if (scale != 1f) {
                        elements.axpby(scale, g, 0f, g);
                    }
                    logits.give(g);
                },
                logits);
    }
}
