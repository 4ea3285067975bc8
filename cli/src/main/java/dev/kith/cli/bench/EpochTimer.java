package dev.kith.cli.bench;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Csr;
import dev.kith.graph.Features;
import java.util.stream.IntStream;

/** Full-batch epochs on one graph: forward, penalties included, backward, Adam with a weight decay. */
record EpochTimer(Csr graph, Features features, int[] labels, int classes, int threads) {
    private static final float DECAY = 5e-4f;
    private static final float RATE = 0.01f;
    /** Short epochs are over before their code is compiled: the warm-up goes on until it is. */
    private static final long WARMUP_NANOS = 5_000_000_000L;

    /**
     * @param total milliseconds of each epoch after the warm-up, and the same of its phases
     * @param peakBytes most memory of tensors at a time
     */
    record Times(double[] total, double[] forward, double[] backward, double[] update, long peakBytes) {}

    /** @param warmup epochs that do not count, or more of them for five seconds */
    Times measure(ModelEntry entry, Settings settings, int warmup, int epochs) {
        Times times = new Times(new double[epochs], new double[epochs], new double[epochs], new double[epochs], 0L);
        int[] rows = IntStream.range(0, labels.length).toArray();
        try (Engine engine = new Engine(threads);
                Neighbourhoods arcs = Neighbourhoods.of(graph)) {
            Input input = Input.of(features);
            Network network =
                    entry.builder().build(settings, new Shape(features.columns(), classes, 0), new Initialiser(1));
            try (Adam adam = new Adam(engine, network.parameters(), DECAY, false)) {
                int counted = 0;
                long began = System.nanoTime();
                for (int e = 0; counted < epochs; e++) {
                    long start = System.nanoTime();
                    long forward;
                    long backward;
                    adam.clearGradients();
                    try (Tape tape = Tape.training(engine, 1, e)) {
                        Variable logits = network.forward(tape, input, arcs);
                        Variable loss = tape.penalised(CrossEntropy.apply(tape, logits, rows, labels, null));
                        forward = System.nanoTime();
                        tape.backward(loss);
                        backward = System.nanoTime();
                    }
                    adam.step(RATE);
                    long end = System.nanoTime();
                    if (e >= warmup && start - began >= WARMUP_NANOS) {
                        times.total[counted] = (end - start) / 1e6;
                        times.forward[counted] = (forward - start) / 1e6;
                        times.backward[counted] = (backward - forward) / 1e6;
                        times.update[counted] = (end - backward) / 1e6;
                        counted++;
                    }
                }
            }
            network.parameters().forEach(Parameter::close);
            if (input instanceof Input.Dense dense) {
                dense.close();
            }
            return new Times(
                    times.total,
                    times.forward,
                    times.backward,
                    times.update,
                    engine.pool().peakBytes());
        }
    }
}
