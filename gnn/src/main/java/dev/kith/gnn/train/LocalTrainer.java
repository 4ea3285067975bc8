package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.forward.ForwardStack;
import dev.kith.gnn.model.forward.LocalLayer;
import dev.kith.gnn.model.forward.LocalObjective;
import dev.kith.gnn.model.forward.Pass;
import dev.kith.gnn.model.forward.SteadyLayers;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Trains the layers of a {@link ForwardStack} one after the other, each by its own loss on an input that stays the same
 * meanwhile (Park et al. 2024, algorithms 1 and 2). A layer is judged by what it and those below it say together.
 */
final class LocalTrainer {
    /** Epochs between two looks at the validation nodes, as in the paper's experiments. */
    private static final int LOOK_EVERY = 2;

    private final Engine engine;
    private final ForwardStack network;
    private final TrainingData data;
    private final Settings settings;
    private final HealthGate gate;
    private final long seed;
    private final TrainingListener listener;
    private final IntConsumer progress;
    private final Schedule schedule;
    private final List<Double> millis = new ArrayList<>();
    private int done;

    /** @param progress hears how many epochs are done */
    LocalTrainer(
            Engine engine,
            ForwardStack network,
            TrainingData data,
            Settings settings,
            HealthGate gate,
            long seed,
            TrainingListener listener,
            IntConsumer progress) {
        this.engine = engine;
        this.network = network;
        this.data = data;
        this.settings = settings;
        this.gate = gate;
        this.seed = seed;
        this.listener = listener;
        this.progress = progress;
        this.schedule = Schedule.of(settings);
    }

    /**
     * @param bestEpoch of the last layer, counted from the first layer's first, from 0
     * @param millis of each epoch
     */
    record Result(int epochs, int bestEpoch, List<Double> millis) {}

    Result train() {
        network.begin(seed, data.train(), data.classesOf(data.train()));
        int best = -1;
        try (LocalObjective objective = network.objective(data.input(), data.graph().whole(), data.weights());
                Pass pass = new Pass(engine, objective)) {
            Tensor scores = engine.pool().takeZeroed(data.validation().length, network.classes());
            for (int l = 0; l < network.layers().size(); l++) {
                int before = done;
                // What the layer below left has other shapes.
                engine.pool().trim();
                best = before + layer(l, objective, pass, scores);
                if (l < network.layers().size() - 1) {
                    pass.through(network.layers().get(l), (stream, output) -> {});
                }
            }
            engine.pool().release(scores);
        }
        engine.pool().trim();
        return new Result(done, best, millis);
    }

    /** @return the epoch whose weights the layer keeps, from 0 */
    private int layer(int l, LocalObjective objective, Pass pass, Tensor scores) {
        LocalLayer layer = network.layers().get(l);
        int[] looked = data.validation();
        BestWeights best = new BestWeights(layer.parameters());
        try (SteadyLayers trained = SteadyLayers.trained(engine, layer, pass, objective);
                SteadyLayers scored = SteadyLayers.scored(engine, layer, pass, objective, looked);
                Adam adam = adam(layer)) {
            HealthGate own = gate.layer(layer, l + 1, data.input().rows());
            Batch batch = new Batch(pass.input(0), List.of(objective.graph(0)), null, null, null, null);
            double accuracy = Double.NaN;
            int patience = settings.whole("patience");
            for (int epoch = 0; epoch < settings.whole("epochs") && !best.exhausted(epoch - 1, patience); epoch++) {
                long began = System.nanoTime();
                double loss = step(trained, objective, adam, own, batch, schedule.at(epoch));
                if (looked.length == 0) {
                    // Nothing to judge by: the last epoch is kept.
                    best.offer(epoch, epoch, loss);
                } else if ((epoch + 1) % LOOK_EVERY == 0) {
                    accuracy = look(scored, scores, own);
                    // As in the paper an equal accuracy is no progress, whatever the loss.
                    best.offer(epoch, accuracy, 0.0);
                }
                millis.add((System.nanoTime() - began) / 1e6);
                progress.accept(++done);
                int most = settings.whole("epochs") * network.layers().size();
                listener.epoch(new TrainingListener.Epoch(done, most, loss, accuracy, millis.getLast()));
            }
            best.restore();
            scored.addScores(scores);
        }
        return best.epoch();
    }

    private Adam adam(LocalLayer layer) {
        boolean decoupled = settings.choice("optimizer").equals("adamw");
        return new Adam(engine, layer.parameters(), (float) settings.real("weightDecay"), decoupled);
    }

    private double step(
            SteadyLayers trained, LocalObjective objective, Adam adam, HealthGate own, Batch batch, float rate) {
        adam.clearGradients();
        double loss;
        try (Tape tape = Tape.training(engine, seed, done)) {
            Variable scalar = objective.loss(tape, trained.apply(tape));
            loss = scalar.value().get(0, 0);
            if (Double.isFinite(loss)) {
                tape.backward(scalar);
            }
        }
        own.loss(loss, done + 1, batch);
        double clip = settings.real("clip");
        own.gradients(clip > 0.0 ? adam.clip(clip) : 0.0, done + 1);
        adam.step(rate);
        return loss;
    }

    /** The accuracy of what the layers below and this one say together. */
    private double look(SteadyLayers scored, Tensor scores, HealthGate own) {
        Tensor sum = engine.pool().take(scores.rows(), scores.columns());
        sum.copyFrom(scores);
        scored.addScores(sum);
        own.validation(HealthGate.isFinite(engine, sum) ? 0.0 : Double.NaN, done + 1);
        int[] rows = IntStream.range(0, sum.rows()).toArray();
        double accuracy = Metrics.accuracy(Metrics.argmax(sum), data.classesOf(data.validation()), rows);
        engine.pool().release(sum);
        return accuracy;
    }
}
