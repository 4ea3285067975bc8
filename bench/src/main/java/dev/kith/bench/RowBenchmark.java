package dev.kith.bench;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Norm;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.gnn.tensor.kernel.Dropout;
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

/** What a layer does with each row beside its products, on {@code [169,343, 256]}: 173 MB read and written at least. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 2)
public class RowBenchmark {
    private static final int ROWS = 169_343;
    private static final int COLUMNS = 256;
    private static final Dropout DROPOUT = new Dropout(0.5f, 3L);

    private Engine engine;
    private Tensor x;
    private Tensor gradient;
    private Tensor bias;
    private Parameter trained;
    private Norm layerNorm;
    private Norm batchNorm;

    @Setup
    public void create() {
        engine = new Engine(Engine.machineThreads());
        x = RandomTensor.of(ROWS, COLUMNS, 1);
        gradient = RandomTensor.of(ROWS, COLUMNS, 2);
        bias = RandomTensor.of(1, COLUMNS, 3);
        trained = Parameter.trained("x", RandomTensor.of(ROWS, COLUMNS, 4), false);
        layerNorm = Norm.named("layer", new Initialiser(1), COLUMNS);
        batchNorm = Norm.named("batch", new Initialiser(1), COLUMNS);
    }

    /** In place: kept elements grow to infinity, which costs no more than other numbers. */
    @Benchmark
    public Tensor biasReluAndDropout() {
        engine.elements().biasActivate(x, bias, Activation.RELU, DROPOUT);
        return x;
    }

    @Benchmark
    public Tensor biasReluAndDropoutBackward() {
        engine.elements().biasActivateBackward(x, gradient, Activation.RELU, DROPOUT);
        return gradient;
    }

    /** The gradient of a bias. */
    @Benchmark
    public Tensor columnSums() {
        engine.elements().columnSums(gradient, 0f, bias);
        return bias;
    }

    /** Forward and backward. */
    @Benchmark
    public float layerNorm() {
        return normalised(layerNorm);
    }

    /** Forward and backward. */
    @Benchmark
    public float batchNorm() {
        return normalised(batchNorm);
    }

    private float normalised(Norm norm) {
        try (Tape tape = Tape.training(engine, 1, 1)) {
            Variable y = norm.apply(tape, tape.parameter(trained));
            Variable loss = CrossEntropy.apply(tape, y, new int[] {0}, new int[] {0}, null);
            float value = loss.value().get(0, 0);
            tape.backward(loss);
            return value;
        }
    }

    @TearDown
    public void free() {
        x.close();
        gradient.close();
        bias.close();
        trained.close();
        layerNorm.parameters().forEach(Parameter::close);
        batchNorm.parameters().forEach(Parameter::close);
        engine.close();
    }
}
