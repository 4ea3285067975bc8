package dev.kith.gnn.model;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;

/** A perceptron on the features alone: what a model has to beat to have learned from the graph. */
final class Perceptron implements Network {
    private final List<Linear> layers = new ArrayList<>();
    private final float dropout;
    private final int out;

    Perceptron(Settings settings, Shape shape, Initialiser initialiser) {
        int count = settings.whole("layers");
        int hidden = settings.whole("hidden");
        dropout = (float) settings.real("dropout");
        out = shape.out();
        for (int l = 0; l < count; l++) {
            int in = l == 0 ? shape.in() : hidden;
            int width = l == count - 1 ? out : hidden;
            Initialiser names = initialiser.within("layer" + l);
            layers.add(new Linear(names.glorot("weight", in, width), names.constant("bias", 1, width, 0f)));
        }
    }

    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        Input input = x;
        for (int l = 0; l < layers.size(); l++) {
            boolean last = l == layers.size() - 1;
            Activation activation = last ? Activation.IDENTITY : Activation.RELU;
            float inputDropout = l == 0 ? dropout : 0f;
            input = Input.of(layers.get(l).apply(tape, input, inputDropout, activation, last ? 0f : dropout));
        }
        return input.dense(tape);
    }

    @Override
    public List<Stage> stages() {
        return List.of(new Stage(0, out, this::forward));
    }

    @Override
    public List<Parameter> parameters() {
        return Module.join(layers);
    }
}
