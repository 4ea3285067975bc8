package dev.kith.cli.bench.aggregators;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.SigmoidCrossEntropy;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.OrderSpread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Learns the bits of a set's answer; figures are the shares of the sets with all bits right. */
final class SetLearner implements Learner {
    private final SetTask task;
    private final SetNetwork network;
    private final Passes passes;

    SetLearner(SetTask task, AggregatorUnderTest aggregator, long seed) {
        Initialiser initialiser = new Initialiser(seed);
        this.task = task;
        this.network = new SetNetwork(initialiser, task.bits(), aggregator.create(initialiser, SetNetwork.WIDTH));
        this.passes = new Passes(task.trained(), task.batch(), seed);
    }

    @Override
    public Variable loss(Tape tape, int step) {
        SetTask.Sets sets = task.training(passes.numbers(step));
        return SigmoidCrossEntropy.apply(tape, network.forward(tape, task, sets), task.bitsOf(sets.answers()));
    }

    @Override
    public double watched(Engine engine) {
        return exact(engine, task.watched());
    }

    @Override
    public Map<String, Double> figures(Engine engine) {
        Map<String, Double> exact = new LinkedHashMap<>();
        for (int test = 0; test < task.tests().size(); test++) {
            exact.put(task.tests().get(test), exact(engine, test));
        }
        return exact;
    }

    private double exact(Engine engine, int test) {
        SetTask.Sets sets = task.tested(test);
        int bits = task.bits();
        float[] truth = task.bitsOf(sets.answers());
        try (Tape tape = Tape.inference(engine)) {
            float[] logits = network.forward(tape, task, sets).value().toArray();
            long right = IntStream.range(0, sets.answers().length)
                    .filter(s ->
                            IntStream.range(s * bits, (s + 1) * bits).allMatch(i -> logits[i] > 0f == truth[i] > 0f))
                    .count();
            return (double) right / sets.answers().length;
        }
    }

    @Override
    public double spread(Engine engine) {
        SetTask.Sets sets = task.tested(task.watched());
        return OrderSpread.of(
                order -> {
                    try (Tape tape = Tape.reordering(engine, order)) {
                        return network.forward(tape, task, sets).value().toArray();
                    }
                },
                task.bits());
    }

    @Override
    public List<Parameter> parameters() {
        return network.parameters();
    }
}
