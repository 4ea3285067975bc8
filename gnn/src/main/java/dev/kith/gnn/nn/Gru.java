package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.GruGates;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.List;

/**
 * A gated recurrent unit (Cho et al. 2014), one step of it for each row: {@code [n, in], [n, h] → [n, h]}. With the
 * products side by side in the order reset, update, candidate:
 *
 * <pre>
 * a = x · W + b    c = state · U + d
 * r = σ(a_r + c_r)    z = σ(a_z + c_z)    q = tanh(a_q + r ⊙ c_q)    next = (1 - z) ⊙ q + z ⊙ state
 * </pre>
 *
 * As in PyTorch's cell the reset gate acts on the product with the state, its bias included, and all weights start
 * uniform in ±1/√h.
 */
public final class Gru implements Module {
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter stateWeight;
    private final Parameter stateBias;

    public Gru(Initialiser initialiser, int in, int width) {
        float bound = (float) (1.0 / Math.sqrt(Math.max(1, width)));
        weight = initialiser.uniform("weight", in, 3 * width, bound, true);
        bias = initialiser.uniform("bias", 1, 3 * width, bound, false);
        stateWeight = initialiser.uniform("state.weight", width, 3 * width, bound, true);
        stateBias = initialiser.uniform("state.bias", 1, 3 * width, bound, false);
    }

    /** The next states. */
    public Variable apply(Tape tape, Input x, Variable state) {
        Variable ofInput = product(tape, x, weight, bias);
        Variable ofState = product(tape, Input.of(state), stateWeight, stateBias);
        return GruGates.apply(tape, ofInput, ofState, state);
    }

    private static Variable product(Tape tape, Input x, Parameter weight, Parameter bias) {
        Variable product = x.times(tape, tape.parameter(weight), 0f);
        return BiasActivation.apply(tape, product, tape.parameter(bias), Activation.IDENTITY, 0f);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias, stateWeight, stateBias);
    }
}
