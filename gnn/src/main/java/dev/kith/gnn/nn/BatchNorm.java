package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.BatchNormalise;
import java.util.List;

/** Normalises each column over the rows: {@code [n, f] → [n, f]} (Ioffe and Szegedy 2015). */
public final class BatchNorm implements Norm {
    private final Parameter gain;
    private final Parameter bias;
    private final Parameter mean;
    private final Parameter variance;

    public BatchNorm(Initialiser initialiser, int width) {
        gain = initialiser.constant("gain", 1, width, 1f);
        bias = initialiser.constant("bias", 1, width, 0f);
        mean = initialiser.buffer("runningMean", 1, width, 0f);
        variance = initialiser.buffer("runningVariance", 1, width, 1f);
    }

    @Override
    public Variable apply(Tape tape, Variable x) {
        return BatchNormalise.apply(
                tape, x, tape.parameter(gain), tape.parameter(bias), mean.value(), variance.value());
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gain, bias, mean, variance);
    }
}
