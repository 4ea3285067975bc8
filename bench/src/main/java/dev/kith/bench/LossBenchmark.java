package dev.kith.bench;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Cross-entropy of 169,343 rows over 40 classes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LossBenchmark {
    private static final int ROWS = 169_343;
    private static final int CLASSES = 40;

    private Engine engine;
    private Tensor logits;
    private Tensor gradient;
    private int[] rows;
    private int[] targets;

    @Setup
    public void create() {
        engine = new Engine(Engine.machineThreads());
        logits = RandomTensor.of(ROWS, CLASSES, 1);
        gradient = Tensor.zeros(ROWS, CLASSES);
        rows = IntStream.range(0, ROWS).toArray();
        targets = new int[ROWS];
        Arrays.setAll(targets, i -> CounterRandom.below(2, 0, i, CLASSES));
    }

    @Benchmark
    public double loss() {
        return engine.elements().crossEntropy(logits, rows, targets, null, null, 1f);
    }

    @Benchmark
    public double lossAndGradient() {
        return engine.elements().crossEntropy(logits, rows, targets, null, gradient, 1f);
    }

    @TearDown
    public void free() {
        logits.close();
        gradient.close();
        engine.close();
    }
}
