package dev.kith.gnn.model;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.autograd.ops.MaxOf;
import dev.kith.gnn.conv.Conv;
import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.nn.Norm;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Graph layers of one kind on top of each other: layer → bias → norm → activation → dropout, optionally with residuals
 * between hidden layers and jumping knowledge (Xu et al. 2018) before a last linear map.
 */
public final class LayerStack implements Network {
    static final List<Option> OPTIONS = List.of(
            Option.count("hidden", 64, 1, 4096, "Width of the hidden layers.").tuned(64, 128),
            Option.count("layers", 2, 1, 64, "Number of graph layers.").tuned(2, 3),
            Option.number("dropout", 0.5, 0, 0.95, "Rate at which inputs of layers are dropped in training.")
                    .tuned(0.0, 0.5),
            Option.choice(
                    "activation",
                    "relu",
                    List.of("relu", "leaky_relu", "elu", "tanh", "sigmoid", "identity"),
                    "Non-linearity of hidden layers."),
            Option.choice("norm", "none", Norm.NAMES, "Normalisation of hidden layers."),
            Option.flag("residual", false, "Adds a hidden layer's input to its output."),
            Option.choice(
                    "jumpingKnowledge",
                    "none",
                    List.of("none", "cat", "max"),
                    "What the last linear map reads: all layers side by side, or their maximum."));

    private final List<Conv> convs = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();
    private final List<Norm> norms = new ArrayList<>();
    private final Linear output;
    private final Activation activation;
    private final float dropout;
    private final boolean residual;
    private final String jumping;

    LayerStack(ConvRegistry.Entry layer, Settings settings, Shape shape, Initialiser initialiser) {
        int layers = settings.whole("layers");
        int hidden = settings.whole("hidden");
        dropout = (float) settings.real("dropout");
        residual = settings.flag("residual");
        jumping = settings.choice("jumpingKnowledge");
        activation = Activation.valueOf(settings.choice("activation").toUpperCase(Locale.ROOT));
        boolean jumps = !jumping.equals("none");
        for (int l = 0; l < layers; l++) {
            boolean last = l == layers - 1 && !jumps;
            int in = l == 0 ? shape.in() : hidden;
            int out = last ? shape.out() : hidden;
            Initialiser names = initialiser.within("layer" + l);
            convs.add(layer.factory().create(settings, shape, names, in, out, last));
            biases.add(names.constant("bias", 1, out, 0f));
            norms.add(Norm.named(last ? "none" : settings.choice("norm"), names.within("norm"), out));
        }
        int joined = jumping.equals("cat") ? layers * hidden : hidden;
        output = jumps ? new Linear(initialiser.within("output"), joined, shape.out()) : null;
    }

    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        List<Variable> hidden = new ArrayList<>();
        Input input = x;
        for (int l = 0; l < convs.size(); l++) {
            boolean last = output == null && l == convs.size() - 1;
            Variable sum = convs.get(l).apply(tape, input, l == 0 ? dropout : 0f, graph);
            Variable bias = tape.parameter(biases.get(l));
            Variable value = last
                    ? BiasActivation.apply(tape, sum, bias, Activation.IDENTITY, 0f)
                    : activated(tape, sum, bias, norms.get(l), input);
            hidden.add(value);
            input = Input.of(value);
        }
        if (output == null) {
            return hidden.getLast();
        }
        Variable joined = jumping.equals("cat") ? ConcatColumns.apply(tape, hidden) : MaxOf.apply(tape, hidden);
        return output.apply(tape, Input.of(joined));
    }

    private Variable activated(Tape tape, Variable sum, Variable bias, Norm norm, Input input) {
        boolean adds = residual && input instanceof Input.Hidden && input.columns() == sum.columns();
        if (norm instanceof Norm.None && !adds) {
            return BiasActivation.apply(tape, sum, bias, activation, dropout);
        }
        Variable shifted = BiasActivation.apply(tape, sum, bias, Activation.IDENTITY, 0f);
        Variable normal = norm.apply(tape, shifted);
        if (adds) {
            normal = Add.apply(tape, normal, input.dense(tape));
        }
        return BiasActivation.apply(tape, normal, null, activation, dropout);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Module.join(convs));
        all.addAll(biases);
        all.addAll(Module.join(norms));
        if (output != null) {
            all.addAll(output.parameters());
        }
        return all;
    }
}
