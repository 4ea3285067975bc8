package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.nn.Input;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Top-To-Input: a layer reads the layer below and, beside it, the one above, the last one the labels where there are any (Park et al.
 * 2024, equation 7, algorithm 3). In a step every other layer is trained first, then those between.
 */
public final class TopToInput implements InputPolicy {
    @Override
    public int width(int below, int above) {
        return below + above;
    }

    @Override
    public Input input(int layer, LayerStates states) {
        Input above = states.above(layer);
        return above.columns() == 0 ? states.below(layer) : new Input.Beside(List.of(states.below(layer), above));
    }

    @Override
    public Variable judged(Tape tape, int layer, Variable output, LayerStates states) {
        return output;
    }

    @Override
    public int[] order(int layers) {
        return IntStream.concat(
                        IntStream.range(0, layers).filter(l -> l % 2 == 0),
                        IntStream.range(0, layers).filter(l -> l % 2 == 1))
                .toArray();
    }

    @Override
    public boolean isImmediate() {
        return true;
    }

    @Override
    public int predictionSteps() {
        return 10;
    }

    @Override
    public int firstCounted() {
        return 2;
    }

    @Override
    public double clip() {
        return 0.0;
    }
}
