package dev.kith.gnn.link;

import dev.kith.gnn.geometry.PlacedNetwork;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.recipe.RecipeNetwork;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Linear;
import dev.kith.graph.KithException;
import java.util.List;
import java.util.Map;

/** The models of link prediction, a line each. */
public final class LinkModels {
    private static final String PAPER = "Wang, Yang and Zhang 2024";

    private static final List<Option> HEADS = List.of(
            Option.number("predictorDropout", 0.1, 0, 0.95, "Rate inside the decoder."),
            Option.flag("predictorNorm", true, "Layer norm inside the decoder."),
            Option.flag("shortTail", true, "Leaves out the last linear map of the decoder's two branches."),
            Option.flag("longOutput", false, "One more hidden layer before the score."));

    private static final List<Option> POOLS = List.of(
            Option.number("predictorEdgeDropout", 0.0, 0, 0.95, "Rate at which arcs are left out of neighbour sets."),
            Option.flag("nodeMap", true, "Pools h + G(h) with a perceptron G, not h itself."),
            Option.number("beta", 1, -100, 100, "The pool's weight at the start of the training."),
            Option.count(
                    "commonCap", -1, -1, 1_000_000, "Most common neighbours summed, a sample of more; -1 for all."));

    private static final List<Option> COMPLETION = List.of(
            Option.count("completionDepth", 1, 0, 3, "How deep missing links are completed; 0 is NCN."),
            Option.number("completionAlpha", 1, 0, 10, "Most a completed neighbour weighs."),
            Option.number("completionScale", 5, 0, 100, "Steepness of the weight over the inner score."),
            Option.number("completionOffset", 3, -100, 100, "Inner score at which the weight turns."),
            Option.number("completionPrior", 0.5, 1e-6, 1, "Prior odds of a missing link."),
            Option.flag("learnPrior", false, "Learns the prior odds from the pair's ends."),
            Option.flag("raiseAlpha", false, "Lets completion grow from the fifth to the fifteenth epoch."),
            Option.count("trainCap", -1, -1, 1_000_000, "Most one-sided neighbours completed in training; -1 for all."),
            Option.count("testCap", -1, -1, 1_000_000, "Most one-sided neighbours completed in use; -1 for all."),
            Option.count("completionChunk", 16384, 1, 10_000_000, "Inner pairs scored at a time; bounds the memory."),
            Option.choice(
                    "completionInput",
                    "reference",
                    List.of("reference", "plain"),
                    "What inner scores read: h + G(h) as the published runs did (reference), or h (plain)."));

    private LinkModels() {}

    /** All of them. */
    public static List<ModelEntry> entries() {
        return List.of(
                trained(
                        "ncn",
                        "Neural common neighbours: a pair is its ends' product and the sum of its common neighbours.",
                        PAPER,
                        joined(List.of(
                                HEADS,
                                POOLS,
                                List.of(Option.choice(
                                        "pool",
                                        "common",
                                        Pool.KEYS,
                                        "What is summed: common neighbours, their count, with those of one end"
                                                + " (difference), or two steps away.")))),
                        LinkModels::ncn),
                trained(
                        "ncnc",
                        "NCN with completion: neighbours of one end join in, as far as the model believes in the link"
                                + " they lack.",
                        PAPER,
                        joined(List.of(HEADS, POOLS, COMPLETION)),
                        LinkModels::ncnc),
                trained(
                        "gae",
                        "A graph autoencoder: any encoder, and a decoder that looks at the two ends alone.",
                        "Kipf and Welling 2016",
                        joined(List.of(
                                ForwardEncoder.OPTIONS,
                                HEADS,
                                List.of(Option.choice(
                                        "decoder",
                                        "hadamard",
                                        List.of("hadamard", "dot", "bilinear"),
                                        "A perceptron on the product of the ends, their dot product, or a bilinear"
                                                + " form.")))),
                        LinkModels::gae),
                heuristic(
                        "cn",
                        "Counts common neighbours.",
                        "Liben-Nowell and Kleinberg 2007",
                        s -> new Heuristic.Common(Heuristic.Common.Weight.ONE)),
                heuristic(
                        "aa",
                        "Common neighbours, each 1 / ln(degree).",
                        "Adamic and Adar 2003",
                        s -> new Heuristic.Common(Heuristic.Common.Weight.ADAMIC_ADAR)),
                heuristic(
                        "ra",
                        "Common neighbours, each 1 / degree.",
                        "Zhou, Lü and Zhang 2009",
                        s -> new Heuristic.Common(Heuristic.Common.Weight.RESOURCE_ALLOCATION)),
                heuristic(
                        "katz",
                        "Walks between the ends, longer ones for less.",
                        "Katz 1953",
                        s -> new Heuristic.Katz(s.real("katzBeta"), s.whole("katzLength")),
                        Option.number("katzBeta", 0.05, 0, 1, "What one more step takes from a walk."),
                        Option.count("katzLength", 4, 1, 8, "Longest walks that count.")));
    }

