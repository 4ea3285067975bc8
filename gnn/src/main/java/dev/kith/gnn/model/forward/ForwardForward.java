package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.GoodnessLoss;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;

/**
 * FF: a stream in which the training nodes have their classes against one for each wrong class (Park et al. 2024, §3.1,
 * algorithm 1). A prediction tries every class on all nodes in question at once, in a stream each, and takes the one with
 * the most goodness, summed over layers. How a class is told to the layers is left to the two kinds of it.
 */
abstract class ForwardForward implements LocalObjective {
    private static final long ORDER_STREAM = 0xFF;

    private final Labels labels;
    private final int trained;

    /** The classes told to the layers, for each stream and node; -1 where none is. */
    private final int[][] told;

    ForwardForward(Labels labels) {
        this.labels = labels;
        int classes = labels.nodes().classes();
        boolean learns = labels.queried() != null;
        this.trained = learns ? classes : 0;
        this.told = new int[trained + classes][labels.nodes().n()];
        for (int s = 0; s < told.length; s++) {
            tell(s, told[s]);
        }
    }

    private void tell(int stream, int[] classOf) {
        Arrays.fill(classOf, -1);
        if (stream >= trained) {
            int asked = stream - trained;
            if (labels.queried() == null) {
                Arrays.fill(classOf, asked);
            } else {
                Arrays.stream(labels.queried()).forEach(node -> classOf[node] = asked);
            }
        }
        for (int r = 0; r < labels.known().length; r++) {
            int node = labels.known()[r];
            int code = labels.codes()[r];
            classOf[node] = stream == 0 || stream >= trained ? code : wrong(node, code, stream - 1);
        }
    }

    /** The wrong classes of a node in a random order that is its own. */
    private int wrong(int node, int code, int number) {
        int[] others = new int[labels.nodes().classes() - 1];
        for (int k = 0; k < others.length; k++) {
            others[k] = k < code ? k : k + 1;
        }
        CounterRandom.shuffle(others, labels.seed(), ORDER_STREAM + ((long) node << 16));
        return others[number];
    }

    final Labels labels() {
        return labels;
    }

    /** Class of each node as a stream tells it, -1 for none. */
    final int[] told(int stream) {
        return told[stream];
    }

    @Override
    public final int streams() {
        return told.length;
    }

    @Override
    public final int trained() {
        return trained;
    }

    @Override
    public final int[] trainedRows() {
        return labels.known();
    }

    @Override
    public final Variable loss(Tape tape, List<Variable> outputs) {
        return GoodnessLoss.apply(tape, outputs.getFirst(), outputs.subList(1, outputs.size()), labels.weights());
    }

    @Override
    public final int scoredFrom() {
        return trained;
    }

    @Override
    public final int[] scoredRows(int[] nodes) {
        return nodes;
    }

    /** As in the authors' experiments the mean of squares, where the loss has their sum. */
    @Override
    public final void addScores(Engine engine, int stream, Tensor output, Tensor scores) {
        int asked = stream - trained;
        engine.elements().rows(scores, (from, to) -> {
            for (int i = from; i < to; i++) {
                double mean = GoodnessLoss.goodness(output, i) / output.columns();
                scores.set(i, asked, (float) (scores.get(i, asked) + mean - GoodnessLoss.THRESHOLD));
            }
        });
    }

    /** Scores are logits as they are. */
    @Override
    public final void toLogits(Tensor scores, int terms) {}
}
