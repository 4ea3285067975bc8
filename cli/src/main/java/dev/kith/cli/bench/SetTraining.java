package dev.kith.cli.bench;

import dev.kith.gnn.aggr.Aggregator;
import dev.kith.gnn.aggr.AggregatorRegistry;
import dev.kith.gnn.aggr.GruSequence;
import dev.kith.gnn.aggr.Lcm;
import dev.kith.gnn.aggr.monoid.GruOperator;
import dev.kith.gnn.aggr.monoid.MonoidPenalties;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.SigmoidCrossEntropy;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.OrderSpread;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.random.CounterRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Learns the second minimum on sets of 2 to 16 elements and is asked about larger ones.
 *
 * @param aggregator a name of the registry, or {@code lcm-plain} for the monoid without penalties
 * @param rate at the start; it falls to zero over the last 30 % of the steps
 */
record SetTraining(String aggregator, int bits, int steps, double rate, long seed) {
    static final int[] SIZES = {16, 32, 64, 128};
    private static final int TRAINED = 1 << 16;
    private static final int TESTED = 1 << 10;
    private static final int BATCH = 128;
    private static final int MOST = 16;
    private static final int LOOKED = 500;
    private static final double DECAY = 0.3;
    private static final double CLIP = 1.0;

    /**
     * @param exact share of the sets with all bits right, by size
     * @param spread of the logits over random orders, relative to their size: 0 where the order does not matter
     */
    record Outcome(Map<Integer, Double> exact, double spread, double seconds) {}

    private Aggregator create(Initialiser initialiser) {
        Initialiser names = initialiser.within("aggregator");
        return switch (aggregator) {
            case "lcm" -> monoid(names, 0.1f);
            case "lcm-plain" -> monoid(names, 0f);
            case "gru" -> new GruSequence(null, names, SetNetwork.WIDTH, 0.1f, true);
            default ->
                AggregatorRegistry.create(
                        TrainingOptions.settings(ModelRegistry.find("sage"), Map.of("aggregator", aggregator)),
                        initialiser,
                        SetNetwork.WIDTH);
        };
    }

    private static Lcm monoid(Initialiser names, float associativity) {
        GruOperator operator = new GruOperator(names, SetNetwork.WIDTH, true, false);
        return new Lcm(null, operator, new MonoidPenalties(associativity, 0f, 0f), true);
    }

    /** @param progress hears of the share that is right at size 32, every 500 steps */
    Outcome run(Consumer<String> progress) {
        long start = System.nanoTime();
        Initialiser initialiser = new Initialiser(seed);
        SetNetwork network = new SetNetwork(initialiser, bits, create(initialiser));
        try (Engine engine = new Engine(1);
                Adam adam = new Adam(engine, network.parameters(), 0f, false)) {
            train(engine, network, adam, progress);
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<Integer, Double> exact = new LinkedHashMap<>();
            for (int size : SIZES) {
                exact.put(size, exact(engine, network, size));
            }
            return new Outcome(exact, spread(engine, network), seconds);
        } finally {
            network.parameters().forEach(Parameter::close);
        }
    }

    private void train(Engine engine, SetNetwork network, Adam adam, Consumer<String> progress) {
        SecondMinimum task = new SecondMinimum(bits, seed);
        int[] order = IntStream.range(0, TRAINED).toArray();
        int perPass = TRAINED / BATCH;
        for (int step = 0; step < steps; step++) {
            if (step % perPass == 0) {
                CounterRandom.shuffle(order, seed, -1L - step);
            }
            int[] numbers = new int[BATCH];
            System.arraycopy(order, step % perPass * BATCH, numbers, 0, BATCH);
            SecondMinimum.Sets sets = task.sets(numbers, 2, MOST);
            adam.clearGradients();
            try (Tape tape = Tape.training(engine, seed, step)) {
                Variable logits = network.forward(tape, task, sets);
                Variable loss = SigmoidCrossEntropy.apply(tape, logits, task.bitsOf(sets.answers()));
                tape.backward(tape.penalised(loss));
            }
            adam.clip(CLIP);
            double left = (double) (steps - step) / steps;
            adam.step((float) (rate * Math.min(1.0, left / DECAY)));
            if ((step + 1) % LOOKED == 0) {
                progress.accept(String.format(
                        Locale.ROOT,
                        "  %s, seed %d, step %d: %.3f at 32",
                        aggregator,
                        seed,
                        step + 1,
                        exact(engine, network, 32)));
            }
        }
    }

    /** Sets that training has not seen: their numbers follow another seed. */
    private SecondMinimum.Sets tested(SecondMinimum task, int size) {
        return task.sets(IntStream.range(0, TESTED).toArray(), size, size);
    }

    private double exact(Engine engine, SetNetwork network, int size) {
        SecondMinimum task = new SecondMinimum(bits, ~(seed + size));
        SecondMinimum.Sets sets = tested(task, size);
        float[] truth = task.bitsOf(sets.answers());
        try (Tape tape = Tape.inference(engine)) {
            float[] logits = network.forward(tape, task, sets).value().toArray();
            long right = IntStream.range(0, TESTED)
                    .filter(s ->
                            IntStream.range(s * bits, (s + 1) * bits).allMatch(i -> logits[i] > 0f == truth[i] > 0f))
                    .count();
            return (double) right / TESTED;
        }
    }

    private double spread(Engine engine, SetNetwork network) {
        SecondMinimum task = new SecondMinimum(bits, ~seed);
        SecondMinimum.Sets sets = tested(task, 32);
        return OrderSpread.of(
                order -> {
                    try (Tape tape = Tape.reordering(engine, order)) {
                        return network.forward(tape, task, sets).value().toArray();
                    }
                },
                bits);
    }
}
