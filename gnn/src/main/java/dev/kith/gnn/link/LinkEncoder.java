package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.DropoutRows;
import dev.kith.gnn.autograd.ops.ScaleBy;
import dev.kith.gnn.conv.Conv;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.LayerNorm;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.nn.Norm;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.graph.Csr;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Node vectors {@code [n, hidden]} for pair decoders (Wang, Yang and Zhang 2024): input dropout, a linear map where layers
 * have no weights of their own, and layers, each on arcs some of which are left out in training.
 */
final class LinkEncoder implements Network {
    static final List<Option> OPTIONS = Stream.concat(
                    Stream.of(
                            Option.choice("encoder", "puregcn", EncoderLayers.names(), "The layers of the encoder."),
                            Option.count("layers", 3, 0, 64, "Number of layers."),
                            Option.count("hidden", 64, 1, 4096, "Width of the node vectors and of the decoder.")
                                    .tuned(64, 256),
                            Option.number("inputDropout", 0.3, 0, 0.95, "Rate at which features are dropped."),
                            Option.number("dropout", 0.1, 0, 0.95, "Rate after the input's map and between layers.")
                                    .tuned(0.1, 0.5),
                            Option.number("tailDropout", 0.0, 0, 0.95, "Rate after the last layer."),
                            Option.number(
                                    "edgeDropout",
                                    0.0,
                                    0,
                                    0.95,
                                    "Rate at which arcs are left out for a layer; the others count for them."),
                            Option.flag("norm", true, "Layer norm between layers with weights."),
                            Option.flag("residual", false, "Adds a layer's input to its output where widths agree."),
                            Option.flag(
                                    "jumpingKnowledge",
                                    true,
                                    "The node vectors are a sum of all layers' with trained factors.")),
                    EncoderLayers.options().stream())
            .toList();

    private final Linear map;
    private final List<Conv> layers = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();
    private final List<Norm> norms = new ArrayList<>();
    private final List<Parameter> factors = new ArrayList<>();
    private final boolean pure;
    private final boolean residual;
    private final float inputDropout;
    private final float dropout;
    private final float tailDropout;
    private final float edgeDropout;

    LinkEncoder(Settings settings, Shape shape, Initialiser initialiser) {
        String name = settings.choice("encoder");
        int count = name.equals("none") ? 0 : settings.whole("layers");
        int hidden = settings.whole("hidden");
        pure = EncoderLayers.isPure(name);
        residual = settings.flag("residual");
        inputDropout = (float) settings.real("inputDropout");
        dropout = (float) settings.real("dropout");
        tailDropout = (float) settings.real("tailDropout");
        edgeDropout = (float) settings.real("edgeDropout");
        map = pure || count == 0 ? new Linear(initialiser.within("input"), shape.in(), hidden) : null;
        for (int l = 0; l < count; l++) {
            Initialiser names = initialiser.within("layer" + l);
            int in = l == 0 && !pure ? shape.in() : hidden;
            layers.add(EncoderLayers.create(name, settings, shape, names, in, hidden));
            if (!pure) {
                biases.add(names.constant("bias", 1, hidden, 0f));
            }
            boolean ends = pure || (l == count - 1 && count > 1) || !settings.flag("norm");
            norms.add(ends ? new Norm.None() : new LayerNorm(names.within("norm"), hidden));
            if (settings.flag("jumpingKnowledge")) {
                factors.add(names.normal("factor", 1, 1));
            }
        }
    }

    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        Input input = x.dropped(tape, inputDropout);
        if (map == null) {
            input = input.dropped(tape, dropout);
        } else {
            input = Input.of(map.apply(tape, input, 0f, Activation.IDENTITY, dropout));
        }
        if (layers.isEmpty()) {
            return input.dense(tape);
        }
        List<Variable> values = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            values.add(layer(tape, l, input, sampled(tape, graph)));
            input = Input.of(values.getLast());
        }
        return factors.isEmpty() ? values.getLast() : joined(tape, values);
    }

    private Variable layer(Tape tape, int l, Input input, Neighbourhoods graph) {
        boolean last = l == layers.size() - 1;
        Variable value = layers.get(l).apply(tape, input, 0f, graph);
        if (!pure) {
            value = BiasActivation.apply(tape, value, tape.parameter(biases.get(l)), Activation.IDENTITY, 0f);
            if (!last || layers.size() == 1) {
                Variable normal = norms.get(l).apply(tape, value);
                value = BiasActivation.apply(tape, normal, null, Activation.RELU, dropout);
            }
        }
        if (last) {
            value = DropoutRows.apply(tape, value, tailDropout);
        }
        boolean adds = residual && input instanceof Input.Hidden && input.columns() == value.columns();
        return adds ? Add.apply(tape, value, input.dense(tape)) : value;
    }

    /** A fresh choice of arcs for each layer. */
    private Neighbourhoods sampled(Tape tape, Neighbourhoods graph) {
        if (!tape.isTraining() || edgeDropout == 0f) {
            return graph;
        }
        Csr kept = EdgeDropout.apply(tape, graph.incoming(), edgeDropout, true);
        return Neighbourhoods.of(kept);
    }

    private Variable joined(Tape tape, List<Variable> values) {
        Variable sum = null;
        for (int l = 0; l < values.size(); l++) {
            Variable part = ScaleBy.apply(tape, 0f, tape.parameter(factors.get(l)), values.get(l));
            sum = sum == null ? part : Add.apply(tape, sum, part);
        }
        return sum;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(map == null ? List.of() : map.parameters());
        all.addAll(Module.join(layers));
        all.addAll(biases);
        all.addAll(Module.join(norms));
        all.addAll(factors);
        return all;
    }
}
