package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.lang.foreign.MemorySegment;

/** Steps over mini-batches of training nodes in an order drawn anew each epoch, each with its sampled neighbourhood. */
final class BatchSteps {
    private static final long STREAM = 0xBA7C;

    private final Engine engine;
    private final Network network;
    private final TrainingData data;
    private final Settings settings;
    private final long seed;
    private final NeighbourSampler sampler;

    BatchSteps(Engine engine, Network network, TrainingData data, Settings settings, long seed) {
        this.engine = engine;
        this.network = network;
        this.data = data;
        this.settings = settings;
        this.seed = seed;
        int depth = settings.whole("layers");
        this.sampler = new NeighbourSampler(data.graph().incoming(), settings.whole("fanout"), depth, seed);
    }

    double epoch(Adam adam, int epoch, float rate, float[] weights) {
        int size = settings.whole("batchSize");
        int[] order = new int[data.train().length];
        for (int r = 0; r < order.length; r++) {
            order[r] = r;
        }
        CounterRandom.shuffle(order, seed, STREAM + epoch);
        double sum = 0.0;
        for (int from = 0; from < order.length; from += size) {
            int to = Math.min(order.length, from + size);
            int[] seeds = new int[to - from];
            float[] batchWeights = weights == null ? null : new float[seeds.length];
            for (int s = 0; s < seeds.length; s++) {
                seeds[s] = data.train()[order[from + s]];
                if (weights != null) {
                    batchWeights[s] = weights[order[from + s]];
                }
            }
            sum += step(adam, epoch, from / size, rate, seeds, batchWeights) * seeds.length;
        }
        return sum / order.length;
    }

    private double step(Adam adam, int epoch, int batch, float rate, int[] seeds, float[] weights) {
        NeighbourSampler.Sample sample = sampler.around(seeds, epoch);
        int[] rows = new int[seeds.length];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = r;
        }
        adam.clearGradients();
        double loss;
        Input input = select(data.input(), sample.nodes());
        try (Neighbourhoods graph = Neighbourhoods.of(sample.graph());
                Tape tape = Tape.training(engine, seed, ((long) epoch << 32) + batch)) {
            Variable logits = network.forward(tape, input, graph);
            Variable scalar = CrossEntropy.apply(tape, logits, rows, data.classesOf(seeds), weights);
            loss = scalar.value().get(0, 0);
            if (Double.isFinite(loss)) {
                tape.backward(scalar);
            }
        } finally {
            if (input instanceof Input.Dense dense) {
                engine.pool().release(dense.tensor());
            }
        }
        if (Double.isFinite(loss)) {
            Trainer.update(adam, epoch, rate, settings.real("clip"), network);
        }
        return loss;
    }

    /** Rows of constant features; dense ones from the pool. */
    private Input select(Input input, int[] nodes) {
        if (input instanceof Input.Sparse sparse) {
            return new Input.Sparse(sparse.matrix().rows(nodes));
        }
        Tensor all = ((Input.Dense) input).tensor();
        Tensor some = engine.pool().take(nodes.length, all.columns());
        long bytes = (long) all.columns() * Float.BYTES;
        engine.elements().rows(some, (from, to) -> {
            for (int i = from; i < to; i++) {
                MemorySegment.copy(all.memory(), nodes[i] * bytes, some.memory(), i * bytes, bytes);
            }
        });
        return new Input.Dense(some);
    }
}
