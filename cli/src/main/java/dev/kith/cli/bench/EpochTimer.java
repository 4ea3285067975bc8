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

/** Full-batch epochs, penalties included, on one graph. */
record EpochTimer(Csr graph, Features features, int[] labels, int classes, int threads) {
    /** Short epochs are over before their code is compiled: the warm-up goes on until it is. */
    static final long WARMUP_NANOS = 5_000_000_000L;

    /**
     * @param warmup epochs that do not count, or more of them for five seconds
     * @return milliseconds of each epoch after the warm-up
     */
    double[] millis(ModelEntry entry, Settings settings, int warmup, int epochs) {
        double[] millis = new double[epochs];
        int[] rows = IntStream.range(0, labels.length).toArray();
        try (Engine engine = new Engine(threads);
                Neighbourhoods arcs = Neighbourhoods.of(graph)) {
            Input input = Input.of(features);
            Network network =
                    entry.builder().build(settings, new Shape(features.columns(), classes, 0), new Initialiser(1));
            try (Adam adam = new Adam(engine, network.parameters(), 0f, false)) {
                int counted = 0;
                long began = System.nanoTime();
                for (int e = 0; counted < epochs; e++) {
                    long start = System.nanoTime();
                    adam.clearGradients();
                    try (Tape tape = Tape.training(engine, 1, e)) {
                        Variable logits = network.forward(tape, input, arcs);
                        Variable loss = CrossEntropy.apply(tape, logits, rows, labels, null);
                        tape.backward(tape.penalised(loss));
                    }
                    adam.step(0.01f);
                    if (e >= warmup && start - began >= WARMUP_NANOS) {
                        millis[counted++] = (System.nanoTime() - start) / 1e6;
                    }
                }
            }
            network.parameters().forEach(Parameter::close);
            if (input instanceof Input.Dense dense) {
                dense.close();
            }
        }
        return millis;
    }
}
