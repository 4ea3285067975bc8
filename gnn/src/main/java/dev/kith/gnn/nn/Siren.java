package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.Sine;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * A sinusoidal network, {@code h ← sin(ω (h W + b))} and a last linear map (Sitzmann et al. 2020, equations 3 and 4; its
 * initial values in section 3.2): {@code [n, in] → [n, width]}. ω is 1: spherical harmonics are waves already (Rußwurm et
 * al. 2024), and the 30 of images makes noise of them.
 */
public final class Siren implements Module {
    private static final float FREQUENCY = 1f;

    private final List<Parameter> weights = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();

    /** @param layers the last linear one included, at least 1 */
    public Siren(Initialiser initialiser, int in, int width, int layers) {
        for (int l = 0; l < layers; l++) {
            int from = l == 0 ? in : width;
            // The sum has variance 1: harmonics have a mean square of 1 / 4π, and sines of 1/2.
            float bound = (float) Math.sqrt((l == 0 ? 12.0 * Math.PI : 6.0 / (FREQUENCY * FREQUENCY)) / from);
            Initialiser names = initialiser.within("layer" + l);
            weights.add(names.uniform("weight", from, width, bound, true));
            biases.add(names.uniform("bias", 1, width, (float) (1.0 / Math.sqrt(from)), false));
        }
    }

    public Variable apply(Tape tape, Variable x) {
        Variable hidden = x;
        for (int l = 0; l < weights.size(); l++) {
            Variable sum = Input.of(hidden).times(tape, tape.parameter(weights.get(l)), 0f);
            Variable shifted = BiasActivation.apply(tape, sum, tape.parameter(biases.get(l)), Activation.IDENTITY, 0f);
            hidden = l == weights.size() - 1 ? shifted : Sine.apply(tape, shifted, FREQUENCY);
        }
        return hidden;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(weights);
        all.addAll(biases);
        return all;
    }
}
