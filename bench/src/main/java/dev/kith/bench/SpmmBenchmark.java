package dev.kith.bench;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
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

/** Sparse × dense: a million rows, ten million entries at random places, 128 columns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
public class SpmmBenchmark {
    private static final int ROWS = 1_000_000;
    private static final int ENTRIES = 10_000_000;
    private static final int COLUMNS = 128;

    private Engine engine;
    private SparseMatrix weighted;
    private SparseMatrix plain;
    private Tensor x;
    private Tensor y;
    private Tensor argmax;

    @Setup
    public void create() {
        engine = new Engine(Engine.machineThreads());
        int[] source = new int[ENTRIES];
        int[] target = new int[ENTRIES];
        Arrays.setAll(source, e -> CounterRandom.below(1, 0, e, ROWS));
        Arrays.setAll(target, e -> CounterRandom.below(1, 1, e, ROWS));
        SparsePattern pattern = SparsePattern.of(Csr.of(ROWS, source, target, null));
        float[] values = new float[ENTRIES];
        for (int e = 0; e < ENTRIES; e++) {
            values[e] = CounterRandom.uniform(1, 2, e);
        }
        weighted = new SparseMatrix(pattern, values, null);
        plain = new SparseMatrix(pattern, null, null);
        x = RandomTensor.of(ROWS, COLUMNS, 3);
        y = Tensor.zeros(ROWS, COLUMNS);
        argmax = Tensor.zeros(ROWS, COLUMNS);
    }

    @Benchmark
    public Tensor weighted() {
        weighted.multiply(engine, x, 0f, y);
        return y;
    }

    @Benchmark
    public Tensor unweighted() {
        plain.multiply(engine, x, 0f, y);
        return y;
    }

    /** With the row that each maximum came from. */
    @Benchmark
    public Tensor max() {
        SparsePattern pattern = plain.pattern();
        var statistics = engine.kernels().statistics();
        pattern.forRows(
                engine.workers(),
                (from, to) -> statistics.max(
                        pattern.offsets(),
                        pattern.indices(),
                        x.memory(),
                        COLUMNS,
                        y.memory(),
                        argmax.memory(),
                        from,
                        to));
        return y;
    }

    @TearDown
    public void free() {
        x.close();
        y.close();
        argmax.close();
        engine.close();
    }
}
