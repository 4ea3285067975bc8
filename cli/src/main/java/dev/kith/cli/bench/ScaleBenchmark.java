package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.TrainingCancelled;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code kith bench scale}: SAGE on a power-law graph of millions of nodes, full batch and in mini-batches, with what the
 * process holds at most, beside the same on a graph of arxiv's size. Epochs include the look at the validation nodes.
 */
@Command(name = "scale", description = "Times epochs of SAGE on a large power-law graph, and its memory.")
public final class ScaleBenchmark implements Callable<Integer> {
    private static final String MODEL = "sage";
    private static final int FEATURES = 100;
    private static final int CLASSES = 40;
    private static final int BATCH = 1024;
    private static final int FANOUT = 10;
    private static final int FULL_EPOCHS = 3;
    private static final int CANCELS = 3;

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes (default: ${DEFAULT-VALUE}).")
    private int nodes = 2_000_000;

    @Option(names = "--arcs", paramLabel = "N", description = "Directed relationships (default: ${DEFAULT-VALUE}).")
    private int arcs = 60_000_000;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            description = "Width of the hidden layer (default: ${DEFAULT-VALUE}).")
    private int hidden = 64;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final ModelEntry entry = ModelRegistry.find(MODEL);

    @Override
    public Integer call() {
        Figures figures = new Figures("scale");
        figures.json().put("threads", threads);
        figures.json().put("hidden", hidden);
        figures.json().put("batchSize", BATCH);
        figures.json().put("fanout", FANOUT);
        ObjectNode arxiv = figures.json().putObject("arxiv");
        measure(new LabelledGraph(EpochShape.ARXIV.nodes, EpochShape.ARXIV.arcs, FEATURES, 0, CLASSES), arxiv);
        ObjectNode large = figures.json().putObject("large");
        measure(new LabelledGraph(nodes, arcs, FEATURES, 0, CLASSES), large);
        ObjectNode ratios = figures.json().putObject("ratios");
        for (String kind : List.of("fullBatch", "miniBatch")) {
            ratios.put(kind, perArc(large, kind) / perArc(arxiv, kind));
        }
        figures.print(spec.commandLine().getOut(), json, words(arxiv, large, ratios));
        return 0;
    }

    private static double perArc(ObjectNode of, String kind) {
        return of.path(kind).path("nanosPerArc").asDouble();
    }

    private void measure(LabelledGraph shape, ObjectNode into) {
        long start = System.nanoTime();
        Graph graph = shape.graph();
        into.put("nodes", graph.nodeCount());
        into.put("relationships", graph.relationships().count());
        into.put("generateMillis", millisSince(start));
        try (NodeClassification task = new NodeClassification(graph, threads)) {
            train(task, graph, 0, FULL_EPOCHS, graph.relationships().count(), into.putObject("fullBatch"));
            cancel(task, graph, into);
            Split split = graph.splits().get("shares");
            long sampled = SampledArcs.of(graph, split.train(), FANOUT);
            train(task, graph, BATCH, 1, sampled, into.putObject("miniBatch"));
        }
    }

    private void train(NodeClassification task, Graph graph, int batch, int epochs, long arcsRead, ObjectNode into) {
        Settings settings = settings(batch, epochs);
        Split split = graph.splits().get("shares");
        ResidentMemory.forgetPeak();
        long start = System.nanoTime();
        long estimate = task.estimate(entry, settings, split).bytes();
        into.put("prepareMillis", millisSince(start));
        try (Model model = task.train(entry, settings, split, 1, TrainingListener.SILENT, Checkpoint.NONE)) {
            double epoch = model.provenance().epochMillisMedian();
            into.put("epochMillis", epoch);
            into.put("arcsRead", arcsRead);
            into.put("nanosPerArc", epoch * 1e6 / arcsRead);
            into.put("peakBytes", model.provenance().peakBytes());
            into.put("estimateBytes", estimate);
            into.put("residentPeakBytes", ResidentMemory.peakBytes());
        }
    }

    private Settings settings(int batch, int epochs) {
        return TrainingOptions.settings(
                entry,
                Map.of(
                        "hidden", hidden,
                        "epochs", epochs,
                        "batchSize", batch,
                        "fanout", FANOUT,
                        "directionality", "keep"));
    }

    /** How long a training in the middle of an epoch takes to stop. */
    private void cancel(NodeClassification task, Graph graph, ObjectNode into) {
        List<Double> millis = new ArrayList<>();
        List<Double> heard = new ArrayList<>();
        for (int c = 0; c < CANCELS; c++) {
            Deadline deadline = new Deadline(500_000_000L * (c + 1));
            try {
                Split split = graph.splits().get("shares");
                task.train(entry, settings(0, 1000), split, 1, deadline, Checkpoint.NONE)
                        .close();
                throw new IllegalStateException("A thousand epochs ended before they were cancelled.");
            } catch (TrainingCancelled e) {
                millis.add((System.nanoTime() - deadline.passed) / 1e6);
                heard.add((deadline.heard - deadline.passed) / 1e6);
            }
        }
        into.put("cancelMillisMax", Collections.max(millis));
        // Until the work stops; the rest is the memory's way back to the system.
        into.put("cancelHeardMillisMax", Collections.max(heard));
    }

    /** Wants the training to stop some time after its first epoch. */
    private static final class Deadline implements TrainingListener {
        private final long after;
        private volatile long passed = Long.MAX_VALUE;
        private volatile long heard = Long.MAX_VALUE;

        Deadline(long after) {
            this.after = after;
        }

        @Override
        public void epoch(Epoch epoch) {
            if (epoch.number() == 1) {
                passed = System.nanoTime() + after;
            }
        }

        @Override
        public boolean cancelled() {
            long now = System.nanoTime();
            boolean cancelled = passed != Long.MAX_VALUE && now >= passed;
            if (cancelled) {
                heard = Math.min(heard, now);
            }
            return cancelled;
        }
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static String words(ObjectNode arxiv, ObjectNode large, ObjectNode ratios) {
        StringBuilder words = new StringBuilder();
        for (ObjectNode of : List.of(arxiv, large)) {
            for (String kind : List.of("fullBatch", "miniBatch")) {
                words.append(String.format(
                        Locale.ROOT,
                        "%,d nodes, %,d relationships, %s: epoch %.0f ms, %.1f ns an arc, resident at most %.2f GiB,"
                                + " estimated %.2f GiB.%n",
                        of.path("nodes").asInt(),
                        of.path("relationships").asInt(),
                        kind.equals("fullBatch") ? "full batch" : "mini-batches",
                        of.path(kind).path("epochMillis").asDouble(),
                        of.path(kind).path("nanosPerArc").asDouble(),
                        of.path(kind).path("residentPeakBytes").asDouble() / (1 << 30),
                        of.path(kind).path("estimateBytes").asDouble() / (1 << 30)));
            }
        }
        return words.append(String.format(
                        Locale.ROOT,
                        "Time per arc, large to arxiv's size: full batch %.2f, mini-batches %.2f; cancelled within %.0f"
                                + " ms.",
                        ratios.path("fullBatch").asDouble(),
                        ratios.path("miniBatch").asDouble(),
                        large.path("cancelMillisMax").asDouble()))
                .toString();
    }
}
