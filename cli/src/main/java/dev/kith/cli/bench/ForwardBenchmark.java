package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.dataset.DatasetFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code kith bench forward}: forward training beside backpropagation: the most that a training of each depth holds in
 * the engine's pool, on a power-law graph whose features are as wide as the layers; and the time of epochs on a graph.
 */
@Command(
        name = "forward",
        description = "Measures memory over depth, and time, of forward training beside backpropagation.")
public final class ForwardBenchmark implements Callable<Integer> {
    private static final int NODES = 20_000;
    private static final int RELATIONSHIPS = 100_000;
    private static final int WIDTH = 128;
    private static final int CLASSES = 5;
    private static final List<String> TRAININGS = List.of("forward", "backpropagation");

    @Option(names = "--model", paramLabel = "M", description = "The layer (default: ${DEFAULT-VALUE}).")
    private String model = "sage";

    @Option(
            names = "--depths",
            paramLabel = "N",
            split = ",",
            description = "Layers, ascending (default: ${DEFAULT-VALUE}).")
    private List<Integer> depths = new ArrayList<>(List.of(2, 4, 8, 16));

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs of each training (default: ${DEFAULT-VALUE}).")
    private int epochs = 4;

    @Option(names = "--plot", paramLabel = "FILE", description = "Where a picture of memory over depth goes (SVG).")
    private Path plot;

    @Option(
            names = "--timed",
            paramLabel = "FOLDER",
            description = "A dataset folder to time trainings of 100 epochs on, forward ones for each layer.")
    private Path timed;

    @Option(names = "--timed-depth", paramLabel = "N", description = "Their layers (default: ${DEFAULT-VALUE}).")
    private int timedDepth = 4;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Figures figures = new Figures("forward");
        figures.json().put("model", model).put("threads", threads);
        StringBuilder words = new StringBuilder(memory(figures.json()));
        if (timed != null) {
            words.append(time(figures.json()));
        }
        figures.print(spec.commandLine().getOut(), json, words.toString().strip());
        return 0;
    }

    private String memory(ObjectNode into) {
        Graph graph = new LabelledGraph(NODES, RELATIONSHIPS, WIDTH, 0, CLASSES).graph();
        Map<String, double[]> mebibytes = new LinkedHashMap<>();
        ObjectNode peaks = into.putObject("peakBytes");
        StringBuilder words = new StringBuilder();
        for (String training : TRAININGS) {
            double[] line = new double[depths.size()];
            ObjectNode of = peaks.putObject(training);
            for (int d = 0; d < line.length; d++) {
                long peak = run(graph, graph.splits().get("shares"), training, depths.get(d), epochs)
                        .peakBytes();
                of.put(Integer.toString(depths.get(d)), peak);
                line[d] = peak / (double) (1 << 20);
            }
            mebibytes.put(training, line);
            double growth = line[line.length - 1] / line[0];
            of.put("growth", growth);
            words.append(String.format(
                    Locale.ROOT,
                    "%s, %s: %.1f MiB with %d layers, %.1f with %d, %.2f times as much.%n",
                    model,
                    training,
                    line[0],
                    depths.getFirst(),
                    line[line.length - 1],
                    depths.getLast(),
                    growth));
        }
        if (plot != null) {
            draw(mebibytes);
        }
        return words.toString();
    }

    private void draw(Map<String, double[]> mebibytes) {
        double[] x = depths.stream().mapToDouble(Integer::doubleValue).toArray();
        String svg = new LinePlot(
                        "Most memory of a training: " + model + ", " + NODES + " nodes, width " + WIDTH,
                        "layers",
                        "MiB",
                        x,
                        mebibytes)
                .svg();
        try {
            Files.writeString(plot, svg);
        } catch (IOException e) {
            throw new KithException("The picture could not be written to " + plot + ": " + e.getMessage() + ".", e);
        }
    }

    private String time(ObjectNode into) {
        Graph graph = DatasetFolder.read(timed);
        Split split = graph.splits().values().iterator().next();
        ObjectNode seconds = into.putObject("secondsFor100Epochs");
        double[] taken = new double[TRAININGS.size()];
        for (int t = 0; t < taken.length; t++) {
            taken[t] = run(graph, split, TRAININGS.get(t), timedDepth, 100).millis() / 1e3;
            seconds.put(TRAININGS.get(t), taken[t]);
        }
        seconds.put("share", taken[0] / taken[1]);
        return String.format(
                Locale.ROOT,
                "%s, %d layers, 100 epochs: forward %.2f s, backpropagation %.2f s, a share of %.2f.%n",
                graph.name(),
                timedDepth,
                taken[0],
                taken[1],
                taken[0] / taken[1]);
    }

    /**
     * @param peakBytes the pool held at most
     * @param millis of the training
     */
    private record Run(long peakBytes, double millis) {}

    private Run run(Graph graph, Split split, String training, int layers, int most) {
        ModelEntry entry = ModelRegistry.find(model);
        Map<String, Object> given = new HashMap<>(
                Map.of("training", training, "layers", layers, "hidden", WIDTH, "dropout", 0.0, "learningRate", 0.001));
        given.put("epochs", most);
        given.put("patience", most);
        Settings settings = TrainingOptions.settings(entry, given);
        try (NodeClassification task = new NodeClassification(graph, threads);
                Model trained = task.train(entry, settings, split, 1, TrainingListener.SILENT, Checkpoint.NONE)) {
            return new Run(
                    task.engine().pool().peakBytes(), trained.provenance().trainMillis());
        }
    }
}
