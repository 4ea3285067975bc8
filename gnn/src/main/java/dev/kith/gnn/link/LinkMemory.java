package dev.kith.gnn.link;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.recipe.LayerRecipe;
import dev.kith.gnn.model.recipe.Recipe;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.train.MemoryEstimate;
import dev.kith.graph.Split;

/** Peak bytes of a link predictor's training: node vectors and pair vectors in the copies that one step holds of them. */
final class LinkMemory {
    /** Value, gradient, two moments and the best value so far. */
    private static final int COPIES_OF_WEIGHTS = 5;
    /** Matrices {@code [n, hidden]} of encoder and node map, with a gradient. */
    private static final int OF_NODES = 12;
    /** Matrices {@code [t, hidden]} of the decoder, with a gradient. */
    private static final int OF_PAIRS = 22;
    /** The same of inner pairs, of which nothing is kept. */
    private static final int OF_INNER_PAIRS = 12;
    /** Square weight matrices of a decoder with two pools. */
    private static final int SQUARES = 12;
    /** Matrices {@code [n, heads · hidden]} and {@code [arcs, heads]} of a recipe's layer, with a gradient. */
    private static final int OF_HEADS = 10;

    private LinkMemory() {}

    static MemoryEstimate estimate(ModelEntry entry, Settings settings, Links links, Input input, Split split) {
        long n = links.nodes();
        long features = input instanceof Input.Sparse sparse
                ? 12L * sparse.matrix().pattern().arcs() + 8L * n
                : 4L * n * input.columns();
        long graph = 64L * links.count() + 32L * n;
        if (!settings.asMap().containsKey("hidden")) {
            return new MemoryEstimate(4L * settings.whole("scoreBatch"), features + graph);
        }
        boolean described = settings.choice("encoder").equals(EncoderLayers.RECIPE);
        long hidden = settings.whole("hidden");
        long layers = described ? 0 : settings.whole("layers");
        long weights = 4 * COPIES_OF_WEIGHTS * hidden * (input.columns() + hidden * (SQUARES + layers));
        long pairs = Math.max(
                OF_PAIRS * 2L * Math.min(settings.whole("batchSize"), split.train().length),
                OF_INNER_PAIRS * (long) Math.min(settings.whole("scoreBatch"), 2 * links.count()));
        long inner = entry.name().equals("ncnc") ? OF_INNER_PAIRS * (long) settings.whole("completionChunk") : 0;
        long step = 4 * hidden * (n * (OF_NODES + 3 * layers) + pairs + inner);
        if (!described) {
            return new MemoryEstimate(step, features + graph + weights);
        }
        long in = input.columns();
        long arcs = 2L * links.count() + n;
        for (LayerRecipe layer : Recipe.parse(settings.text("recipe")).layers()) {
            long columns = (long) layer.heads() * layer.hidden();
            step += 4 * OF_HEADS * (n * columns + arcs * layer.heads());
            weights += 4 * COPIES_OF_WEIGHTS * columns * in;
            in = columns;
        }
        return new MemoryEstimate(step, features + graph + weights);
    }
}
