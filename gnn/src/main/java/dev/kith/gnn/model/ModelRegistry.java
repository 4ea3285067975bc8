package dev.kith.gnn.model;

import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.latent.LatentGraph;
import dev.kith.gnn.link.LinkModels;
import dev.kith.gnn.model.adpa.Adpa;
import dev.kith.gnn.model.forward.ForwardStack;
import dev.kith.gnn.model.local.Augmentation;
import dev.kith.gnn.model.local.LocalAugmentation;
import dev.kith.gnn.model.recipe.RecipeNetwork;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The models by name. Every layer of {@link ConvRegistry} is one; others have a line here. */
public final class ModelRegistry {
    public static final String NODE_CLASSIFICATION = "node-classification";

    public static final String LINK_PREDICTION = "link-prediction";

    /** Which nodes should be joined, told by their features. */
    public static final String LATENT_GRAPH = "latent-graph";

    /** All of them. */
    public static final List<String> TASKS = List.of(NODE_CLASSIFICATION, LINK_PREDICTION, LATENT_GRAPH);

    private static final List<ModelEntry> ENTRIES = entriesOfAllModels();

    private ModelRegistry() {}

    private static List<ModelEntry> entriesOfAllModels() {
        List<ModelEntry> entries = new ArrayList<>();
        entries.add(new ModelEntry(
                "mlp",
                "A perceptron on the features alone, the baseline of every graph model.",
                "Rumelhart et al. 1986",
                List.of(NODE_CLASSIFICATION),
                Stream.concat(
                                LayerStack.OPTIONS.stream().filter(option -> Set.of("hidden", "layers", "dropout")
                                        .contains(option.name())),
                                Augmentation.OPTIONS_OF_ONE_INPUT.stream())
                        .toList(),
                ModelEntry.Reading.NONE,
                augmented(Perceptron::new)));
        for (ConvRegistry.Entry layer : ConvRegistry.entries()) {
            entries.add(new ModelEntry(
                    layer.name(),
                    layer.sentence(),
                    layer.source(),
                    List.of(NODE_CLASSIFICATION),
                    Stream.of(LayerStack.OPTIONS, ForwardStack.OPTIONS, layer.options(), Augmentation.OPTIONS)
                            .flatMap(List::stream)
                            .toList(),
                    layer.reading(),
                    (settings, shape, initialiser) -> ForwardStack.wants(settings)
                            ? new ForwardStack(layer, settings, shape, initialiser)
                            : LocalAugmentation.around(
                                    settings,
                                    shape,
                                    initialiser,
                                    (s, read, init) -> new LayerStack(layer, s, read, init))));
        }
        entries.add(Adpa.ENTRY);
        entries.add(RecipeNetwork.ENTRY);
        entries.add(LatentGraph.ENTRY);
        entries.addAll(LinkModels.entries());
        return List.copyOf(entries);
    }

    private static ModelEntry.Builder augmented(ModelEntry.Builder backbone) {
        return (settings, shape, initialiser) -> LocalAugmentation.around(settings, shape, initialiser, backbone);
    }

    public static List<ModelEntry> entries() {
        return ENTRIES;
    }

    /** Those for one task. */
    public static List<ModelEntry> entries(String task) {
        return ENTRIES.stream().filter(entry -> entry.tasks().contains(task)).toList();
    }

    /** @throws KithException naming the nearest known model */
    public static ModelEntry find(String name) {
        return ENTRIES.stream()
                .filter(entry -> entry.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new KithException("There is no model '" + name + "'"
                        + Nearest.hint(
                                name, ENTRIES.stream().map(ModelEntry::name).toList())));
    }
}
