package dev.kith.gnn.model.local;

import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import java.util.List;
import java.util.Locale;

/**
 * How generated features are used in training (Liu et al. 2022, section 3).
 *
 * @param generated matrices beside the real one; 0 generates nothing
 * @param samples forward passes a step, each of other drawings and dropouts
 * @param temperature that sharpens their mean, in (0, 1]
 * @param consistency weight of their distance from it
 * @param redraw epochs between fresh drawings; 0 draws once
 * @param recompute whether each sample is computed twice, so that one at a time is held
 */
public record Augmentation(
        int generated, int samples, Merge merge, float temperature, float consistency, int redraw, boolean recompute) {

    /** The features as they are, in one pass. */
    public static final Augmentation NONE = new Augmentation(0, 1, Merge.SEPARATE, 1f, 0f, 0, false);

    private static final String SWITCH = "augmentation";
    private static final String MERGE = "merge";

    /** For models whose first layer can be there several times. */
    public static final List<Option> OPTIONS = options(Merge.SEPARATE, List.of(Merge.values()));

    /** For the others. */
    public static final List<Option> OPTIONS_OF_ONE_INPUT = options(Merge.CONCAT, List.of(Merge.CONCAT, Merge.AVERAGE));

    /** What the network reads of real and generated features. */
    public enum Merge {
        /** A first layer for each, results side by side, and all that follows as many times as wide. */
        SEPARATE,
        /** All side by side. */
        CONCAT,
        /** Their mean. */
        AVERAGE;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static List<Option> options(Merge usual, List<Merge> merges) {
        return List.of(
                Option.choice(
                        SWITCH,
                        "none",
                        List.of("none", "local"),
                        "Local augmentation (Liu et al. 2022): features of a neighbour, generated from a node's own, are"
                                + " read beside the real ones."),
                Option.count("generated", 1, 0, 8, "Generated matrices beside the real one."),
                Option.count("samples", 4, 1, 16, "Passes a step under augmentation, each with drawings of its own."),
                Option.choice(
                        MERGE,
                        usual.key(),
                        merges.stream().map(Merge::key).toList(),
                        "How generated features are read: by a first layer of their own, side by side with the real"
                                + " ones, or as the mean of both."),
                Option.number("consistency", 1, 0, 100, "Weight of the samples' distance from their sharpened mean."),
                Option.number("temperature", 0.5, 0.01, 1, "Temperature that sharpens the samples' mean."),
                Option.count("redraw", 1, 0, 1_000_000, "Epochs between fresh drawings; 0 draws once."),
                Option.flag(
                        "recompute",
                        false,
                        "Computes each sample twice instead of holding all of them in memory; the result is the same."),
                Option.choice(
                        "generator",
                        "cvae",
                        List.of("cvae", "noise"),
                        "What is read beside the features: the conditional autoencoder's drawings, or for comparison"
                                + " Gaussian noise of the same mean and variance in each column."),
                Option.flag("conditional", true, "Whether the generator looks at the node that it draws for."),
                Option.count("generatorLatent", 10, 1, 1024, "Latent width of the generator."),
                Option.count("generatorHidden", 256, 1, 4096, "Hidden width of the generator."),
                Option.choice(
                        "generatorOutput",
                        "auto",
                        List.of("auto", "sigmoid", "tanh", "linear"),
                        "Range of generated features; auto looks at the real ones: 0 to 1, -1 to 1, or any, which are"
                                + " standardised first."),
                Option.choice(
                        "generatorNorm",
                        "none",
                        List.of("none", "batch"),
                        "Normalisation after the generator's linear maps."),
                Option.number("generatorRate", 0.01, 1e-7, 10, "Step size of the generator's training."),
                Option.count("generatorBatch", 64, 1, 1_000_000, "Pairs of neighbours a step of the generator."),
                Option.count("generatorSteps", 2000, 1, 10_000_000, "Most steps of the generator's training."),
                Option.choice(
                        "generatorStop",
                        "heldout",
                        List.of("heldout", "fixed", "probe"),
                        "When the generator's training ends: where pairs that were held out get no better, after all steps,"
                                + " or after all steps with what a small network on the training nodes agrees on most."),
                Option.count("generatorSeed", 0, 0, Integer.MAX_VALUE, "Seed of the generator and its drawings."));
    }

    /** Of a model's settings; {@link #NONE} where they ask for none or know none. */
    public static Augmentation of(Settings settings) {
        if (!"local".equals(settings.asMap().get(SWITCH))) {
            return NONE;
        }
        return new Augmentation(
                settings.whole("generated"),
                settings.whole("samples"),
                Merge.valueOf(settings.choice(MERGE).toUpperCase(Locale.ROOT)),
                (float) settings.real("temperature"),
                (float) settings.real("consistency"),
                settings.whole("redraw"),
                settings.flag("recompute"));
    }

    /** Whether anything is read beside the real features. */
    public boolean generates() {
        return generated > 0;
    }

    /** First layers: one for each matrix that is read, or one for all. */
    public int branches() {
        return merge == Merge.SEPARATE ? generated + 1 : 1;
    }
}
