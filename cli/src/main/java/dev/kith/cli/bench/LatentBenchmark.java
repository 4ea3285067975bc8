package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import dev.kith.gnn.latent.InferredGraph;
import dev.kith.gnn.latent.NeighbourQuestion;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.SplitChoice;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.generate.BlockModel;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code kith bench latent}: the time and memory of a training that infers its graph, and of the graph that comes of it, on
 * more and more nodes.
 */
@Command(name = "latent", description = "Times the training of latent graphs on more and more nodes.")
public final class LatentBenchmark implements Callable<Integer> {
    private static final int CLASSES = 10;
    private static final double DEGREE = 4.0;
    private static final double HOMOPHILY = 0.8;
    private static final double SIGNAL = 4.0;
    private static final long SEED = 11;

    @Option(names = "--nodes", split = ",", paramLabel = "N", description = "Nodes (default: ${DEFAULT-VALUE}).")
    private List<Integer> nodes = List.of(25_000, 50_000, 100_000);

    @Option(names = "--features", paramLabel = "F", description = "Features of a node (default: ${DEFAULT-VALUE}).")
    private int features = 64;

    @Option(names = "--neighbours", paramLabel = "K", description = "Inferred for a node (default: ${DEFAULT-VALUE}).")
    private int neighbours = 10;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs (default: ${DEFAULT-VALUE}).")
    private int epochs = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (nodes.stream().anyMatch(n -> n < CLASSES) || features < 1 || neighbours < 1 || epochs < 1) {
            throw new KithException("--nodes is at least " + CLASSES
                    + " each, and --features, --neighbours and --epochs are at least 1.");
        }
        Figures figures = new Figures("latent");
        ArrayNode rows = figures.json()
                .put("threads", threads)
                .put("features", features)
                .put("neighbours", neighbours)
                .putArray("sizes");
        List<String> lines = new ArrayList<>();
        for (int n : nodes) {
            lines.add(measure(n, rows.addObject()));
            spec.commandLine().getErr().println(lines.getLast());
            spec.commandLine().getErr().flush();
        }
        figures.print(spec.commandLine().getOut(), json, String.join("\n", lines));
        return 0;
    }

    private String measure(int n, ObjectNode into) {
        Graph graph = new BlockModel(n, CLASSES, DEGREE, HOMOPHILY, 0.0, features, SIGNAL).graph(SEED);
        ModelEntry entry = ModelRegistry.find("latent");
        Map<String, Object> given = Map.of("epochs", epochs, "inputGraph", "ignore", "neighbours", neighbours);
        ResidentMemory.forgetPeak();
        double processorSeconds = processorSeconds();
        try (NodeClassification task = new NodeClassification(graph, threads);
                Model model = task.train(
                        task.engine(),
                        entry,
                        TrainingOptions.settings(entry, given),
                        SplitChoice.all(graph, task.target(), "random", SEED).getFirst(),
                        SEED,
                        TrainingListener.SILENT)) {
            double trainProcessorSeconds = processorSeconds() - processorSeconds;
            long start = System.nanoTime();
            InferredGraph inferred = model.inferred(task.engine(), graph, new NeighbourQuestion(null, 0, 0.0));
            double inferMillis = (System.nanoTime() - start) / 1e6;
            into.put("nodes", n).put("epochs", model.provenance().epochs());
            into.put("trainMillis", model.provenance().trainMillis());
            into.put("epochMillis", model.provenance().epochMillisMedian());
            into.put("inferMillis", inferMillis).put("relationships", inferred.count());
            into.put("trainProcessorSeconds", trainProcessorSeconds);
            into.put("residentPeakBytes", ResidentMemory.peakBytes());
            return String.format(
                    Locale.ROOT,
                    "%,d nodes: an epoch %.1f s, the training %.1f s (%.1f s of processors), the graph %.1f s; resident at"
                            + " most %.2f GiB.",
                    n,
                    model.provenance().epochMillisMedian() / 1000,
                    model.provenance().trainMillis() / 1000.0,
                    trainProcessorSeconds,
                    inferMillis / 1000,
                    ResidentMemory.peakBytes() / (double) (1 << 30));
        }
    }

    /** Of all threads: on a shared machine it says more than the time that passes. */
    private static double processorSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
