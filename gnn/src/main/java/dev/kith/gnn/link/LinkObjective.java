package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.forward.LocalObjective;
import dev.kith.gnn.model.forward.UnitRows;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Links as what a layer learns by itself: one stream on the graph without hidden links, and fixed pairs that are none. */
class LinkObjective implements LocalObjective {
    static final Pairs NONE = new Pairs(new int[0], new int[0]);

    private final LayerScore score;
    private final Input input;
    private final Neighbourhoods graph;
    private final Ends trained;
    private final Pairs positive;
    private final Pairs negative;
    private final Ends judged;

    /**
     * @param x {@code [n, f]}, of which a copy is made
     * @param positive links to learn
     * @param negative as many pairs that are none
     * @param judged pairs that are scored
     */
    LinkObjective(LayerScore score, Input x, Neighbourhoods graph, Pairs positive, Pairs negative, Pairs judged) {
        this.score = score;
        this.input = UnitRows.of(x);
        this.graph = graph;
        this.trained = Ends.of(positive.followedBy(negative), graph.nodes());
        this.positive = trained.pairs.range(0, positive.count());
        this.negative = trained.pairs.range(positive.count(), trained.pairs.count());
        this.judged = Ends.of(judged, graph.nodes());
    }

    /**
     * Pairs of the nodes that are ends of any.
     *
     * @param nodes ascending
     * @param pairs by positions among these
     */
    private record Ends(int[] nodes, Pairs pairs) {
        static Ends of(Pairs pairs, int n) {
            boolean[] end = new boolean[n];
            for (int k = 0; k < pairs.count(); k++) {
                end[pairs.source()[k]] = true;
                end[pairs.target()[k]] = true;
            }
            int[] nodes = IntStream.range(0, n).filter(i -> end[i]).toArray();
            int[] at = new int[n];
            for (int r = 0; r < nodes.length; r++) {
                at[nodes[r]] = r;
            }
            int[] source = Arrays.stream(pairs.source()).map(i -> at[i]).toArray();
            int[] target = Arrays.stream(pairs.target()).map(i -> at[i]).toArray();
            return new Ends(nodes, new Pairs(source, target));
        }
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
        return trained.nodes;
    }

    @Override
    public Variable loss(Tape tape, List<Variable> outputs) {
        return score.loss(tape, outputs.getFirst(), positive, negative);
    }

    /** @param pairs all that are judged, in their order; or nodes, where what layers say is asked for itself */
    @Override
    public int[] scoredRows(int[] pairs) {
        return judged.nodes;
    }

    /** Adds the layer's probability of each pair. */
    @Override
    public void addScores(Engine engine, int stream, Tensor output, Tensor scores) {
        Pairs pairs = judged.pairs;
        engine.elements().rows(scores, (from, to) -> {
            for (int k = from; k < to; k++) {
                double probability =
                        score.probability(output, pairs.source()[k], pairs.target()[k], 0, output.columns());
                scores.set(k, 0, (float) (scores.get(k, 0) + probability));
            }
        });
    }

    /** The mean probability's logit. */
    @Override
    public void toLogits(Tensor scores, int terms) {
        for (int k = 0; k < scores.rows(); k++) {
            scores.set(k, 0, (float) LinkScores.logit(scores.get(k, 0) / terms));
        }
    }

    @Override
    public void close() {
        if (input instanceof Input.Dense dense) {
            dense.close();
        }
    }
}
