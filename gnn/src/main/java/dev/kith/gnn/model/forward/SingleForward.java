package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.ClassContrast;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * SF: one stream on the graph with class nodes, no negative examples (Park et al. 2024, §3.2, algorithm 2). A training
 * node's row is to be most like its class node's; a prediction is the mean over layers of {@code softmax(R · Cᵀ)}.
 */
final class SingleForward implements LocalObjective {
    private final Labels labels;
    private final Input input;
    private final Neighbourhoods graph;

    SingleForward(Labels labels) {
        this.labels = labels;
        this.input = labels.nodes().features(labels.features(), labels.virtual());
        this.graph = labels.graph(labels.known(), labels.codes());
    }

    @Override
    public Input input(int stream) {
        return input;
    }

    @Override
    public Neighbourhoods graph(int stream) {
        return graph;
    }

    @Override
    public int[] trainedRows() {
        return scoredRows(labels.known());
    }

    @Override
    public Variable loss(Tape tape, List<Variable> outputs) {
        return ClassContrast.apply(tape, outputs.getFirst(), labels.codes(), labels.weights());
    }

    @Override
    public int[] scoredRows(int[] nodes) {
        int n = labels.nodes().n();
        return IntStream.concat(
                        IntStream.of(nodes),
                        IntStream.range(n, n + labels.nodes().classes()))
                .toArray();
    }

    @Override
    public void addScores(Engine engine, int stream, Tensor output, Tensor scores) {
        Tensor shares = ClassContrast.scores(engine, output, scores.rows());
        engine.elements().softmax(shares);
        engine.elements().axpby(1f, shares, 1f, scores);
        engine.pool().release(shares);
    }

    /** What is known of each row's class, {@code [n + K, K]}, rows of length 1. */
    @Override
    public Tensor top() {
        int n = labels.nodes().n();
        int classes = labels.nodes().classes();
        Tensor all = Tensor.uninitialised(n + classes, classes);
        for (int i = 0; i < n; i++) {
            setRow(all, i, -1);
        }
        for (int r = 0; r < labels.known().length; r++) {
            setRow(all, labels.known()[r], labels.codes()[r]);
        }
        for (int k = 0; k < classes; k++) {
            setRow(all, n + k, k);
        }
        return all;
    }

    /** One at the class, or the same everywhere where none is known; of length 1 either way. */
    private static void setRow(Tensor all, int row, int code) {
        float alike = (float) (1.0 / Math.sqrt(all.columns()));
        for (int k = 0; k < all.columns(); k++) {
            all.set(row, k, code < 0 ? alike : k == code ? 1f : 0f);
        }
    }

    /** Logarithms of the mean: their softmax is the mean again. */
    @Override
    public void toLogits(Tensor scores, int terms) {
        for (int i = 0; i < scores.rows(); i++) {
            for (int k = 0; k < scores.columns(); k++) {
                float mean = Math.max(Float.MIN_NORMAL, scores.get(i, k) / terms);
                scores.set(i, k, (float) Math.log(mean));
            }
        }
    }

    @Override
    public void close() {
        graph.close();
        if (input instanceof Input.Dense dense) {
            dense.close();
        }
    }
}
