package dev.kith.gnn.latent;

import dev.kith.gnn.conv.ConvRegistry;
import dev.kith.gnn.latent.metric.MetricRegistry;
import dev.kith.gnn.model.LayerStack;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a latent graph can be told; its metric, its layers and its encoder read theirs by themselves.
 *
 * @param k neighbours of a node
 * @param self whether a node may be its own
 * @param given whether the given relationships are read too
 * @param bothWays whether inferred ones are read in both directions
 * @param passes draws that a prediction takes the mean of, 0 for the nearest nodes
 * @param draws whether training draws
 * @param perplexity of the draws at the start
 * @param loss of the graph, or null for none
 * @param warmup epochs without it
 * @param beta share of the old value in a running accuracy
 */
record LatentOptions(
        int k,
        boolean self,
        boolean given,
        boolean bothWays,
        int passes,
        boolean draws,
        double perplexity,
        GraphLoss.Form loss,
        float lossWeight,
        int warmup,
        float beta) {

    private static final List<ConvRegistry.Entry> LAYERS = ConvRegistry.entries().stream()
            .filter(entry -> entry.reading() == ModelEntry.Reading.UNDIRECTED)
            .toList();

    static LatentOptions of(Settings settings) {
        String loss = settings.choice("graphLoss");
        return new LatentOptions(
                settings.whole("neighbours"),
                settings.flag("allowSelf"),
                settings.choice("inputGraph").equals("use"),
                settings.flag("bothWays"),
                settings.whole("testDraws"),
                settings.flag("draw"),
                settings.real("perplexity"),
                loss.equals("none") ? null : GraphLoss.Form.valueOf(loss.toUpperCase(Locale.ROOT)),
                (float) settings.real("graphWeight"),
                settings.whole("graphWarmup"),
                (float) settings.real("beta"));
    }

    /** The layer that reads the neighbours. */
    static ConvRegistry.Entry layer(Settings settings) {
        return LAYERS.stream()
                .filter(entry -> entry.name().equals(settings.choice("conv")))
                .findFirst()
                .orElseThrow();
    }

    /** All of the model's: where two layers have one of the same name, it is the first one's. */
    static List<Option> all() {
        List<Option> own = List.of(
                Option.choice(
                        "conv",
                        "gcn",
                        LAYERS.stream().map(ConvRegistry.Entry::name).toList(),
                        "Layer that reads the inferred neighbours."),
                Option.count(
                        "neighbours",
                        20,
                        1,
                        NeighbourQuestion.MOST,
                        "Neighbours that are inferred for a node, at most a quarter of all nodes."),
                Option.choice(
                        "inputGraph",
                        "use",
                        List.of("use", "ignore"),
                        "Whether the given relationships are read beside the inferred ones."),
                Option.flag("bothWays", true, "Reads inferred relationships in both directions."),
                Option.flag("allowSelf", false, "Lets a node be one of its own neighbours."),
                Option.choice(
                        "encoder",
                        "spectral",
                        List.of("spectral", "mlp"),
                        "How features become places: their leading singular vectors, turned by training, or a"
                                + " perceptron."),
                Option.count("width", 64, 1, 1024, "Dimensions of the space of the places."),
                Option.number("turnRate", 0.1, 0, 10, "How fast training turns the singular vectors."),
                Option.flag("draw", true, "Draws neighbours in training; off, the nearest are read."),
                Option.number(
                        "perplexity",
                        20,
                        1,
                        10_000,
                        "Among how many nodes the neighbours of a typical node are drawn at the start."),
                Option.choice(
                        "graphLoss",
                        "agreement",
                        List.of("none", "exp_mean", "log_sum", "agreement"),
                        "Loss that trains places and metric: exp_mean and log_sum (normalised) reward a node's neighbours"
                                + " where it is classified rightly, agreement each neighbour by its predicted class."),
                Option.number("graphWeight", 1, 0, 1000, "Weight of the graph loss."),
                Option.count("graphWarmup", 20, 0, 100_000, "Epochs before the graph loss begins."),
                Option.number("beta", 0.95, 0, 1, "Share of the old value in a node's running accuracy."),
                Option.count(
                        "testDraws",
                        0,
                        0,
                        100,
                        "Draws that a prediction takes the mean of; 0 reads the nearest nodes."));
        List<Option> all = new ArrayList<>(own);
        Stream.of(
                        MetricRegistry.OPTIONS.stream(),
                        LayerStack.OPTIONS.stream(),
                        LAYERS.stream().flatMap(layer -> layer.options().stream()))
                .flatMap(options -> options)
                .filter(option -> all.stream().noneMatch(known -> known.name().equals(option.name())))
                .forEach(all::add);
        return List.copyOf(all);
    }
}
