package dev.kith.gnn.model.recipe;

import dev.kith.graph.KithException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Layers from the features to the output, written one after the other with {@code /} between them. */
public record Recipe(List<LayerRecipe> layers) {
    private static final int MOST_LAYERS = 16;

    /** @throws KithException saying which layer is not one */
    public static Recipe parse(String text) {
        List<LayerRecipe> layers =
                Arrays.stream(text.split("/", -1)).map(LayerRecipe::parse).toList();
        if (layers.size() > MOST_LAYERS) {
            throw new KithException("A recipe has at most " + MOST_LAYERS + " layers, not " + layers.size() + ".");
        }
        return new Recipe(layers);
    }

    @Override
    public String toString() {
        return layers.stream().map(LayerRecipe::toString).collect(Collectors.joining("/"));
    }
}
