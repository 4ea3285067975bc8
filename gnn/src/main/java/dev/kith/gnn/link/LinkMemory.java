package dev.kith.gnn.link;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.train.MemoryEstimate;
import dev.kith.graph.Split;

/**
 * Peak bytes of a link predictor by {@link LinkTrial}: linear in the nodes, in the pairs of a step, in
 * those scored at a time and in the inner pairs of a completion.
 */
final class LinkMemory {
    /** Value, gradient, two moments and the best value so far. */
    private static final int COPIES_OF_WEIGHTS = 5;

    private LinkMemory() {}

    /**
     * A training's.
     *
     * @param relationships of the graph, those that are no links included
     */
    static MemoryEstimate training(
            ModelEntry entry,
            Settings settings,
            Shape shape,
            Links links,
            int relationships,
            Input input,
            Split split) {
        long features = featureBytes(input);
        if (!learns(settings)) {
            return ofHeuristic(settings, links, relationships, features);
        }
        // Before a network is built, lest its weights alone are too many.
        long weights = COPIES_OF_WEIGHTS * MemoryEstimate.weightBytes(entry, settings, shape);
        new MemoryEstimate(0, weights).refuseAbove(settings.real("maxMemoryGiB"));
        LinkTrial trial = new LinkTrial(entry, settings, shape, input, links, relationships);
        int judged = LinkPrediction.negatives(split);
        int batch = Math.min(settings.whole("batchSize"), split.train().length);
        LinkTrial.Held held = trial.held(batch, Math.min(settings.whole("scoreBatch"), judged));
        long partials = partials(settings, shape, 2 * batch, input);
        return new MemoryEstimate(held.pool() + partials, features + held.graph() + weights);
    }

    /**
     * Of scoring with a trained network: the node vectors and as many pairs as are scored at a time. What is asked for and
     * what is answered are beside it.
     */
    static MemoryEstimate scoring(
            ModelEntry entry, Settings settings, Shape shape, Links links, int relationships, Input input) {
        long features = featureBytes(input);
        if (!learns(settings)) {
            return ofHeuristic(settings, links, relationships, features);
        }
        LinkTrial trial = new LinkTrial(entry, settings, shape, input, links, relationships);
        LinkTrial.Held held = trial.scoring(settings.whole("scoreBatch"));
        long weights = MemoryEstimate.weightBytes(entry, settings, shape);
        return new MemoryEstimate(held.pool(), features + held.graph() + weights);
    }

    private static boolean learns(Settings settings) {
        return settings.asMap().containsKey("batchSize");
    }

    private static MemoryEstimate ofHeuristic(Settings settings, Links links, int relationships, long features) {
        int arcs = 2 * Math.max(links.count(), relationships);
        return new MemoryEstimate(4L * settings.whole("scoreBatch"), features + 16L * arcs + 16L * links.nodes());
    }

    private static long featureBytes(Input input) {
        return input instanceof Input.Sparse sparse
                ? sparse.matrix().pattern().bytes()
                        + sparse.matrix().valueBytes()
                        + 12L * sparse.matrix().pattern().arcs()
                : 4L * input.rows() * input.columns();
    }

    /** A product over many rows is made in pieces that are then added: those of a shape stay in the pool. */
    private static long partials(Settings settings, Shape shape, int pairs, Input input) {
        int hidden = settings.whole("hidden");
        long square = 4L * hidden * hidden;
        long first = input instanceof Input.Sparse ? 0 : 4L * shape.in() * hidden;
        return Gemm.pieces(pairs) * square + Gemm.pieces(input.rows()) * Math.max(square, first);
    }
}
