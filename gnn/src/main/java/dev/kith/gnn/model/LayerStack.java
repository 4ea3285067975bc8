package dev.kith.gnn.model;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.autograd.ops.FirstRows;
import dev.kith.gnn.autograd.ops.MaxOf;
import dev.kith.gnn.autograd.ops.SliceColumns;
import dev.kith.gnn.conv.Branches;
import dev.kith.gnn.conv.Conv;
import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.local.Augmentation;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.nn.Norm;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.graph.KithException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Graph layers of one kind on top of each other: layer → bias → norm → activation → dropout, optionally with residuals
 * between hidden layers and jumping knowledge (Xu et al. 2018) before a last linear map.
 */
public final class LayerStack implements Network {
    public static final List<Option> OPTIONS = List.of(
            Option.count("hidden", 64, 1, 4096, "Width of the hidden layers."),
            Option.count("layers", 2, 1, 64, "Number of graph layers.").tuned(1, 2),
            Option.number("dropout", 0.5, 0, 0.95, "Rate at which inputs of layers are dropped in training.")
                    .tuned(0.2, 0.5, 0.8),
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
    private final int hidden;
    private final int out;

    public LayerStack(ConvRegistry.Entry layer, Settings settings, Shape shape, Initialiser initialiser) {
        int layers = settings.whole("layers");
        int branches = Augmentation.of(settings).branches();
        hidden = branches * settings.whole("hidden");
        out = shape.out();
        dropout = (float) settings.real("dropout");
        residual = settings.flag("residual");
        jumping = settings.choice("jumpingKnowledge");
        activation = Activation.valueOf(settings.choice("activation").toUpperCase(Locale.ROOT));
        boolean jumps = !jumping.equals("none");
        if (branches > 1 && layers == 1 && !jumps) {
            throw new KithException("Generated features have a first layer of their own under merge=separate, and a"
                    + " second one joins them; use layers=2 or more, or merge=concat.");
        }
        for (int l = 0; l < layers; l++) {
            boolean last = l == layers - 1 && !jumps;
            int in = l == 0 ? shape.in() : hidden;
            int width = last ? out : hidden;
            Initialiser names = initialiser.within("layer" + l);
            convs.add(
                    l == 0 && branches > 1
                            ? branches(layer, settings, shape, names, branches)
                            : layer.factory().create(settings, shape, names, in, width, last));
            biases.add(names.constant("bias", 1, width, 0f));
            norms.add(Norm.named(last ? "none" : settings.choice("norm"), names.within("norm"), width));
        }
        int joined = jumping.equals("cat") ? layers * hidden : hidden;
        output = jumps ? new Linear(initialiser.within("output"), joined, out) : null;
    }

    private static Conv branches(
            ConvRegistry.Entry layer, Settings settings, Shape shape, Initialiser names, int count) {
        int width = settings.whole("hidden");
        return new Branches(IntStream.range(0, count)
                .mapToObj(b ->
                        layer.factory().create(settings, shape, names.within("branch" + b), shape.in(), width, false))
                .toList());
    }

    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        List<Variable> values = new ArrayList<>();
        Input input = x;
        for (int l = 0; l < convs.size(); l++) {
            values.add(layer(tape, l, input, graph));
            input = Input.of(values.getLast());
        }
        return output == null ? values.getLast() : output.apply(tape, Input.of(join(tape, values)));
    }

    private Variable layer(Tape tape, int l, Input input, Neighbourhoods graph) {
        Variable sum = convs.get(l).apply(tape, input, l == 0 ? dropout : 0f, graph);
        Variable bias = tape.parameter(biases.get(l));
        return output == null && l == convs.size() - 1
                ? BiasActivation.apply(tape, sum, bias, Activation.IDENTITY, 0f)
                : activated(tape, sum, bias, norms.get(l), input);
    }

    private Variable join(Tape tape, List<Variable> values) {
        return jumping.equals("cat") ? ConcatColumns.apply(tape, values) : MaxOf.apply(tape, values);
    }

    @Override
    public List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        for (int l = 0; l < convs.size(); l++) {
            int layer = l;
            stages.add(new Stage(1, stageWidth(l), (tape, x, graph) -> stage(tape, layer, x, graph)));
        }
        return stages;
    }

    private int stageWidth(int l) {
        if (l == convs.size() - 1) {
            return out;
        }
        return output == null ? hidden : jumping.equals("cat") ? (l + 2) * hidden : 2 * hidden;
    }

    /** A layer; with jumping knowledge its value with, beside it, what was joined so far. */
    private Variable stage(Tape tape, int l, Input x, Neighbourhoods graph) {
        if (output == null) {
            return layer(tape, l, x, graph);
        }
        if (l == 0) {
            Variable first = layer(tape, l, x, graph);
            return convs.size() == 1
                    ? output.apply(tape, Input.of(first))
                    : ConcatColumns.apply(tape, List.of(first, first));
        }
        Variable before = x.dense(tape);
        Variable own = FirstRows.apply(tape, before, graph.nodes());
        Variable joined = SliceColumns.apply(tape, own, hidden, own.columns() - hidden);
        Variable value = layer(tape, l, Input.of(SliceColumns.apply(tape, before, 0, hidden)), graph);
        joined = join(tape, List.of(joined, value));
        return l == convs.size() - 1
                ? output.apply(tape, Input.of(joined))
                : ConcatColumns.apply(tape, List.of(value, joined));
    }

    private Variable activated(Tape tape, Variable sum, Variable bias, Norm norm, Input input) {
        boolean adds = residual && input instanceof Input.Hidden && input.columns() == sum.columns();
        if (norm instanceof Norm.None && !adds) {
            return BiasActivation.apply(tape, sum, bias, activation, dropout);
        }
        Variable shifted = BiasActivation.apply(tape, sum, bias, Activation.IDENTITY, 0f);
        Variable normal = norm.apply(tape, shifted);
        if (adds) {
            normal = Add.apply(tape, normal, input.first(tape, sum.rows()).dense(tape));
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
