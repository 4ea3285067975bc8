package dev.kith.bench;

import dev.kith.cli.bench.EpochShape;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Features;
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

/** Sparse input features with the weights of a first layer, and the gradient of these. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SparseFeatureBenchmark {
    @Param({"CORA", "PUBMED"})
    private EpochShape shape;

    private Engine engine;
    private SparseMatrix x;
    private Tensor w;
    private Tensor y;

    @Setup
    public void create() {
        engine = new Engine(Engine.machineThreads());
        x = SparseMatrix.of((Features.Sparse) shape.features());
        x.transpose();
        w = RandomTensor.of(shape.features, shape.hidden, 1);
        y = RandomTensor.of(shape.nodes, shape.hidden, 2);
    }

    /** {@code X · W}. */
    @Benchmark
    public Tensor product() {
        x.multiply(engine, w, 0f, y);
        return y;
    }

    /** {@code Xᵀ · Y}, the gradient of W. */
    @Benchmark
    public Tensor gradientOfWeights() {
        x.transpose().multiply(engine, y, 0f, w);
        return w;
    }

    @TearDown
    public void free() {
        w.close();
        y.close();
        engine.close();
    }
}
