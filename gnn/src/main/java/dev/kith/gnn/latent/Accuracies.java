package dev.kith.gnn.latent;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;

/**
 * How often each node was classified rightly of late, and the number of steps so far: kept with the weights, so that a
 * training that is resumed goes on with them.
 */
final class Accuracies implements Module {
    private final Parameter steps;
    private Parameter values;

    Accuracies(Initialiser initialiser) {
        steps = initialiser.buffer("steps", 1, 1, 0f);
        values = initialiser.growing("accuracies", 1);
    }

    void begin(int nodes, float start) {
        Tensor all = Tensor.uninitialised(nodes, 1);
        for (int i = 0; i < nodes; i++) {
            all.set(i, 0, start);
        }
        Parameter before = values;
        values = Parameter.buffer(before.name(), all);
        before.close();
    }

    int nodes() {
        return values.value().rows();
    }

    int steps() {
        return (int) steps.value().get(0, 0);
    }

    double of(int node, double fallback) {
        return node < nodes() ? values.value().get(node, 0) : fallback;
    }

    void update(int[] nodes, boolean[] right, float beta) {
        steps.value().set(0, 0, steps() + 1f);
        for (int r = 0; r < nodes.length && nodes() > 0; r++) {
            float before = values.value().get(nodes[r], 0);
            values.value().set(nodes[r], 0, beta * before + (1f - beta) * (right[r] ? 1f : 0f));
        }
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(steps, values);
    }
}
