package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Engine;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A step of one layer that is trained by a loss of its own; no other layer's weights are looked at.
 *
 * @param adam of the layer's weights
 * @param gate that watches the layer
 * @param clip largest norm of the layer's gradient, 0 for none
 */
record LocalStep(Engine engine, Adam adam, HealthGate gate, double clip, long seed) {
    /**
     * @param number of the epoch, from 0
     * @param loss a scalar
     * @param read what the layer reads, to say where it went wrong
     * @return the loss before the update
     */
    double run(int number, float rate, Function<Tape, Variable> loss, Supplier<Batch> read) {
        adam.clearGradients();
        double value;
        try (Tape tape = Tape.training(engine, seed, number)) {
            Variable scalar = loss.apply(tape);
            value = scalar.value().get(0, 0);
            if (Double.isFinite(value)) {
                tape.backward(scalar);
            }
        }
        if (!Double.isFinite(value)) {
            gate.loss(value, number + 1, read.get());
        }
        gate.gradients(clip > 0.0 ? adam.clip(clip) : 0.0, number + 1);
        adam.step(rate);
        return value;
    }

    /** Whether the last loss had no gradient at all. */
    boolean isStuck() {
        return adam.clip(Double.MAX_VALUE) == 0.0;
    }
}
