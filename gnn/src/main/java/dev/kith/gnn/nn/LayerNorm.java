package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.LayerNormalise;
import java.util.List;

/** Normalises each row: {@code [n, f] → [n, f]} (Ba et al. 2016). */
public final class LayerNorm implements Norm {
    private final Parameter gain;
    private final Parameter bias;

    public LayerNorm(Initialiser initialiser, int width) {
        gain = initialiser.constant("gain", 1, width, 1f);
        bias = initialiser.constant("bias", 1, width, 0f);
    }

    @Override
    public Variable apply(Tape tape, Variable x) {
        return LayerNormalise.apply(tape, x, tape.parameter(gain), tape.parameter(bias));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gain, bias);
    }
}
