package dev.kith.bench;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Engine;
import java.util.List;
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

/** A step of Adam on a million weights. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdamBenchmark {
    private Engine engine;
    private Parameter weights;
    private Adam adam;

    @Setup
    public void create() {
        engine = new Engine(Engine.machineThreads());
        weights = Parameter.trained("weights", RandomTensor.of(1000, 1000, 1), true);
        try (var gradient = RandomTensor.of(1000, 1000, 2)) {
            weights.gradient().copyFrom(gradient);
        }
        adam = new Adam(engine, List.of(weights), 5e-4f, false);
    }

    @Benchmark
    public Parameter step() {
        adam.step(1e-3f);
        return weights;
    }

    @TearDown
    public void free() {
        adam.close();
        weights.close();
        engine.close();
    }
}
