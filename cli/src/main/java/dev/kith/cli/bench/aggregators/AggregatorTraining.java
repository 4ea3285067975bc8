package dev.kith.cli.bench.aggregators;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Engine;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains one aggregator at one task, on the calling thread.
 *
 * @param aggregator a name of the registry, or {@code lcm-plain} for the monoid without penalties
 * @param bits of the numbers, where the task has any
 * @param rate at the start; it falls to zero over the last 30 % of the steps
 */
public record AggregatorTraining(AggregatorTask task, String aggregator, int bits, int steps, double rate, long seed) {
    private static final int LOOKED = 500;
    private static final double DECAY = 0.3;
    private static final double CLIP = 1.0;

    /**
     * @param watched the figure that was looked at on the way
     * @param figures by name
     * @param spread over random orders of the neighbours, relative to the results' size
     */
    public record Outcome(double watched, Map<String, Double> figures, double spread, double seconds) {}

    /** @param progress hears of the watched figure, every 500 steps */
    public Outcome run(Consumer<String> progress) {
        long start = System.nanoTime();
        Learner learner = task.learner(new AggregatorUnderTest(aggregator), bits, seed);
        try (Engine engine = new Engine(1);
                Adam adam = new Adam(engine, learner.parameters(), 0f, false)) {
            for (int step = 0; step < steps; step++) {
                step(engine, learner, adam, step);
                if ((step + 1) % LOOKED == 0) {
                    progress.accept(String.format(
                            Locale.ROOT,
                            "  %s, seed %d, step %d: %.3f",
                            aggregator,
                            seed,
                            step + 1,
                            learner.watched(engine)));
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Outcome(learner.watched(engine), learner.figures(engine), learner.spread(engine), seconds);
        } finally {
            learner.parameters().forEach(Parameter::close);
        }
    }

    private void step(Engine engine, Learner learner, Adam adam, int step) {
        adam.clearGradients();
        try (Tape tape = Tape.training(engine, seed, step)) {
            tape.backward(tape.penalised(learner.loss(tape, step)));
        }
        adam.clip(CLIP);
        double left = (double) (steps - step) / steps;
        adam.step((float) (rate * Math.min(1.0, left / DECAY)));
    }
}