    private static ModelEntry trained(
            String name, String sentence, String source, List<Option> decoder, ModelEntry.Builder builder) {
        return new ModelEntry(
                name,
                sentence,
                source,
                List.of(ModelRegistry.LINK_PREDICTION),
                joined(List.of(
                        LinkEncoder.OPTIONS, RecipeNetwork.OPTIONS, decoder, LinkOptions.TRAINING, LinkOptions.TASK)),
                Reading.UNDIRECTED,
                Map.of(
                        "epochs",
                        100,
                        "learningRate",
                        0.005,
                        "weightDecay",
                        0.0,
                        "featureRows",
                        "none",
                        "directionality",
                        "keep"),
                builder);
    }

    private static ModelEntry heuristic(
            String name, String sentence, String source, HeuristicBuilder builder, Option... own) {
        return new ModelEntry(
                name,
                sentence,
                source,
                List.of(ModelRegistry.LINK_PREDICTION),
                joined(List.of(List.of(own), LinkOptions.TASK)),
                Reading.UNDIRECTED,
                Map.of("directionality", "keep"),
                (settings, shape, initialiser) -> new LinkNetwork(new Heuristic.NoEncoder(), builder.build(settings)));
    }

    @FunctionalInterface
    private interface HeuristicBuilder {
        Heuristic build(Settings settings);
    }

    private static List<Option> joined(List<List<Option>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private static Network encoder(Settings settings, Shape shape, Initialiser initialiser) {
        Initialiser names = initialiser.within("encoder");
        return PlacedNetwork.around(shape, names, read -> {
            Shape vectors = new Shape(read.in(), settings.whole("hidden"), read.relationTypes(), read.directed());
            return settings.choice("encoder").equals(EncoderLayers.RECIPE)
                    ? new RecipeNetwork(settings, vectors, names)
                    : new LinkEncoder(settings, read, names);
        });
    }

    private static LinkNetwork ncn(Settings settings, Shape shape, Initialiser initialiser) {
        Pool pool = Pool.of(settings.choice("pool"));
        return new LinkNetwork(
                encoder(settings, shape, initialiser),
                new CommonNeighbours(
                        heads(settings, shape, initialiser, pool),
                        pool,
                        (float) settings.real("predictorEdgeDropout"),
                        settings.whole("commonCap")));
    }

    private static LinkNetwork ncnc(Settings settings, Shape shape, Initialiser initialiser) {
        Completion.Options options = new Completion.Options(
                (float) settings.real("predictorEdgeDropout"),
                settings.whole("completionDepth"),
                settings.real("completionAlpha"),
                settings.real("completionScale"),
                settings.real("completionOffset"),
                settings.real("completionPrior"),
                settings.flag("learnPrior"),
                settings.flag("raiseAlpha"),
                settings.whole("trainCap"),
                settings.whole("testCap"),
                settings.whole("commonCap"),
                settings.whole("completionChunk"),
                settings.choice("completionInput").equals("reference"));
        return new LinkNetwork(
                encoder(settings, shape, initialiser),
                new Completion(
                        initialiser.within("completion"),
                        heads(settings, shape, initialiser, Pool.COMMON),
                        settings.whole("hidden"),
                        options));
    }

    private static LinkNetwork gae(Settings settings, Shape shape, Initialiser initialiser) {
        if (ForwardEncoder.wants(settings)) {
            ForwardEncoder encoder = new ForwardEncoder(settings, shape, initialiser.within("encoder"));
            return new LinkNetwork(encoder, new LayerwiseDecoder(encoder.score(), encoder.blocks()));
        }
        int hidden = settings.whole("hidden");
        boolean bilinear = settings.choice("decoder").equals("bilinear");
        if (shape.directed() && settings.choice("decoder").equals("dot")) {
            throw new KithException("The dot product cannot tell (i, j) from (j, i), and these links have a direction;"
                    + " use decoder=bilinear or hadamard, or directionality=drop.");
        }
        LinkNetwork.PairDecoder decoder = settings.choice("decoder").equals("hadamard")
                ? new EndDecoder.Hadamard(heads(settings, shape, initialiser, null))
                : new EndDecoder.Bilinear(
                        bilinear ? new Linear(initialiser.glorot("decoder.weight", hidden, hidden), null) : null);
        return new LinkNetwork(encoder(settings, shape, initialiser), decoder);
    }

    private static PairHeads heads(Settings settings, Shape shape, Initialiser initialiser, Pool pool) {
        boolean pools = pool != null;
        PerceptronHeads.Options options = new PerceptronHeads.Options(
                (float) settings.real("predictorDropout"),
                settings.flag("predictorNorm"),
                pools && settings.flag("nodeMap"),
                settings.flag("shortTail"),
                settings.flag("longOutput"),
                pools ? settings.real("beta") : 0.0);
        return new PerceptronHeads(
                initialiser.within("decoder"), settings.whole("hidden"), pool, shape.directed(), options);
    }
}
