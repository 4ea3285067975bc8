package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.nn.Input;

/**
 * How layers that are trained side by side, a step each in turn, read what the others said before. Without one the layers
 * are trained one after the other, and each reads the one below it when that is finished.
 */
public interface InputPolicy {
    /**
     * Columns that a layer reads.
     *
     * @param below columns of the layer or the features below it
     * @param above columns of the layer above it, or of the labels above the last one
     */
    int width(int below, int above);

    /** What a layer reads, constant. */
    Input input(int layer, LayerStates states);

    /** What a layer's loss and predictions are taken from, where {@code output} is its own output. */
    Variable judged(Tape tape, int layer, Variable output, LayerStates states);

    /** The layers in the order in which they are trained in each step. */
    int[] order(int layers);

    /** Whether what a layer says is read by others in the same step, and not in the next one only. */
    boolean isImmediate();

    /** Steps of a prediction, and the first of them that counts, from 0. */
    int predictionSteps();

    int firstCounted();

    /** Largest norm of a layer's gradient, 0 for none, where the settings name none. */
    double clip();
}
