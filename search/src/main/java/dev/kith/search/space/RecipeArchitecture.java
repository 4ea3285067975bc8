package dev.kith.search.space;

import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.recipe.LayerRecipe;
import dev.kith.gnn.model.recipe.Recipe;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.KithException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The architecture of a recipe in a space; what a recipe does not say is as usual in its model, or the first value where
 * that is none.
 */
final class RecipeArchitecture {
    /** What a recipe says that is chosen once. */
    private static final Set<String> STRUCTURE = Set.of(Space.DEPTH, Space.MODEL);

    private final Space space;
    private final Recipe recipe;
    private final int depth;

    RecipeArchitecture(Space space, Recipe recipe) {
        this.space = space;
        this.recipe = recipe;
        this.depth = recipe.layers().size();
    }

    /** @throws KithException where the space lacks something of it that changes its function */
    Architecture find() {
        if (depth > space.layers() || (depth < space.layers() && space.positionOf(Space.DEPTH) < 0)) {
            throw new KithException(
                    "The recipe has " + depth + " layers, and those of the search space have " + space.layers() + ".");
        }
        refuseOtherConstants();
        List<Position> positions = space.positions();
        int[] choices = IntStream.range(0, positions.size())
                .map(p -> indexOf(actionClass(positions.get(p)).values(), wanted(positions.get(p))))
                .toArray();
        Architecture architecture = new Architecture(
                IntStream.of(choices).map(choice -> Math.max(0, choice)).boxed().toList());
        for (int p = 0; p < choices.length; p++) {
            Position position = positions.get(p);
            if (choices[p] < 0 && isSaid(position) && space.matters(architecture, position)) {
                ActionClass one = actionClass(position);
                throw new KithException("The search space has no "
                        + (position.layer() < 0 ? "" : "layer " + (position.layer() + 1) + " with the ") + one.name()
                        + " of the recipe " + recipe + ", only " + one.values() + ".");
            }
        }
        return architecture;
    }

    private ActionClass actionClass(Position position) {
        return space.classes().get(position.actionClass());
    }

    private boolean isSaid(Position position) {
        return position.layer() >= 0 || STRUCTURE.contains(actionClass(position).name());
    }

    /** What is to be chosen, or null where nothing is. */
    private Object wanted(Position position) {
        String name = actionClass(position).name();
        if (position.layer() < 0) {
            return once().get(name);
        }
        return position.layer() < depth ? word(recipe.layers().get(position.layer()), name) : null;
    }

    private Map<String, Object> once() {
        boolean links = space.task().equals(ModelRegistry.LINK_PREDICTION);
        Map<String, Object> once = new LinkedHashMap<>();
        TrainingOptions.with(ModelRegistry.find(links ? "gae" : Space.RECIPE))
                .forEach(option -> once.put(option.name(), option.fallback()));
        once.put(Space.DEPTH, depth);
        once.put(Space.MODEL, Space.RECIPE);
        return once;
    }

    /** Where a space has no such class, its layers are as usual. */
    private void refuseOtherConstants() {
        for (String name : Space.LAYER_CLASSES) {
            boolean fixed = space.classes().stream().noneMatch(one -> one.name().equals(name));
            for (int l = 0; fixed && l < depth; l++) {
                Object usual = Space.USUAL.get(name);
                if (!word(recipe.layers().get(l), name).equals(usual)) {
                    throw new KithException("The search space has no class '" + name + "': it is " + usual
                            + " in every layer, also in layer " + (l + 1) + " of the recipe " + recipe + ".");
                }
            }
        }
    }

    private static int indexOf(List<Object> values, Object wanted) {
        return IntStream.range(0, values.size())
                .filter(v -> alike(values.get(v), wanted))
                .findFirst()
                .orElse(-1);
    }

    private static boolean alike(Object value, Object wanted) {
        return (value instanceof Number a && wanted instanceof Number b)
                ? a.doubleValue() == b.doubleValue()
                : value.equals(wanted);
    }

    private static Object word(LayerRecipe layer, String name) {
        return switch (name) {
            case Space.HIDDEN -> layer.hidden();
            case Space.ATTENTION -> layer.attention().key();
            case Space.HEADS -> layer.heads();
            case Space.AGGREGATE -> layer.aggregate();
            case Space.COMBINE -> layer.mlp() ? "mlp" : "identity";
            default -> layer.activationWord();
        };
    }
}
