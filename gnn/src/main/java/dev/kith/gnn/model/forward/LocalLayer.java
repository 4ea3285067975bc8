package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.conv.Conv;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;

/** One layer with its bias, {@code relu(conv(U) + b)}: {@code [n, in] → [n, out]}; the last layer is no other. */
public final class LocalLayer implements Network {
    private final Conv conv;
    private final Parameter bias;

    public LocalLayer(Conv conv, Initialiser initialiser, int out) {
        this.conv = conv;
        this.bias = initialiser.constant("bias", 1, out, 0f);
    }

    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        return activated(tape, conv.apply(tape, x, 0f, graph));
    }

    /** @param sum the layer's own, which the result overwrites */
    Variable activated(Tape tape, Variable sum) {
        return BiasActivation.apply(tape, sum, tape.parameter(bias), Activation.RELU, 0f);
    }

    List<Conv.Term> terms(Neighbourhoods graph) {
        return conv.terms(graph);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(conv.parameters());
        all.add(bias);
        return all;
    }
}
