package dev.kith.gnn.train;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.forward.ForwardStack;
import dev.kith.gnn.model.forward.LocalLayer;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The epochs of a {@link LocalTrainer}, whatever is trained in them: looks at the validation nodes, early stopping,
 * progress.
 *
 * @param millis of each epoch so far
 * @param progress hears how many epochs are done
 */
record Course(
        Engine engine,
        ForwardStack network,
        TrainingData data,
        Settings settings,
        HealthGate gate,
        long seed,
        TrainingListener listener,
        List<Double> millis,
        IntConsumer progress) {
    /** Epochs between two looks at the validation nodes, as in the paper's experiments. */
    private static final int LOOK_EVERY = 2;

    Course(
            Engine engine,
            ForwardStack network,
            TrainingData data,
            Settings settings,
            HealthGate gate,
            long seed,
            TrainingListener listener,
            IntConsumer progress) {
        this(engine, network, data, settings, gate, seed, listener, new ArrayList<>(), progress);
    }

    /** Epochs done. */
    int done() {
        return millis.size();
    }

    Adam adam(LocalLayer layer) {
        boolean decoupled = settings.choice("optimizer").equals("adamw");
        return new Adam(engine, layer.parameters(), (float) settings.real("weightDecay"), decoupled);
    }

    /** @param usualClip where the settings name none */
    LocalStep step(int layer, Adam adam, double usualClip) {
        double clip = settings.real("clip") > 0.0 ? settings.real("clip") : usualClip;
        HealthGate own =
                gate.layer(network.layers().get(layer), layer + 1, data.input().rows());
        return new LocalStep(engine, adam, own, clip, seed);
    }

    /**
     * Runs epochs until nothing better comes.
     *
     * @param best of what is trained
     * @param phases how often this is done in all
     * @param step an epoch's training, from its number in this phase and to its loss
     * @param scored adds what the network would say of the validation nodes to zeros
     */
    void run(BestWeights best, int phases, IntToDoubleFunction step, Consumer<Tensor> scored) {
        int epochs = settings.whole("epochs");
        int patience = settings.whole("patience");
        double accuracy = Double.NaN;
        for (int epoch = 0; epoch < epochs && !best.exhausted(epoch - 1, patience); epoch++) {
            long began = System.nanoTime();
            double loss = step.applyAsDouble(epoch);
            if (data.validation().length == 0) {
                // Nothing to judge by: the last epoch is kept.
                best.offer(epoch, epoch, loss);
            } else if ((epoch + 1) % LOOK_EVERY == 0) {
                accuracy = look(scored);
                // As in the paper an equal accuracy is no progress, whatever the loss.
                best.offer(epoch, accuracy, 0.0);
            }
            millis.add((System.nanoTime() - began) / 1e6);
            progress.accept(done());
            listener.epoch(
                    new TrainingListener.Epoch(done(), epochs * phases, loss, accuracy, Double.NaN, millis.getLast()));
        }
        best.restore();
    }

    private double look(Consumer<Tensor> scored) {
        int[] nodes = data.validation();
        Tensor scores = engine.pool().takeZeroed(nodes.length, network.classes());
        scored.accept(scores);
        gate.validation(HealthGate.isFinite(engine, scores) ? 0.0 : Double.NaN, done() + 1);
        int[] rows = IntStream.range(0, nodes.length).toArray();
        double accuracy = Metrics.accuracy(Metrics.argmax(scores), data.classesOf(nodes), rows);
        engine.pool().release(scores);
        return accuracy;
    }
}
