package dev.kith.gnn.link;

import dev.kith.gnn.model.Option;
import java.util.List;

/** Settings of link prediction beside those of the models. */
final class LinkOptions {
    /** What every score needs, a trained one or not. */
    static final List<Option> TASK = List.of(
            Option.text("targetType", "", "Type of the relationships that are predicted; empty for all."),
            Option.choice(
                    "negatives",
                    "uniform",
                    NegativeSampler.Kind.KEYS,
                    "Pairs that are no links: uniform ones, by degree, with the labels of a link's ends (sameType), or"
                            + " with its source (sameSource)."),
            Option.count("k", 100, 1, 10_000_000, "The K of hits@K."),
            Option.flag(
                    "validationLinksInTest", false, "Validation links are in the graph that the test is scored on."),
            Option.count("scoreBatch", 8192, 1, 10_000_000, "Pairs scored at a time, after the training."));

    static final List<Option> TRAINING = List.of(
            Option.count("batchSize", 1024, 1, 10_000_000, "Links a step; an incomplete last batch is left out."),
            Option.number("predictorLearningRate", 0.005, 1e-7, 10, "Step size of the decoder's weights."),
            Option.flag("targetLinkRemoval", true, "Takes a step's links out of the graph that it reads."),
            Option.choice(
                    "metric",
                    "hits",
                    List.of("hits", "mrr", "rocAuc", "averagePrecision"),
                    "What the best epoch is chosen by, on the validation links."));

    private LinkOptions() {}
}
