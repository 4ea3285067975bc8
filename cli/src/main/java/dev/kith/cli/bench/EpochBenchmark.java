package dev.kith.cli.bench;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.TrainingOptions;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith bench epoch}: a full-batch epoch of a two-layer model: forward, backward, Adam. */
@Command(name = "epoch", description = "Times full-batch epochs of a two-layer model: forward, backward, Adam.")
public final class EpochBenchmark implements Callable<Integer> {
    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            required = true,
            description = "Size of the graph: ${COMPLETION-CANDIDATES}, in any case.")
    private EpochShape shape;

    @Option(names = "--model", paramLabel = "M", description = "The model (default: ${DEFAULT-VALUE}).")
    private String model = "gcn";

    @Option(names = "--dropout", paramLabel = "P", description = "Dropout rate (default: ${DEFAULT-VALUE}).")
    private double dropout;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs that count (default: ${DEFAULT-VALUE}).")
    private int epochs = 30;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description =
                    "Least number of epochs before them, which go on for five seconds (default: ${DEFAULT-VALUE}).")
    private int warmup = 20;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Figures figures = new Figures("epoch");
        ModelEntry entry = ModelRegistry.find(model);
        Settings settings =
                TrainingOptions.settings(entry, Map.of("hidden", shape.hidden, "dropout", dropout, "layers", 2));
        EpochTimer timer = new EpochTimer(shape.adjacency(), shape.features(), shape.labels(), shape.classes, threads);
        EpochTimer.Times times = timer.measure(entry, settings, warmup, epochs);
        double median = Figures.median(times.total());
        double least = Figures.min(times.total());
        double forward = Figures.median(times.forward());
        double backward = Figures.median(times.backward());
        double update = Figures.median(times.update());
        figures.json().put("shape", shape.name().toLowerCase(Locale.ROOT));
        figures.json().put("model", entry.name());
        figures.json().put("dropout", dropout);
        figures.json().put("threads", threads);
        figures.json().put("epochs", epochs);
        figures.json().put("epochMillisMedian", median);
        figures.json().put("epochMillisMin", least);
        figures.json()
                .putObject("phases")
                .put("forward", forward)
                .put("backward", backward)
                .put("update", update);
        figures.json().put("peakBytes", times.peakBytes());
        figures.print(
                spec.commandLine().getOut(),
                json,
                String.format(
                        Locale.ROOT,
                        "%s, %s, dropout %.2f, %d threads: median %.2f ms, least %.2f ms; forward %.2f, backward %.2f,"
                                + " update %.2f; %.1f MiB.",
                        entry.name(),
                        shape.name().toLowerCase(Locale.ROOT),
                        dropout,
                        threads,
                        median,
                        least,
                        forward,
                        backward,
                        update,
                        times.peakBytes() / (double) (1 << 20)));
        return 0;
    }
}
