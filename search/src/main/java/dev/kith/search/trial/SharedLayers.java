package dev.kith.search.trial;

import dev.kith.gnn.model.recipe.LayerRecipe;
import dev.kith.gnn.model.recipe.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which weights a layer may begin with (Zhou et al. 2019, section 4.4): those of the last good layer that is homogeneous to
 * it, that is, at the same place, with the same shapes, the same attention and the same activation, and, our own
 * conditions, the same combination and the same aggregate where that has weights. Norms and skips are never handed on.
 */
public final class SharedLayers {
    private final long mostBytes;
    /** The least recently used first. */
    private final Map<String, Held> byKey = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    private record Held(String name, long bytes) {}

    /** @param mostBytes above which the layers that were not used for longest are forgotten */
    public SharedLayers(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What two layers must agree in, for each layer of a trial; empty for models that are no recipe. */
    public static List<String> keys(Map<String, Object> settings) {
        Object text = settings.get("recipe");
        if (text == null) {
            return List.of();
        }
        List<LayerRecipe> layers = Recipe.parse(String.valueOf(text)).layers();
        boolean beside = "concat".equals(settings.get("skip"));
        List<String> keys = new ArrayList<>();
        String in = "features";
        int before = 0;
        for (int l = 0; l < layers.size(); l++) {
            LayerRecipe layer = layers.get(l);
            boolean last = l == layers.size() - 1;
            // A classifier's last width is the classes'; an embedding's is its own.
            String width = last ? "out" + settings.getOrDefault("hidden", "") : String.valueOf(layer.hidden());
            boolean learned = layer.aggregate().equals(LayerRecipe.LCM);
            keys.add(String.join(
                    "|",
                    "layer" + l,
                    layer.attention().key(),
                    layer.activation().key(),
                    in,
                    width,
                    String.valueOf(layer.heads()),
                    String.valueOf(layer.mlp()),
                    learned ? layer.aggregate() : ""));
            int out = layer.heads() * layer.hidden();
            before = beside && l > 0 ? before + out : out;
            in = String.valueOf(before);
        }
        return keys;
    }

    /** The names of the weights that a trial's layers begin with, empty for none. */
    public List<String> inherit(Map<String, Object> settings) {
        return keys(settings).stream()
                .map(byKey::get)
                .map(held -> held == null ? "" : held.name)
                .toList();
    }

    /**
     * Takes up a trial's layers: all of them where it was better than the best before it, else those whose like is not
     * there.
     */
    public void learn(TrialSpec spec, TrialResult result, boolean better) {
        List<String> keys = keys(spec.settings());
        for (int l = 0; l < Math.min(keys.size(), result.layerBytes().size()); l++) {
            if (better || !byKey.containsKey(keys.get(l))) {
                Held before = byKey.put(
                        keys.get(l),
                        new Held(spec.weightsOf(l), result.layerBytes().get(l)));
                bytes += result.layerBytes().get(l) - (before == null ? 0 : before.bytes);
            }
        }
        var oldest = byKey.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes;
            oldest.remove();
        }
    }

    /** All weights that a layer may ask for. */
    public Set<String> names() {
        return byKey.values().stream().map(Held::name).collect(Collectors.toSet());
    }
}
