package dev.kith.gnn.conv;

import dev.kith.gnn.aggr.AggregatorRegistry;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Norm;
import java.util.List;
import java.util.stream.Stream;

/** The layers by name; a new one is one file and one line here, and is a model of its own in a stack. */
public final class ConvRegistry {
    private static final Option HEADS = Option.count("heads", 8, 1, 64, "Attention heads, side by side in the width.");
    private static final Option AGGREGATOR =
            Option.choice("aggregator", "mean", AggregatorRegistry.names(), "How neighbours are put together.");
    private static final Option ALPHA = Option.number("alpha", 0.5, 0, 1, "Share of the outgoing direction.")
            .tuned(0.0, 0.5, 1.0);

    private static final Option PERCEPTRON_NORM =
            Option.choice("perceptronNorm", "layer", Norm.NAMES, "Norm inside the layer's perceptron.");

    private static final List<Entry> ENTRIES = List.of(
            new Entry(
                    "gcn",
                    "Graph convolution with symmetric normalisation and self-loops.",
                    "Kipf and Welling 2017, equation 2",
                    Reading.UNDIRECTED,
                    List.of(),
                    (s, shape, init, in, out, last) -> new Gcn(init, in, out)),
            new Entry(
                    "sage",
                    "A node's own features and an aggregation of its neighbours', with a matrix each.",
                    "Hamilton et al. 2017, algorithm 1",
                    Reading.UNDIRECTED,
                    aggregation(AGGREGATOR),
                    (s, shape, init, in, out, last) -> new Sage(init, in, out, AggregatorRegistry.create(s, init, in))),
            new Entry(
                    "gat",
                    "Attention over neighbours.",
                    "Veličković et al. 2018, equations 1 to 5",
                    Reading.UNDIRECTED,
                    List.of(HEADS),
                    (s, shape, init, in, out, last) ->
                            new Gat(init, in, out, last ? 1 : s.whole("heads"), (float) s.real("dropout"))),
            new Entry(
                    "gin",
                    "A perceptron over the sum of a node and its neighbours.",
                    "Xu et al. 2019, equation 4.1",
                    Reading.UNDIRECTED,
                    aggregation(AGGREGATOR.withDefault("sum"), PERCEPTRON_NORM),
                    (s, shape, init, in, out, last) -> new Gin(
                            init,
                            in,
                            s.whole("hidden"),
                            out,
                            AggregatorRegistry.create(s, init, in),
                            s.choice("perceptronNorm"),
                            (float) s.real("dropout"))),
            new Entry(
                    "dirgcn",
                    "Graph convolution along and against the direction, with a matrix each.",
                    "Rossi et al. 2023, equation 8",
                    Reading.DIRECTED,
                    List.of(ALPHA),
                    (s, shape, init, in, out, last) -> new TwoDirections(
                            new Gcn(init.within("incoming"), in, out, Neighbourhoods::directed),
                            new Gcn(init.within("outgoing"), in, out, Neighbourhoods::directed),
                            (float) s.real("alpha"))),
            new Entry(
                    "dirsage",
                    "SAGE along and against the direction, with matrices of their own.",
                    "Rossi et al. 2023, equation 8",
                    Reading.DIRECTED,
                    aggregation(AGGREGATOR, ALPHA),
                    (s, shape, init, in, out, last) -> new TwoDirections(
                            sage(s, init.within("incoming"), in, out),
                            sage(s, init.within("outgoing"), in, out),
                            (float) s.real("alpha"))),
            new Entry(
                    "rgcn",
                    "A matrix for each relationship type and direction.",
                    "Schlichtkrull et al. 2018, equation 2",
                    Reading.BY_TYPE,
                    List.of(),
                    (s, shape, init, in, out, last) -> new Relational(init, in, out, shape.relationTypes())));

    private ConvRegistry() {}

    private static Sage sage(Settings s, Initialiser init, int in, int out) {
        return new Sage(init, in, out, AggregatorRegistry.create(s, init, in));
    }

    /** A layer's options with those of the aggregators. */
    private static List<Option> aggregation(Option... own) {
        return Stream.concat(Stream.of(own), AggregatorRegistry.options().stream())
                .toList();
    }

    public static List<Entry> entries() {
        return ENTRIES;
    }

    /**
     * A layer's line.
     *
     * @param options its own options, beside those of the stack
     */
    public record Entry(
            String name, String sentence, String source, Reading reading, List<Option> options, Factory factory) {}

    /** Makes a layer {@code [n, in] → [n, out]}; {@code last} says that it is the stack's last. */
    @FunctionalInterface
    public interface Factory {
        Conv create(Settings settings, Shape shape, Initialiser initialiser, int in, int out, boolean last);
    }
}
