package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.SigmoidCrossEntropy;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.BestWeights;
import dev.kith.gnn.train.EpochLoop;
import dev.kith.gnn.train.HealthGate;
import dev.kith.gnn.train.Schedule;
import dev.kith.gnn.train.TrainingCancelled;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The training loop of link predictors: an epoch draws negatives and an order of the training links; a step takes its
 * links out of the graph, scores them and as many negatives, and moves encoder and decoder at their own rates
 * ({@code mean softplus(-s⁺) + mean softplus(s⁻)}).
 */
final class LinkTrainer {
    private static final long NEGATIVES = 0x4E61_0000_0000L;
    private static final long ORDER = 0x0D0E_0000_0000L;

    private final Engine engine;
    private final LinkNetwork network;
    private final LinkData data;
    private final Settings settings;
    private final HealthGate gate;
    private final long seed;
    private final TrainingListener listener;
    private int done;

    LinkTrainer(
            Engine engine,
            LinkNetwork network,
            LinkData data,
            Settings settings,
            HealthGate gate,
            long seed,
            TrainingListener listener) {
        this.engine = engine;
        this.network = network;
        this.data = data;
        this.settings = settings;
        this.gate = gate;
        this.seed = seed;
        this.listener = listener;
    }

    /** @param bestEpoch from 0 */
    record Outcome(int epochs, int bestEpoch, long millis, double epochMillisMedian) {}

    /** Trains a network in its own way, by one loss or layer by layer. */
    static Outcome train(
            Engine engine,
            LinkNetwork network,
            LinkData data,
            Settings settings,
            HealthGate gate,
            long seed,
            TrainingListener listener) {
        return network.encoder() instanceof ForwardEncoder layers
                ? new ForwardLinkTrainer(engine, layers, data, settings, gate, seed, listener).run()
                : new LinkTrainer(engine, network, data, settings, gate, seed, listener).run();
    }

    /** @throws TrainingCancelled soon after the listener wants it, or the calling thread is interrupted */
    Outcome run() {
        return EpochLoop.stoppable(engine, listener, () -> done, this::train);
    }

    private Outcome train() {
        long start = System.nanoTime();
        Schedule encoderRate = Schedule.of(settings);
        Schedule decoderRate = encoderRate.from(settings.real("predictorLearningRate"));
        EpochLoop loop = new EpochLoop(network, settings, listener);
        boolean decoupled = settings.choice("optimizer").equals("adamw");
        float decay = (float) settings.real("weightDecay");
        try (Adam encoder = new Adam(engine, network.encoder().parameters(), decay, decoupled);
                Adam decoder = new Adam(engine, network.decoder().parameters(), decay, decoupled)) {
            loop.run(0, new EpochLoop.Epoch() {
                @Override
                public double train(int epoch) {
                    network.decoder().epoch(epoch);
                    return LinkTrainer.this.epoch(encoder, decoder, encoderRate.at(epoch), decoderRate.at(epoch));
                }

                @Override
                public EpochLoop.Look look(BestWeights best, int epoch, double loss) {
                    return validate(best, loss);
                }

                @Override
                public void after(int epochs) {
                    done = epochs;
                }
            });
        }
        long took = (System.nanoTime() - start) / 1_000_000;
        List<Double> millis = loop.millis();
        return new Outcome(done, loop.best().epoch(), took, millis.get(millis.size() / 2));
    }

    private double epoch(Adam encoder, Adam decoder, float encoderRate, float decoderRate) {
        int[] train = data.split().train();
        Pairs negatives = data.training().draw(train.length, data.positives(train), seed, NEGATIVES + done, false);
        int[] order = IntStream.range(0, train.length).toArray();
        CounterRandom.shuffle(order, seed, ORDER + done);
        int size = Math.min(settings.whole("batchSize"), train.length);
        int batches = train.length / size;
        double sum = 0.0;
        for (int b = 0; b < batches; b++) {
            int[] picked = Arrays.copyOfRange(order, b * size, (b + 1) * size);
            int[] rows = Arrays.stream(picked).map(at -> train[at]).toArray();
            int[] beside =
                    Arrays.stream(picked).map(at -> at % negatives.count()).toArray();
            encoder.clearGradients();
            decoder.clearGradients();
            sum += step(rows, negatives.rows(beside), ((long) done << 32) + b);
            double clip = settings.real("clip");
            double norm = clip > 0.0 ? Math.max(encoder.clip(clip), decoder.clip(clip)) : 0.0;
            gate.gradients(norm, done + 1);
            encoder.step(encoderRate);
            decoder.step(decoderRate);
        }
        return sum / batches;
    }

    private double step(int[] rows, Pairs negatives, long number) {
        boolean removes = settings.flag("targetLinkRemoval");
        float[] targets = new float[2 * rows.length];
        Arrays.fill(targets, 0, rows.length, 1f);
        double loss;
        try (MessageGraph.View view =
                        removes ? data.seen().without(rows) : data.seen().whole();
                Tape tape = Tape.training(engine, seed, number)) {
            Variable h = network.forward(tape, data.input(), view.read());
            Variable scores = network.decoder()
                    .bind(tape, h, view.neighbours())
                    .scores(tape, data.positives(rows).followedBy(negatives));
            // The mean over as many positives as negatives is half the sum of their means.
            Variable half = SigmoidCrossEntropy.apply(tape, scores, targets);
            Variable scalar = Add.apply(tape, half, half);
            loss = HealthGate.isFinite(engine, scores.value()) ? scalar.value().get(0, 0) : Double.NaN;
            if (Double.isFinite(loss)) {
                tape.backward(tape.penalised(scalar));
            }
        }
        gate.loss(loss, done + 1, data.input());
        return loss;
    }

    private EpochLoop.Look validate(BestWeights best, double loss) {
        if (data.split().validation().length == 0) {
            // Nothing to judge by: the last epoch is kept.
            best.offer(done, done, loss);
            return new EpochLoop.Look(Double.NaN, Double.NaN);
        }
        float[] positive;
        float[] negative;
        try (MessageGraph.View view = data.seen().whole();
                LinkScorer scorer = new LinkScorer(engine, network, data.input(), view, settings.whole("scoreBatch"))) {
            positive = scorer.scores(data.positives(data.split().validation()));
            negative = scorer.scores(data.validationNegatives());
        }
        double validationLoss = softplus(positive, -1) + softplus(negative, 1);
        gate.validation(validationLoss, done + 1);
        double quality = LinkMetrics.chosen(settings, positive, negative);
        best.offer(done, quality, validationLoss);
        return new EpochLoop.Look(quality, validationLoss);
    }

    private static double softplus(float[] scores, int sign) {
        double sum = 0.0;
        for (float score : scores) {
            double x = sign * (double) score;
            sum += Math.max(x, 0.0) + Math.log1p(Math.exp(-Math.abs(x)));
        }
        return sum / scores.length;
    }
}
