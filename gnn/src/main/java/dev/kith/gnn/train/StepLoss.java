package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.autograd.ops.MeanSquare;
import dev.kith.gnn.autograd.ops.RowSoftmax;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.local.Augmentation;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The loss of a step and its gradients. Of one sample it is the cross-entropy; of several their mean cross-entropy and
 * {@code consistency · mean_s mean_v ‖p_s[v] - q[v]‖²}, q their sharpened mean and constant (Liu et al. 2022, equations 8
 * to 10). Because q is constant each sample is walked back by itself: they may be held together, or computed twice and
 * held one at a time, with the same gradients.
 */
record StepLoss(Engine engine, Network network, long seed, Augmentation augmentation) {

    /**
     * Walks back; gradients are added to the parameters'.
     *
     * @param samples the same step on other inputs
     * @param number of the step, different in every step of a training
     * @return the loss, NaN where an output is not finite; then nothing was walked back
     */
    double walk(List<Batch> samples, long number) {
        return samples.size() == 1 ? one(samples.getFirst(), number) : several(samples, number);
    }

    private double one(Batch batch, long number) {
        try (Tape tape = Tape.training(engine, seed, number)) {
            Variable logits = batch.logits(tape, network);
            Variable scalar = CrossEntropy.apply(tape, logits, batch.rows(), batch.classes(), batch.weights());
            // An output of minus infinity may leave the loss finite.
            double loss =
                    HealthGate.isFinite(engine, logits.value()) ? scalar.value().get(0, 0) : Double.NaN;
            if (Double.isFinite(loss)) {
                network.judged(tape, logits, batch.rows(), batch.classes());
                tape.backward(tape.penalised(scalar));
            }
            return loss;
        }
    }

    private double several(List<Batch> samples, long number) {
        List<Tape> tapes = new ArrayList<>();
        List<Variable> logits = new ArrayList<>();
        List<Tensor> shares = new ArrayList<>();
        Tensor target = null;
        try {
            for (int s = 0; s < samples.size(); s++) {
                tapes.add(tape(number, s, samples.size()));
                logits.add(samples.get(s).logits(tapes.get(s), network));
                Tensor value = logits.get(s).value();
                if (!HealthGate.isFinite(engine, value)) {
                    return Double.NaN;
                }
                shares.add(softmax(value));
                if (augmentation.recompute()) {
                    tapes.get(s).close();
                }
            }
            target = Sharpening.of(engine, shares, augmentation.temperature());
            double loss = 0.0;
            for (int s = 0; s < samples.size(); s++) {
                if (augmentation.recompute()) {
                    tapes.set(s, tape(number, s, samples.size()));
                    logits.set(s, samples.get(s).logits(tapes.get(s), network));
                }
                loss += walk(tapes.get(s), samples.get(s), logits.get(s), target, samples.size());
                tapes.get(s).close();
            }
            return loss;
        } finally {
            tapes.forEach(Tape::close);
            shares.forEach(engine.pool()::release);
            if (target != null) {
                engine.pool().release(target);
            }
        }
    }

    /** The same dropout at each call. */
    private Tape tape(long number, int sample, int samples) {
        return Tape.training(engine, seed, number * samples + sample);
    }

    private Tensor softmax(Tensor logits) {
        Tensor shares = engine.pool().take(logits.rows(), logits.columns());
        engine.elements().axpby(1f, logits, 0f, shares);
        engine.elements().softmax(shares);
        return shares;
    }

    private double walk(Tape tape, Batch batch, Variable logits, Tensor target, int samples) {
        Variable supervised =
                tape.penalised(CrossEntropy.apply(tape, logits, batch.rows(), batch.classes(), batch.weights()));
        Variable distance = MeanSquare.apply(tape, RowSoftmax.apply(tape, logits), tape.constant(target));
        float weight = augmentation.consistency() * target.columns() / samples;
        Variable scalar = Add.apply(tape, 1f / samples, supervised, weight, distance);
        double loss = scalar.value().get(0, 0);
        tape.backward(scalar);
        return loss;
    }
}
