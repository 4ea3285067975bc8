package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Engine;

/**
 * One step of training: forward, backward, update.
 *
 * @param clip largest norm of the gradient, 0 for none
 */
record Step(Engine engine, Network network, Adam adam, HealthGate gate, double clip, long seed) {

    /**
     * @param epoch from 0
     * @param number of the step, different in every step of a training: what is dropped depends on it
     * @return the loss before the update
     * @throws dev.kith.graph.KithException where an output, the loss or a gradient is not finite
     */
    double run(Batch batch, int epoch, long number, float rate) {
        adam.clearGradients();
        double loss;
        try (Tape tape = Tape.training(engine, seed, number)) {
            Variable logits = batch.logits(tape, network);
            Variable scalar = CrossEntropy.apply(tape, logits, batch.rows(), batch.classes(), batch.weights());
            // An output of minus infinity may leave the loss finite.
            loss = HealthGate.isFinite(engine, logits.value()) ? scalar.value().get(0, 0) : Double.NaN;
            if (Double.isFinite(loss)) {
                tape.backward(tape.penalised(scalar));
            }
        }
        gate.loss(loss, epoch + 1, batch);
        double norm = clip > 0.0 ? adam.clip(clip) : 0.0;
        gate.gradients(norm, epoch + 1);
        adam.step(rate);
        return loss;
    }
}
