package dev.kith.cli.bench;

import dev.kith.cli.learn.Report;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.Predictions;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.ingest.Progress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code kith bench soak}: many trainings of a graph of Cora's size in one process, each from the graph to a prediction,
 * models and batches in turn; what the process holds must not grow. With {@code --clients}, so many clients at once
 * against a local server ({@link ServerSoak}).
 */
@Command(
        name = "soak",
        description = "Trains a thousand times in one process and watches its memory; or, with --clients, lets clients"
                + " train, write, export and call off at random on a local server, and watches that.")
public final class SoakBenchmark implements Callable<Integer> {
    private static final int SETTLED = 10;
    private static final List<Map<String, Object>> TURNS =
            List.of(Map.of(), Map.of("batchSize", 512), Map.of("dropout", 0.0));

    @Option(names = "--trainings", paramLabel = "N", description = "Trainings (default: ${DEFAULT-VALUE}).")
    private int trainings = 1000;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs of each (default: ${DEFAULT-VALUE}).")
    private int epochs = 20;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--clients", paramLabel = "N", description = "Clients at once of a local server.")
    private int clients;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "How long the clients go on (default: ${DEFAULT-VALUE}).")
    private double minutes = 10;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Figures figures = new Figures("soak");
        if (clients > 0) {
            return serve(figures);
        }
        Graph graph = new LabelledGraph(2_708, 5_278, 1_433, 18, 7).graph();
        long[] resident = new long[trainings];
        long tensors = Tensor.liveBytes();
        try (Progress progress = Progress.start("trainings", OptionalLong.of(trainings))) {
            for (int t = 0; t < trainings; t++) {
                train(graph, t);
                resident[t] = ResidentMemory.bytes();
                progress.add(1);
            }
        }
        // Models differ in what they hold, so round is compared with round: each has every model once with each
        // setting.
        int round = Math.min(
                trainings,
                ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).size() * TURNS.size());
        double settled = median(resident, Math.max(0, Math.min(SETTLED, trainings - round)), round);
        double last = median(resident, trainings - round, round);
        double growth = last / settled - 1.0;
        long most = LongStream.of(resident).max().orElse(0);
        figures.json().put("trainings", trainings);
        figures.json().put("epochs", epochs);
        figures.json().put("threads", threads);
        figures.json().put("round", round);
        figures.json().put("residentBytesRoundAfterTenth", settled);
        figures.json().put("residentBytesMost", most);
        figures.json().put("residentBytesLastRound", last);
        figures.json().put("growth", growth);
        figures.json().put("tensorBytesLeft", Tensor.liveBytes() - tensors);
        figures.print(
                spec.commandLine().getOut(),
                json,
                String.format(
                        Locale.ROOT,
                        "%d trainings: resident %.0f MiB in the round after the tenth, at most %.0f, %.0f in the last round"
                                + " (%+.1f %%); %d bytes of tensors left.",
                        trainings,
                        settled / (1 << 20),
                        most / (double) (1 << 20),
                        last / (1 << 20),
                        100.0 * growth,
                        Tensor.liveBytes() - tensors));
        return 0;
    }

    private static double median(long[] values, int from, int count) {
        return Figures.median(
                LongStream.of(values).skip(from).limit(count).asDoubleStream().toArray());
    }

    private int serve(Figures figures) {
        List<String> faults = new ServerSoak(clients, minutes).run(figures.json());
        figures.print(
                spec.commandLine().getOut(),
                json,
                clients + " clients, " + minutes + " minutes: " + Report.line(figures.json()));
        faults.forEach(spec.commandLine().getErr()::println);
        return faults.isEmpty() ? 0 : 1;
    }

    private void train(Graph graph, int turn) {
        List<ModelEntry> entries = ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION);
        ModelEntry entry = entries.get(turn % entries.size());
        Settings settings = TrainingOptions.settings(entry, Map.of("epochs", epochs, "patience", epochs))
                .with(TURNS.get(turn % TURNS.size()));
        try (NodeClassification task = new NodeClassification(graph, threads);
                Model model = task.train(
                        entry,
                        settings,
                        graph.splits().get("shares"),
                        turn,
                        TrainingListener.SILENT,
                        Checkpoint.NONE)) {
            if (Predictions.of(model, task.engine(), graph).codes().length != graph.nodeCount()) {
                throw new IllegalStateException("Not every node was predicted.");
            }
        }
    }
}
