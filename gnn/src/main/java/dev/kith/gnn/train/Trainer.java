package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The training loop: a step, a look at the validation nodes, early stopping, checkpoints. Full batch, or mini-batches of
 * training nodes with sampled neighbourhoods ({@link BatchSteps}).
 */
final class Trainer {
    private final Engine engine;
    private final Network network;
    private final TrainingData data;
    private final Settings settings;
    private final long seed;
    private final TrainingListener listener;
    private final Checkpoint checkpoint;

    /** @param checkpoint where progress is saved and resumed from, or {@link Checkpoint#NONE} */
    Trainer(
            Engine engine,
            Network network,
            TrainingData data,
            Settings settings,
            long seed,
            TrainingListener listener,
            Checkpoint checkpoint) {
        this.engine = engine;
        this.network = network;
        this.data = data;
        this.settings = settings;
        this.seed = seed;
        this.listener = listener;
        this.checkpoint = checkpoint;
    }

    /** @param logits of the kept weights for all nodes; the caller closes it */
    record Outcome(Tensor logits, int epochs, int bestEpoch, long millis, double epochMillisMedian) {}

    Outcome run() {
        long start = System.nanoTime();
        int epochs = settings.whole("epochs");
        Schedule schedule = Schedule.of(settings);
        Steps steps = settings.whole("batchSize") == 0
                ? this::fullBatch
                : new BatchSteps(engine, network, data, settings, seed)::epoch;
        BestWeights best = new BestWeights(network.parameters());
        List<Double> millis = new ArrayList<>();
        boolean decoupled = settings.choice("optimizer").equals("adamw");
        float[] weights = ClassWeights.of(settings.choice("classWeights"), data);
        int done;
        try (Adam adam = new Adam(engine, network.parameters(), (float) settings.real("weightDecay"), decoupled)) {
            done = checkpoint.resume(network, adam, best);
            while (done < epochs && !best.exhausted(done - 1, settings.whole("patience"))) {
                if (listener.cancelled()) {
                    throw new TrainingCancelled(done + 1);
                }
                long began = System.nanoTime();
                double loss = steps.epoch(adam, done, schedule.at(done), weights);
                HealthGate.loss(loss, done + 1, network.parameters());
                double validation = validate(best, done, loss);
                millis.add((System.nanoTime() - began) / 1e6);
                done++;
                listener.epoch(new TrainingListener.Epoch(done, epochs, loss, validation, millis.getLast()));
                if (checkpoint.due(done)) {
                    checkpoint.save(network, adam, best, done);
                }
            }
        }
        best.restore();
        Tensor logits = evaluate();
        Collections.sort(millis);
        double median = millis.isEmpty() ? 0.0 : millis.get(millis.size() / 2);
        return new Outcome(
                logits,
                done,
                best.epoch() < 0 ? done - 1 : best.epoch(),
                (System.nanoTime() - start) / 1_000_000,
                median);
    }

    private double validate(BestWeights best, int epoch, double loss) {
        if (data.validation().length == 0) {
            // Nothing to judge by: the last epoch is kept.
            best.offer(epoch, epoch, loss);
            return Double.NaN;
        }
        Tensor logits = evaluate();
        int[] rows = data.validation();
        double validationLoss = engine.elements().crossEntropy(logits, rows, data.classesOf(rows), null, null, 1f);
        double accuracy = Metrics.accuracy(Metrics.argmax(logits), data.classes(), rows);
        logits.close();
        best.offer(epoch, accuracy, validationLoss);
        return accuracy;
    }

    private Tensor evaluate() {
        try (Tape tape = Tape.inference(engine)) {
            Variable logits = network.forward(tape, data.input(), data.graph());
            Tensor copy = Tensor.uninitialised(logits.rows(), logits.columns());
            copy.copyFrom(logits.value());
            return copy;
        }
    }

    private double fullBatch(Adam adam, int epoch, float rate, float[] weights) {
        adam.clearGradients();
        double loss;
        try (Tape tape = Tape.training(engine, seed, epoch)) {
            Variable logits = network.forward(tape, data.input(), data.graph());
            Variable scalar = CrossEntropy.apply(tape, logits, data.train(), data.classesOf(data.train()), weights);
            loss = scalar.value().get(0, 0);
            if (Double.isFinite(loss)) {
                tape.backward(scalar);
            }
        }
        if (Double.isFinite(loss)) {
            update(adam, epoch, rate, settings.real("clip"), network);
        }
        return loss;
    }

    static void update(Adam adam, int epoch, float rate, double clip, Network network) {
        if (clip > 0.0 && !Double.isFinite(adam.clip(clip))) {
            HealthGate.gradients(epoch + 1, network.parameters());
        }
        adam.step(rate);
    }

    /** One pass over the training nodes; returns the mean loss. */
    @FunctionalInterface
    private interface Steps {
        double epoch(Adam adam, int epoch, float rate, float[] weights);
    }
}
