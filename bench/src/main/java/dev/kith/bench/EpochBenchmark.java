package dev.kith.bench;

import dev.kith.cli.bench.EpochShape;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.TrainingOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A full-batch epoch of a two-layer GCN without dropout: on the tape, and written by hand on the kernels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class EpochBenchmark {
    private static final float RATE = 0.01f;

    @Param({"CORA", "PUBMED", "ARXIV"})
    private EpochShape shape;

    private Engine engine;
    private Neighbourhoods graph;
    private Input input;
    private Network network;
    private Adam adam;
    private GcnByHand byHand;
    private int[] rows;
    private int[] labels;
    private int epoch;

    @Setup
    public void create() {
        engine = new Engine(Engine.machineThreads());
        graph = Neighbourhoods.of(shape.adjacency());
        input = Input.of(shape.features());
        ModelEntry entry = ModelRegistry.find("gcn");
        var settings = TrainingOptions.settings(entry, Map.of("hidden", shape.hidden, "dropout", 0.0, "layers", 2));
        network = entry.builder().build(settings, new Shape(shape.features, shape.classes, 0), new Initialiser(1));
        adam = new Adam(engine, network.parameters(), 5e-4f, false);
        rows = IntStream.range(0, shape.nodes).toArray();
        labels = shape.labels();
        byHand = new GcnByHand(engine, graph, input, network.parameters(), rows, labels);
    }

    /** What {@code kith train} does in an epoch. */
    @Benchmark
    public float tape() {
        float value;
        adam.clearGradients();
        try (Tape tape = Tape.training(engine, 1, epoch++)) {
            Variable logits = network.forward(tape, input, graph);
            Variable loss = CrossEntropy.apply(tape, logits, rows, labels, null);
            value = loss.value().get(0, 0);
            tape.backward(loss);
        }
        adam.step(RATE);
        return value;
    }

    /** The same sums without a tape. */
    @Benchmark
    public double byHand() {
        adam.clearGradients();
        double loss = byHand.step();
        adam.step(RATE);
        return loss;
    }

    @TearDown
    public void free() {
        adam.close();
        network.parameters().forEach(Parameter::close);
        if (input instanceof Input.Dense dense) {
            dense.close();
        }
        graph.close();
        engine.close();
    }
}
