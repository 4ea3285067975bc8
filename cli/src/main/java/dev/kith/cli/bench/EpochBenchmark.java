package dev.kith.cli.bench;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.TrainingOptions;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith bench epoch}: a full-batch epoch of a two-layer model: forward, backward, Adam. */
@Command(name = "epoch", description = "Times full-batch epochs of a two-layer model: forward, backward, Adam.")
public final class EpochBenchmark implements Callable<Integer> {
    private static final float RATE = 0.01f;

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
        double[] total = new double[epochs];
        double[][] phases = new double[3][epochs];
        long peak;
        int[] rows = IntStream.range(0, shape.nodes).toArray();
        int[] labels = shape.labels();
        try (Engine engine = new Engine(threads);
                Neighbourhoods graph = Neighbourhoods.of(shape.adjacency())) {
            Input input = Input.of(shape.features());
            Network network =
                    entry.builder().build(settings, new Shape(shape.features, shape.classes, 0), new Initialiser(1));
            try (Adam adam = new Adam(engine, network.parameters(), 5e-4f, false)) {
                long began = System.nanoTime();
                int counted = 0;
                for (int e = 0; counted < epochs; e++) {
                    long start = System.nanoTime();
                    long forward;
                    long backward;
                    adam.clearGradients();
                    try (Tape tape = Tape.training(engine, 1, e)) {
                        Variable logits = network.forward(tape, input, graph);
                        Variable loss = CrossEntropy.apply(tape, logits, rows, labels, null);
                        forward = System.nanoTime();
                        tape.backward(loss);
                        backward = System.nanoTime();
                    }
                    adam.step(RATE);
                    long end = System.nanoTime();
                    if (e >= warmup && start - began >= EpochTimer.WARMUP_NANOS) {
                        total[counted] = (end - start) / 1e6;
                        phases[0][counted] = (forward - start) / 1e6;
                        phases[1][counted] = (backward - forward) / 1e6;
                        phases[2][counted] = (end - backward) / 1e6;
                        counted++;
                    }
                }
            }
            peak = engine.pool().peakBytes();
            network.parameters().forEach(Parameter::close);
            if (input instanceof Input.Dense dense) {
                dense.close();
            }
        }
        figures.json().put("shape", shape.name().toLowerCase(Locale.ROOT));
        figures.json().put("model", entry.name());
        figures.json().put("dropout", dropout);
        figures.json().put("threads", threads);
        figures.json().put("epochs", epochs);
        figures.json().put("epochMillisMedian", Figures.median(total));
        figures.json().put("epochMillisMin", Figures.min(total));
        figures.json()
                .putObject("phases")
                .put("forward", Figures.median(phases[0]))
                .put("backward", Figures.median(phases[1]))
                .put("update", Figures.median(phases[2]));
        figures.json().put("peakBytes", peak);
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
                        Figures.median(total),
                        Figures.min(total),
                        Figures.median(phases[0]),
                        Figures.median(phases[1]),
                        Figures.median(phases[2]),
                        peak / (double) (1 << 20)));
        return 0;
    }
}
