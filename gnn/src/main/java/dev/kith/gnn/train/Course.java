package dev.kith.gnn.train;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.forward.LocalLayer;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/**
 * The epochs of a {@link LocalTrainer}, whatever is trained in them: looks at what it is judged by, early stopping,
 * progress.
 *
 * @param millis of each epoch so far
 * @param progress hears how many epochs are done
 */
record Course(
        Engine engine,
        LocalTask task,
        Settings settings,
        HealthGate gate,
        long seed,
        TrainingListener listener,
        List<Double> millis,
        IntConsumer progress) {
    /** Epochs between two looks, as in the paper's experiments. */
    private static final int LOOK_EVERY = 2;

    Course(
            Engine engine,
            LocalTask task,
            Settings settings,
            HealthGate gate,
            long seed,
            TrainingListener listener,
            IntConsumer progress) {
        this(engine, task, settings, gate, seed, listener, new ArrayList<>(), progress);
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
        HealthGate own = gate.layer(task.layers().get(layer), layer + 1, task.nodes());
        return new LocalStep(engine, adam, own, clip, seed);
    }

    /**
     * Runs epochs until nothing better comes.
     *
     * @param best of what is trained
     * @param phases how often this is done in all
     * @param step an epoch's training, from its number in this phase and to its loss
     * @param scored adds what the layers would say of what is judged to zeros
     */
    void run(BestWeights best, int phases, IntToDoubleFunction step, Consumer<Tensor> scored) {
        int epochs = settings.whole("epochs");
        int patience = settings.whole("patience");
        double quality = Double.NaN;
        for (int epoch = 0; epoch < epochs && !best.exhausted(epoch - 1, patience); epoch++) {
            long began = System.nanoTime();
            double loss = step.applyAsDouble(epoch);
            if (task.judged().length == 0) {
                // Nothing to judge by: the last epoch is kept.
                best.offer(epoch, epoch, loss);
            } else if ((epoch + 1) % LOOK_EVERY == 0) {
                quality = look(scored);
                // As in the paper what is equally good is no progress, whatever the loss.
                best.offer(epoch, quality, 0.0);
            }
            millis.add((System.nanoTime() - began) / 1e6);
            progress.accept(done());
            listener.epoch(
                    new TrainingListener.Epoch(done(), epochs * phases, loss, quality, Double.NaN, millis.getLast()));
        }
        best.restore();
    }

    private double look(Consumer<Tensor> scored) {
        Tensor scores = engine.pool().takeZeroed(task.judged().length, task.scoreColumns());
        scored.accept(scores);
        gate.validation(HealthGate.isFinite(engine, scores) ? 0.0 : Double.NaN, done() + 1);
        double quality = task.quality(scores);
        engine.pool().release(scores);
        return quality;
    }
}
