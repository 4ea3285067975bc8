package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.forward.ForwardStack;
import dev.kith.gnn.model.local.Augmentation;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The training loop: a step, a look at the validation nodes, early stopping, checkpoints. Full batch, or mini-batches of
 * training nodes with sampled neighbourhoods ({@link BatchSteps}); or layer by layer ({@link LocalTrainer}). A network that looks at a node's own row only computes
 * the training nodes' rows in either case.
 */
final class Trainer {
    private final Engine engine;
    private final Network network;
    private final TrainingData data;
    private final Settings settings;
    private final HealthGate gate;
    private final long seed;
    private final TrainingListener listener;
    private final Checkpoint checkpoint;
    private final Augmentation augmentation;
    private final Drawings drawings;
    private final boolean inBatches;
    private int done;

    /** @param checkpoint where progress is saved and resumed from, or {@link Checkpoint#NONE} */
    Trainer(
            Engine engine,
            Network network,
            TrainingData data,
            Settings settings,
            HealthGate gate,
            long seed,
            TrainingListener listener,
            Checkpoint checkpoint) {
        this.engine = engine;
        this.network = network;
        this.data = data;
        this.settings = settings;
        this.gate = gate;
        this.seed = seed;
        this.listener = listener;
        this.checkpoint = checkpoint;
        this.augmentation = Augmentation.of(settings);
        this.drawings = new Drawings(engine, network, data.input(), augmentation);
        this.inBatches = settings.whole("batchSize") > 0;
    }

    /**
     * @param logits of the kept weights for all nodes; the caller closes it
     * @param orderSpread how much they change with the neighbours' order, or null where they cannot
     */
    record Outcome(
            Tensor logits, int epochs, int bestEpoch, long millis, double epochMillisMedian, Double orderSpread) {}

    /** @throws TrainingCancelled soon after the listener wants it, or the calling thread is interrupted */
    Outcome run() {
        try (drawings) {
            return EpochLoop.stoppable(
                    engine,
                    listener,
                    () -> done,
                    () -> network instanceof ForwardStack stack ? trainLayers(stack) : train());
        }
    }

    private Outcome train() {
        long start = System.nanoTime();
        Schedule schedule = Schedule.of(settings);
        EpochLoop loop = new EpochLoop(network, settings, listener);
        boolean decoupled = settings.choice("optimizer").equals("adamw");
        try (Adam adam = new Adam(engine, network.parameters(), (float) settings.real("weightDecay"), decoupled)) {
            StepLoss stepLoss = new StepLoss(engine, network, seed, augmentation);
            Step step = new Step(stepLoss, adam, gate, settings.real("clip"));
            Epochs steps = inBatches || network.hops() == 0 ? batches(step) : wholeGraph(step);
            done = checkpoint.resume(network, adam, loop.best());
            loop.run(done, new EpochLoop.Epoch() {
                @Override
                public double train(int epoch) {
                    return steps.run(epoch, schedule.at(epoch));
                }

                @Override
                public EpochLoop.Look look(BestWeights best, int epoch, double loss) {
                    return validate(best, loss);
                }

                @Override
                public void after(int epochs) {
                    done = epochs;
                    if (checkpoint.due(epochs)) {
                        checkpoint.save(network, adam, loop.best(), epochs);
                    }
                }
            });
        }
        return outcome(loop.best().epoch(), start, loop.millis());
    }

    private Outcome trainLayers(ForwardStack stack) {
        long start = System.nanoTime();
        LocalTrainer.Result result;
        float[][] judged;
        Tensor scores = engine.pool().takeZeroed(data.validation().length, stack.classes());
        try (ClassesTask task = ClassesTask.begin(engine, stack, data, seed)) {
            result = new LocalTrainer(engine, task, settings, gate, seed, listener, epochs -> done = epochs)
                    .train(scores);
            judged = task.logits(scores);
        }
        engine.pool().release(scores);
        engine.pool().trim();
        Outcome outcome = outcome(result.bestEpoch(), start, result.millis());
        // A prediction may know their classes; they are reported as they were judged by.
        for (int v = 0; v < data.validation().length; v++) {
            for (int k = 0; k < outcome.logits.columns(); k++) {
                outcome.logits.set(data.validation()[v], k, judged[v][k]);
            }
        }
        return outcome;
    }

    private Outcome outcome(int bestEpoch, long start, List<Double> millis) {
        Inference inference = inference(drawings.kept());
        Tensor logits = inference.logits();
        HealthGate.collapsed(logits).ifPresent(listener::notice);
        network.notices().forEach(listener::notice);
        Collections.sort(millis);
        double median = millis.isEmpty() ? 0.0 : millis.get(millis.size() / 2);
        long took = (System.nanoTime() - start) / 1_000_000;
        Double spread = inference.readsOrder() ? inference.orderSpread() : null;
        return new Outcome(logits, done, bestEpoch, took, median, spread);
    }

    private Epochs wholeGraph(Step step) {
        List<Neighbourhoods> graph = List.of(data.graph().whole());
        int[] classes = data.classesOf(data.train());
        return (epoch, rate) -> {
            List<Batch> samples = drawings.of(epoch).stream()
                    .map(input -> new Batch(input, graph, null, data.train(), classes, data.weights()))
                    .toList();
            return step.run(samples, epoch, epoch, rate);
        };
    }

    private Epochs batches(Step step) {
        int size = inBatches ? settings.whole("batchSize") : data.train().length;
        BatchSteps batches = new BatchSteps(engine, network, data, size, settings.whole("fanout"), seed);
        return (epoch, rate) -> batches.epoch(step, drawings.of(epoch), epoch, rate);
    }

    private EpochLoop.Look validate(BestWeights best, double loss) {
        int[] nodes = data.validation();
        if (nodes.length == 0) {
            // Nothing to judge by: the last epoch is kept.
            drawings.shown();
            best.offer(done, done, loss);
            return new EpochLoop.Look(Double.NaN, Double.NaN);
        }
        Tensor logits = logits(nodes);
        int[] rows = IntStream.range(0, nodes.length).toArray();
        int[] classes = data.classesOf(nodes);
        double validationLoss = engine.elements().crossEntropy(logits, rows, classes, null, null, 1f);
        double accuracy = Metrics.accuracy(Metrics.argmax(logits), classes, rows);
        logits.close();
        gate.validation(validationLoss, done + 1);
        best.offer(done, accuracy, validationLoss);
        return new EpochLoop.Look(accuracy, validationLoss);
    }

    private Inference inference(Input input) {
        return Inference.of(engine, network, input, data.graph(), settings);
    }

    private Tensor logits(int[] nodes) {
        if (inBatches) {
            // Batches and validation have shapes of their own: what one leaves in the pool is of no use to the other.
            engine.pool().trim();
        }
        Tensor logits = inference(drawings.shown()).logits(nodes);
        if (inBatches) {
            engine.pool().trim();
        }
        return logits;
    }

    /** One pass over the training nodes; returns the mean loss. */
    @FunctionalInterface
    private interface Epochs {
        double run(int epoch, float rate);
    }
}
