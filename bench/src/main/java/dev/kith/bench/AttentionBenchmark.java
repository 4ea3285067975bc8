package dev.kith.bench;

import dev.kith.cli.bench.EpochShape;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.AttentionSum;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.autograd.ops.EdgeSoftmax;
import dev.kith.gnn.tensor.ArcProducts;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import java.util.concurrent.TimeUnit;
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

/** The parts of graph attention on the arxiv shape (169,343 nodes, 2,315,598 arcs). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 2)
public class AttentionBenchmark {
    /** Layers of usual shapes: hidden ones, and the last. */
    public enum Layer {
        WIDE(8, 32),
        NARROW(8, 8),
        LAST(1, 40);

        final int heads;
        final int width;

        Layer(int heads, int width) {
            this.heads = heads;
            this.width = width;
        }
    }

    @Param({"WIDE", "NARROW", "LAST"})
    private Layer layer;

    private Engine engine;
    private SparsePattern pattern;
    private Parameter own;
    private Parameter neighbour;
    private Parameter x;
    private Parameter alpha;
    private Tensor dots;

    @Setup
    public void create() {
        engine = new Engine(Engine.machineThreads());
        pattern = SparsePattern.of(EpochShape.ARXIV.adjacency());
        pattern.transpose();
        int h = layer.heads;
        own = Parameter.trained("own", RandomTensor.of(pattern.rows(), h, 1), false);
        neighbour = Parameter.trained("neighbour", RandomTensor.of(pattern.rows(), h, 2), false);
        x = Parameter.trained("x", RandomTensor.of(pattern.rows(), h * layer.width, 3), false);
        alpha = Parameter.trained("alpha", RandomTensor.of(pattern.arcs(), h, 4), false);
        dots = Tensor.zeros(pattern.arcs(), h);
    }

    /** Softmax over the arcs of each row. */
    @Benchmark
    public float edgeSoftmax() {
        try (Tape tape = Tape.inference(engine)) {
            return EdgeSoftmax.apply(tape, pattern, null, tape.parameter(own), tape.parameter(neighbour))
                    .value()
                    .get(0, 0);
        }
    }

    /** Sums over neighbours with a weight for each arc and head. */
    @Benchmark
    public float attentionSum() {
        try (Tape tape = Tape.inference(engine)) {
            return AttentionSum.apply(tape, pattern, tape.parameter(alpha), tape.parameter(x))
                    .value()
                    .get(0, 0);
        }
    }

    /** SDDMM: an inner product for each arc and head. */
    @Benchmark
    public Tensor sampledDots() {
        ArcProducts.dots(engine, pattern, x.value(), x.value(), 0f, dots);
        return dots;
    }

    /** Softmax and sum, forward and backward: an attention layer without its dense products. */
    @Benchmark
    public float forwardAndBackward() {
        try (Tape tape = Tape.training(engine, 1, 1)) {
            Variable weights = EdgeSoftmax.apply(tape, pattern, null, tape.parameter(own), tape.parameter(neighbour));
            Variable sum = AttentionSum.apply(tape, pattern, weights, tape.parameter(x));
            Variable loss = CrossEntropy.apply(tape, sum, new int[] {0}, new int[] {0}, null);
            float value = loss.value().get(0, 0);
            tape.backward(loss);
            return value;
        }
    }

    @TearDown
    public void free() {
        own.close();
        neighbour.close();
        x.close();
        alpha.close();
        dots.close();
        engine.close();
    }
}
