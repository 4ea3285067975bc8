package dev.kith.bench;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The three dense products of a layer {@code [169,343, 128] · [128, 256]}: 11.1 GFlop each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
public class GemmBenchmark {
    private static final int ROWS = 169_343;
    private static final int IN = 128;
    private static final int OUT = 256;

    private Engine engine;
    private Tensor x;
    private Tensor w;
    private Tensor y;

    @Setup
    public void create() {
        engine = new Engine(Engine.machineThreads());
        x = RandomTensor.of(ROWS, IN, 1);
        w = RandomTensor.of(IN, OUT, 2);
        y = RandomTensor.of(ROWS, OUT, 3);
    }

    /** {@code X · W}. */
    @Benchmark
    public Tensor product() {
        Gemm.multiply(engine, x, w, 0f, y);
        return y;
    }

    /** {@code Y · Wᵀ}, the gradient of X. */
    @Benchmark
    public Tensor gradientOfInput() {
        Gemm.multiplyTransposed(engine, y, w, 0f, x);
        return x;
    }

    /** {@code Xᵀ · Y}, the gradient of W. */
    @Benchmark
    public Tensor gradientOfWeights() {
        Gemm.transposedMultiply(engine, x, y, 0f, w);
        return w;
    }

    @TearDown
    public void free() {
        x.close();
        w.close();
        y.close();
        engine.close();
    }
}
