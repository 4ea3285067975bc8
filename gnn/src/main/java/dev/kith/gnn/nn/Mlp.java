package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;

/** A perceptron of some layers with ReLU and dropout between them: {@code [n, widths[0]] → [n, widths[last]]}. */
public final class Mlp implements Module {
    private final List<Linear> layers = new ArrayList<>();
    private final float dropout;

    /** @param widths input, hidden ones, output; at least two */
    public Mlp(Initialiser initialiser, List<Integer> widths, float dropout) {
        if (widths.size() < 2) {
            throw new IllegalArgumentException("A perceptron needs an input and an output width.");
        }
        for (int l = 0; l + 1 < widths.size(); l++) {
            layers.add(new Linear(initialiser.within("linear" + l), widths.get(l), widths.get(l + 1)));
        }
        this.dropout = dropout;
    }

    public Variable apply(Tape tape, Input x) {
        Input hidden = x;
        for (Linear layer : layers.subList(0, layers.size() - 1)) {
            hidden = Input.of(layer.apply(tape, hidden, 0f, Activation.RELU, dropout));
        }
        return layers.getLast().apply(tape, hidden);
    }

    @Override
    public List<Parameter> parameters() {
        return Module.join(layers);
    }
}
