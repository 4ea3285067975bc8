package dev.kith.gnn.link;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.train.MemoryEstimate;
import dev.kith.graph.Split;

/**
 * Peak bytes of a link predictor, its training's by {@link LinkTrial}: linear in the nodes, in the pairs of a step, in
 * those scored at a time and in the inner pairs of a completion.
 */
final class LinkMemory {
    /** Value, gradient, two moments and the best value so far. */
    private static final int COPIES_OF_WEIGHTS = 5;
    /** Node vectors in the forms that scoring has of them. */
    private static final int COPIES_OF_VECTORS = 6;

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
        if (!settings.asMap().containsKey("batchSize")) {
            int arcs = 2 * Math.max(links.count(), relationships);
            return new MemoryEstimate(4L * settings.whole("scoreBatch"), features + 16L * arcs + 16L * links.nodes());
        }
        // Before a network is built, lest its weights alone are too many.
        long weights = COPIES_OF_WEIGHTS * MemoryEstimate.weightBytes(entry, settings, shape);
        new MemoryEstimate(0, weights).refuseAbove(settings.real("maxMemoryGiB"));
        LinkTrial trial = new LinkTrial(entry, settings, shape, input, links, relationships);
        int judged = Math.max(split.validation().length, split.test().length);
        int batch = Math.min(settings.whole("batchSize"), split.train().length);
        LinkTrial.Held held = trial.held(batch, Math.min(settings.whole("scoreBatch"), judged));
        long partials = partials(settings, shape, 2 * batch, input);
        return new MemoryEstimate(held.pool() + partials, features + held.graph() + weights);
    }

    /** Of scoring with a trained model; what is asked for and what is answered are beside it. */
    static MemoryEstimate scoring(Settings settings, Links links, int relationships, Input input) {
        int hidden = (Integer) settings.asMap().getOrDefault("hidden", 1);
        long vectors = 4L * COPIES_OF_VECTORS * links.nodes() * hidden;
        long graph = 32L * Math.max(links.count(), relationships) + 32L * links.nodes();
        return new MemoryEstimate(vectors, featureBytes(input) + graph);
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
