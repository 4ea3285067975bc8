package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;

/**
 * What every layer is trained for by itself, and how its outputs are read as predictions. A layer reads one or more
 * streams, each a matrix of rows on a graph of its own: the first {@link #trained} are what it learns from, those from
 * {@link #scoredFrom} on are what predictions are read from; a stream may be both.
 */
public interface LocalObjective extends AutoCloseable {
    /** How many streams there are; one where nothing else is said, which is trained and scored. */
    default int streams() {
        return 1;
    }

    /** What the first layer reads, rows of length 1. */
    Input input(int stream);

    Neighbourhoods graph(int stream);

    /** The stream whose output this one reads in the next layer. */
    default int carrier(int stream) {
        return stream;
    }

    /** The first so many streams are trained on. */
    default int trained() {
        return 1;
    }

    /** Rows of each of them that the loss reads, in this order. */
    int[] trainedRows();

    /** @param outputs the layer's outputs for {@link #trainedRows}, of each trained stream; a scalar results */
    Variable loss(Tape tape, List<Variable> outputs);

    /** The streams from this one on are scored. */
    default int scoredFrom() {
        return 0;
    }

    /** Rows of each of them that the scores of these nodes need, in this order. */
    int[] scoredRows(int[] nodes);

    /**
     * Adds what one layer says of some nodes.
     *
     * @param output the layer's output for {@link #scoredRows}, of this stream
     * @param scores {@code [nodes, classes]}
     */
    void addScores(Engine engine, int stream, Tensor output, Tensor scores);

    /**
     * The sum of scores as logits, in place.
     *
     * @param terms how many scores were added
     */
    void toLogits(Tensor scores, int terms);

    /** What stands above the last layer where layers read each other, {@code [rows, k]}; the caller closes it. */
    default Tensor top() {
        return Tensor.zeros(graph(0).nodes(), 0);
    }

    /** Frees the streams' features and graphs. */
    @Override
    void close();
}
