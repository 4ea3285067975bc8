package dev.kith.gnn.train;

import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.local.Augmentation;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Engine;
import java.util.List;

/**
 * One step of training: forward, backward, update.
 *
 * @param clip largest norm of the gradient, 0 for none
 */
record Step(StepLoss loss, Adam adam, HealthGate gate, double clip) {
    /** Of one sample, without augmentation. */
    Step(Engine engine, Network network, Adam adam, HealthGate gate, double clip, long seed) {
        this(new StepLoss(engine, network, seed, Augmentation.NONE), adam, gate, clip);
    }

    /**
     * @param samples the step on one input, or on several whose outputs are to agree
     * @param epoch from 0
     * @param number of the step, different in every step of a training: what is dropped depends on it
     * @return the loss before the update
     * @throws dev.kith.graph.KithException where an output, the loss or a gradient is not finite
     */
    double run(List<Batch> samples, int epoch, long number, float rate) {
        adam.clearGradients();
        double value = loss.walk(samples, number);
        gate.loss(value, epoch + 1, samples.getFirst());
        double norm = clip > 0.0 ? adam.clip(clip) : 0.0;
        gate.gradients(norm, epoch + 1);
        adam.step(rate);
        return value;
    }
}
