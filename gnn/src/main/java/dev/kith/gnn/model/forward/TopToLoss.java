package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.nn.Input;
import java.util.stream.IntStream;

/**
 * SF-Top-To-Loss: a layer's loss is taken from the mean of its output and of what all layers above it said in the step
 * before (Park et al. 2024, equation 8, algorithm 3). All layers are trained at once.
 */
final class TopToLoss implements InputPolicy {
    @Override
    public int width(int below, int above) {
        return below;
    }

    @Override
    public Input input(int layer, LayerStates states) {
        return states.below(layer);
    }

    @Override
    public Variable judged(Tape tape, int layer, Variable output, LayerStates states) {
        int parts = states.layers() - layer;
        Variable sum = output;
        for (int above = layer + 1; above < states.layers(); above++) {
            sum = Add.apply(tape, above == layer + 1 ? 1f / parts : 1f, sum, 1f / parts, states.state(tape, above));
        }
        return sum;
    }

    @Override
    public int[] order(int layers) {
        return IntStream.range(0, layers).toArray();
    }

    @Override
    public boolean isImmediate() {
        return false;
    }

    @Override
    public int predictionSteps() {
        return 1;
    }

    @Override
    public int firstCounted() {
        return 0;
    }

    @Override
    public double clip() {
        return 1.0;
    }
}
