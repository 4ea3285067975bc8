package dev.kith.gnn.train;

import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The settings that every trained model has beside its own. */
public final class TrainingOptions {
    private static final List<Option> OPTIONS = List.of(
            Option.count("epochs", 200, 1, 1_000_000, "Most passes over the training nodes."),
            Option.count("patience", 100, 1, 1_000_000, "Epochs without a better validation result before it stops."),
            Option.number("learningRate", 0.01, 1e-7, 10, "Step size of the optimiser."),
            Option.number("weightDecay", 5e-4, 0, 10, "Weight decay; biases are left alone."),
            Option.choice("optimizer", "adam", List.of("adam", "adamw"), "Adam, or AdamW with decoupled decay."),
            Option.choice(
                    "schedule",
                    "constant",
                    List.of("constant", "cosine", "linear"),
                    "How the learning rate falls over the epochs."),
            Option.count("warmup", 0, 0, 100_000, "Epochs over which the learning rate rises to its value."),
            Option.number("clip", 0, 0, 1e6, "Largest norm of the gradient; 0 does not clip."),
            Option.choice(
                    "classWeights",
                    "none",
                    List.of("none", "balanced"),
                    "Weighs classes equally (balanced) or nodes equally (none)."),
            Option.choice(
                    "featureRows",
                    "auto",
                    List.of("auto", "none", "row", "length"),
                    "Divides each feature row by the sum of its absolute values (row) or its Euclidean length; auto"
                            + " does the first for sparse vectors."),
            Option.choice(
                    "withoutFeatures",
                    "identity",
                    FeatureSchema.FALLBACKS,
                    "Features of a graph without feature properties."),
            Option.choice(
                    "directionality",
                    "drop",
                    List.of("drop", "keep", "auto"),
                    "Whether relationships are read both ways alike or as directed; auto asks AMUD, which looks at the"
                            + " classes of the training nodes."),
            Option.text(
                    "weightProperty",
                    "",
                    "Relationship property that weighs neighbours; the maximum alone" + " does not read it."),
            Option.count("batchSize", 0, 0, 10_000_000, "Training nodes a step; 0 trains on the whole graph at once."),
            Option.count(
                    "fanout", 10, 1, 100_000, "Neighbours sampled for a node, layer and direction or type in a batch."),
            Option.count("checkpointEvery", 0, 0, 1_000_000, "Epochs between checkpoints; 0 makes none."),
            Option.number(
                    "maxMemoryGiB",
                    0,
                    0,
                    1e6,
                    "Most memory of the learner; 0 is nine tenths of what the machine has."));

    /** What does not go with links: their steps are over links, on the whole graph. */
    private static final Set<String> OF_NODES =
            Set.of("classWeights", "weightProperty", "batchSize", "fanout", "checkpointEvery");
    /** What a score that nobody trains still asks for. */
    private static final Set<String> UNTRAINED =
            Set.of("featureRows", "withoutFeatures", "directionality", "maxMemoryGiB");

    private TrainingOptions() {}

    /** The options of a model with those of training, at the model's defaults. */
    public static List<Option> with(ModelEntry entry) {
        return Stream.concat(entry.options().stream(), of(entry).stream()).toList();
    }

    /** The options of training that a model has, at its defaults. */
    public static List<Option> of(ModelEntry entry) {
        Map<String, Object> defaults = entry.trainingDefaults();
        boolean links = entry.tasks().contains(ModelRegistry.LINK_PREDICTION);
        boolean trains = !links
                || entry.options().stream().anyMatch(option -> option.name().equals("batchSize"));
        return OPTIONS.stream()
                .filter(option -> !(links && OF_NODES.contains(option.name())))
                .filter(option -> trains || UNTRAINED.contains(option.name()))
                .map(option -> option.withDefault(defaults.getOrDefault(option.name(), option.fallback())))
                .toList();
    }

    public static List<Option> all() {
        return OPTIONS;
    }

    /** Checked settings of a model and its training. */
    public static Settings settings(ModelEntry entry, Map<String, ?> given) {
        return Settings.of(with(entry), given);
    }
}
