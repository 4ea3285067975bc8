package dev.kith.search.space;

import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.recipe.Recipe;
import dev.kith.graph.KithException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Looks at every value of every class of a space, with each model and decoder beside it: what a trial could not be made of
 * is found before there is one.
 */
final class SpaceCheck {
    private final Space space;
    private final List<Position> positions;

    SpaceCheck(Space space) {
        this.space = space;
        this.positions = space.positions();
    }

    /** @throws KithException naming the first value that cannot be */
    void run() {
        layers();
        int model = space.positionOf(Space.MODEL);
        int decoder = space.positionOf(Space.DECODER);
        for (int m = 0; m < values(model); m++) {
            for (int d = 0; d < values(decoder); d++) {
                for (int p = 0; p < positions.size(); p++) {
                    for (int v = 0; v < values(p); v++) {
                        int[] choices = deepest();
                        set(choices, model, m);
                        set(choices, decoder, d);
                        set(choices, p, v);
                        architecture(
                                new Architecture(IntStream.of(choices).boxed().toList()));
                    }
                }
            }
        }
    }

    private int values(int position) {
        return position < 0 ? 1 : space.valuesAt(positions.get(position));
    }

    private static void set(int[] choices, int position, int value) {
        if (position >= 0) {
            choices[position] = value;
        }
    }

    /** The first value of every class, and all layers. */
    private int[] deepest() {
        int[] choices = new int[positions.size()];
        List<Object> depths = space.values(Space.DEPTH, space.layers());
        Object most = depths.stream()
                .max(Comparator.comparingInt(value -> (Integer) value))
                .orElseThrow();
        set(choices, space.positionOf(Space.DEPTH), depths.indexOf(most));
        return choices;
    }

    /** A layer of each value: beside some values of other classes it would not be looked at. */
    private void layers() {
        for (ActionClass one : space.classes()) {
            for (Object value : one.perLayer() ? one.values() : List.of()) {
                Map<String, Object> layer = new LinkedHashMap<>(Space.USUAL);
                layer.put(one.name(), value);
                refusing(() -> Recipe.parse(Space.text(layer::get)));
            }
        }
    }

    private void architecture(Architecture architecture) {
        refusing(() -> {
            String model = space.model(architecture);
            if (!ModelRegistry.find(model).tasks().contains(space.task())) {
                throw new KithException("The model '" + model + "' is not for " + space.task() + ".");
            }
            space.plan(architecture);
        });
    }

    private static void refusing(Runnable making) {
        try {
            making.run();
        } catch (KithException e) {
            throw new KithException("No trial can be made of the search space: " + e.getMessage(), e);
        }
    }
}
