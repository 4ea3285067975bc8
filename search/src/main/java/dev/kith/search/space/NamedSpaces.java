package dev.kith.search.space;

import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.recipe.AttentionFunction;
import dev.kith.gnn.model.recipe.LayerRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The spaces that have a name. */
public final class NamedSpaces {
    private NamedSpaces() {}

    /** One layer's classes in Auto-GNN: {@code 7 · 7 · 6 · 3 · 2 · 8 = 14112} layers. */
    public static Space usual(String task, int layers) {
        return new Space(
                task,
                layers,
                List.of(
                        layer(Space.HIDDEN, 4, 8, 16, 32, 64, 128, 256),
                        layer(Space.ATTENTION, AttentionFunction.keys().toArray()),
                        layer(Space.HEADS, 1, 2, 4, 6, 8, 16),
                        layer(Space.AGGREGATE, "sum", "mean", "max"),
                        layer(Space.COMBINE, LayerRecipe.COMBINES.toArray()),
                        layer(
                                Space.ACTIVATION,
                                "sigmoid",
                                "tanh",
                                "relu",
                                "linear",
                                "softplus",
                                "leaky_relu",
                                "relu6",
                                "elu")),
                Map.of());
    }

    /**
     * GraphNAS' space: without combinations, with the last layer's activation applied. Its fourth aggregate, two linear
     * maps with nothing between them, has no counterpart in a recipe: {@code mlp} stands for it and is {@code lcm} here.
     */
    public static Space graphNas(String task, int layers) {
        List<ActionClass> classes = new ArrayList<>(usual(task, layers).classes());
        classes.removeIf(one -> one.name().equals(Space.COMBINE));
        classes.replaceAll(one ->
                one.name().equals(Space.AGGREGATE) ? layer(Space.AGGREGATE, LayerRecipe.AGGREGATES.toArray()) : one);
        return new Space(task, layers, classes, Map.of(Space.LAST_ACTIVATION, true));
    }

    /** The usual classes, lcm among the aggregates, with depth, norm, skips, rates, models and decoders beside them. */
    public static Space extended(String task) {
        boolean links = task.equals(ModelRegistry.LINK_PREDICTION);
        List<ActionClass> classes = new ArrayList<>(usual(task, 4).classes());
        classes.replaceAll(one ->
                one.name().equals(Space.AGGREGATE) ? layer(Space.AGGREGATE, LayerRecipe.AGGREGATES.toArray()) : one);
        classes.add(once(Space.DEPTH, 1, 2, 3, 4));
        classes.add(once("skip", "none", "sum", "concat"));
        classes.add(once("recipeNorm", "none", "batch", "layer"));
        classes.add(once("dropout", 0.0, 0.3, 0.6));
        classes.add(once("learningRate", 0.1, 0.01, 0.001));
        classes.add(once("weightDecay", 0.0, 5e-4));
        if (links) {
            classes.add(once(Space.DECODER, Space.DOT, "hadamard", "ncn", "ncnc"));
        } else {
            classes.add(once(Space.MODEL, Space.RECIPE, "adpa", Space.FORWARD + "gcn", Space.FORWARD + "sage"));
            classes.add(once("hops", 1, 2, 3));
            classes.add(once("patternOrder", 1, 2));
        }
        return new Space(task, 4, classes, Map.of());
    }

    private static ActionClass layer(String name, Object... values) {
        return new ActionClass(name, List.of(values), true);
    }

    private static ActionClass once(String name, Object... values) {
        return new ActionClass(name, List.of(values), false);
    }
}
