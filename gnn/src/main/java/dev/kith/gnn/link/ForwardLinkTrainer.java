package dev.kith.gnn.link;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.EpochLoop;
import dev.kith.gnn.train.HealthGate;
import dev.kith.gnn.train.LocalTrainer;
import dev.kith.gnn.train.TrainingCancelled;
import dev.kith.gnn.train.TrainingListener;
import java.util.List;

/**
 * Trains a {@link ForwardEncoder}: in each epoch a layer sees all training links and as many pairs that are none, which are
 * drawn once.
 */
final class ForwardLinkTrainer {
    private static final long NEGATIVES = 0xF0D_0000L;

    private final Engine engine;
    private final ForwardEncoder encoder;
    private final LinkData data;
    private final Settings settings;
    private final HealthGate gate;
    private final long seed;
    private final TrainingListener listener;
    private int done;

    ForwardLinkTrainer(
            Engine engine,
            ForwardEncoder encoder,
            LinkData data,
            Settings settings,
            HealthGate gate,
            long seed,
            TrainingListener listener) {
        this.engine = engine;
        this.encoder = encoder;
        this.data = data;
        this.settings = settings;
        this.gate = gate;
        this.seed = seed;
        this.listener = listener;
    }

    /** @throws TrainingCancelled soon after the listener wants it, or the calling thread is interrupted */
    LinkTrainer.Outcome run() {
        return EpochLoop.stoppable(engine, listener, () -> done, this::train);
    }

    private LinkTrainer.Outcome train() {
        long start = System.nanoTime();
        Pairs positive = data.positives(data.split().train());
        Pairs negative = data.training().draw(positive.count(), positive, seed, NEGATIVES, false);
        LocalTrainer.Result result;
        try (MessageGraph.View view = data.seen().whole();
                LinkObjective objective = objective(view.read(), positive, negative)) {
            LinksTask task = new LinksTask(engine, encoder, data, settings, objective);
            Tensor scores = engine.pool().takeZeroed(task.judged().length, 1);
            result = new LocalTrainer(engine, task, settings, gate, seed, listener, epochs -> done = epochs)
                    .train(scores);
            engine.pool().release(scores);
        }
        engine.pool().trim();
        List<Double> millis = result.millis().stream().sorted().toList();
        return new LinkTrainer.Outcome(
                done, result.bestEpoch(), (System.nanoTime() - start) / 1_000_000, millis.get(millis.size() / 2));
    }

    private LinkObjective objective(Neighbourhoods graph, Pairs positive, Pairs negative) {
        return new LinkObjective(encoder.score(), data.input(), graph, positive, negative, LinksTask.judged(data));
    }
}
