package dev.kith.gnn.model;

import dev.kith.gnn.geometry.PlacedNetwork;
import dev.kith.gnn.nn.Initialiser;
import java.util.List;
import java.util.Map;

/**
 * A model's line in the registry.
 *
 * @param sentence what it is, for the reference page
 * @param source paper and equation
 * @param tasks what it can be asked for; it is trained for the first where nothing else is said
 * @param options its own options; those of training are added by the trainer
 * @param reading how it reads the graph
 * @param trainingDefaults defaults of training's options that are others for this model
 */
public record ModelEntry(
        String name,
        String sentence,
        String source,
        List<String> tasks,
        List<Option> options,
        Reading reading,
        Map<String, Object> trainingDefaults,
        Builder builder) {

    /** A model with training's usual defaults; one that knows directions keeps them. */
    public ModelEntry(
            String name,
            String sentence,
            String source,
            List<String> tasks,
            List<Option> options,
            Reading reading,
            Builder builder) {
        this(name, sentence, source, tasks, options, reading, defaults(reading), builder);
    }

    /** Builds the network, behind what reads places where the features have some. */
    @Override
    public Builder builder() {
        // Link models put it before their encoder: what they build has a decoder too.
        return tasks.contains(ModelRegistry.LINK_PREDICTION)
                ? builder
                : (settings, shape, initialiser) ->
                        PlacedNetwork.around(shape, initialiser, read -> builder.build(settings, read, initialiser));
    }

    private static Map<String, Object> defaults(Reading reading) {
        return switch (reading) {
            case NONE, UNDIRECTED -> Map.of();
            case DIRECTED, BY_TYPE -> Map.of("directionality", "keep");
        };
    }

    /** How a model reads the relationships. */
    public enum Reading {
        /** Not at all. */
        NONE,
        /** Both ways, as one undirected relation. */
        UNDIRECTED,
        /** As they are directed; the layers use both directions. */
        DIRECTED,
        /** Each type and direction apart. */
        BY_TYPE
    }

    /** Builds the network with its initial values. */
    @FunctionalInterface
    public interface Builder {
        Network build(Settings settings, Shape shape, Initialiser initialiser);
    }
}
