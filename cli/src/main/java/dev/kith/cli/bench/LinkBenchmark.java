package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.link.LinkPredictor;
import dev.kith.gnn.link.Pairs;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Adjacency;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.random.CounterRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code kith bench link}: how fast pairs are scored by NCN and, with the same encoder, by a dot product. Every other pair
 * is of two nodes with a common neighbour, the others are of any two. Weights are as they start: they cost the same.
 */
@Command(name = "link", description = "Times the scoring of node pairs by NCN and by a dot product.")
public final class LinkBenchmark implements Callable<Integer> {
    private static final long SEED = 11;
    private static final int FEATURES = 64;

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes (default: ${DEFAULT-VALUE}).")
    private int nodes = 100_000;

    @Option(names = "--arcs", paramLabel = "N", description = "Arcs, two of each link (default: ${DEFAULT-VALUE}).")
    private int arcs = 2_000_000;

    @Option(names = "--hidden", paramLabel = "N", description = "Width of node vectors (default: ${DEFAULT-VALUE}).")
    private int hidden = 64;

    @Option(names = "--pairs", paramLabel = "N", description = "Pairs scored (default: ${DEFAULT-VALUE}).")
    private int count = 1_000_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds; medians count (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Figures figures = new Figures("link");
        Graph graph = new LabelledGraph(nodes, arcs / 2, FEATURES, 0, 2).graph().asUndirected();
        Pairs pairs = pairs(graph);
        Timing ncn = time(graph, pairs, "ncn", Map.of("hidden", hidden));
        Timing dot = time(graph, pairs, "gae", Map.of("hidden", hidden, "decoder", "dot"));
        ObjectNode into = figures.json();
        into.put("threads", threads);
        into.put("nodes", nodes);
        into.put("arcs", arcs);
        into.put("hidden", hidden);
        into.put("pairs", count);
        into.put("pairsPerSecond", 1000.0 * count / ncn.scoring);
        into.put("dotPairsPerSecond", 1000.0 * count / dot.scoring);
        into.put("encodeMillis", ncn.encoding);
        into.put("timesDot", ncn.scoring / dot.scoring);
        into.put("timesDotWithEncoder", (ncn.encoding + ncn.scoring) / (dot.encoding + dot.scoring));
        figures.print(
                spec.commandLine().getOut(),
                json,
                String.format(
                        Locale.ROOT,
                        "%,d nodes, %,d arcs, width %d: NCN scores %,.0f pairs a second, a dot product %,.0f; the node"
                                + " vectors take %.0f ms. NCN's time for %,d pairs is %.1f times that of the dot product,"
                                + " %.1f times with the node vectors.",
                        nodes,
                        arcs,
                        hidden,
                        into.path("pairsPerSecond").asDouble(),
                        into.path("dotPairsPerSecond").asDouble(),
                        ncn.encoding,
                        count,
                        into.path("timesDot").asDouble(),
                        into.path("timesDotWithEncoder").asDouble()));
        return 0;
    }

    /** Median milliseconds for the node vectors and for all pairs. */
    private record Timing(double encoding, double scoring) {}

    private Timing time(Graph graph, Pairs pairs, String name, Map<String, Object> given) {
        ModelEntry entry = ModelRegistry.find(name);
        Settings settings = TrainingOptions.settings(entry, given);
        FeatureSchema schema = FeatureSchema.fit(graph, "degree", "none");
        double[] encoding = new double[rounds];
        double[] scoring = new double[rounds];
        try (Engine engine = new Engine(threads);
                Model model = new Model(
                        ModelRegistry.LINK_PREDICTION,
                        entry,
                        settings,
                        schema,
                        "",
                        List.of(),
                        List.of(),
                        false,
                        entry.builder().build(settings, new Shape(schema.width(), 0, 0), new Initialiser(1)),
                        null,
                        Map.of());
                LinkPredictor predictor = new LinkPredictor(model, engine, graph)) {
            for (int round = -1; round < rounds; round++) {
                long start = System.nanoTime();
                predictor.encode();
                long encoded = System.nanoTime();
                predictor.logits(pairs);
                if (round >= 0) {
                    encoding[round] = (encoded - start) / 1e6;
                    scoring[round] = (System.nanoTime() - encoded) / 1e6;
                }
            }
        }
        return new Timing(Figures.median(encoding), Figures.median(scoring));
    }

    private Pairs pairs(Graph graph) {
        Csr a = graph.adjacency(Adjacency.undirected().withDropSelfLoops(true).withMergeDuplicates(true));
        int[] source = new int[count];
        int[] target = new int[count];
        for (int p = 0; p < count; p++) {
            source[p] = CounterRandom.below(SEED, 1, p, nodes);
            target[p] = CounterRandom.below(SEED, 2, p, nodes);
            if (p % 2 == 0) {
                int middle = neighbour(a, source[p], 3, p);
                target[p] = neighbour(a, middle, 4, p);
            }
        }
        return new Pairs(source, target);
    }

    /** A random neighbour, or the node itself where it has none. */
    private static int neighbour(Csr a, int node, long stream, int index) {
        int degree = a.offsets()[node + 1] - a.offsets()[node];
        return degree == 0 ? node : a.indices()[a.offsets()[node] + CounterRandom.below(SEED, stream, index, degree)];
    }
}
