package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.FoldPlan;
import dev.kith.gnn.tensor.ReductionPlan;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Csr;
import dev.kith.graph.Features;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith bench lcm}: what a learned monoid costs beside a sum, and beside a recurrent cell where there are hubs. */
@Command(
        name = "lcm",
        description =
                "Times epochs of SAGE with the lcm, sum and gru aggregators, and how they grow with a hub's degree.")
public final class LcmBenchmark implements Callable<Integer> {
    private static final long SEED = 5;
    private static final int CLASSES = 4;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            description = "Graph of the epochs: ${COMPLETION-CANDIDATES}, in any case (default: ${DEFAULT-VALUE}).")
    private EpochShape shape = EpochShape.ARXIV;

    @Option(names = "--hidden", paramLabel = "H", description = "Hidden width (default: ${DEFAULT-VALUE}).")
    private int hidden = 64;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs that count (default: ${DEFAULT-VALUE}).")
    private int epochs = 3;

    @Option(
            names = "--hubs",
            split = ",",
            paramLabel = "DEGREE",
            description = "Degrees of the hub in sparse graphs (default: ${DEFAULT-VALUE}).")
    private List<Integer> hubs = List.of(1000, 4000, 16000);

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Figures figures = new Figures("lcm");
        figures.json().put("hidden", hidden).put("threads", threads);
        List<String> lines = new ArrayList<>();
        for (int degree : hubs) {
            lines.add(hub(degree, figures.json().withArray("hubs").addObject()));
            say(lines.getLast());
        }
        lines.add(epoch(figures.json().putObject("epoch")));
        figures.print(spec.commandLine().getOut(), json, String.join("\n", lines));
        return 0;
    }

    /** Each line as soon as it is known. */
    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private double millis(EpochTimer timer, String aggregator, int layers, int warmup) {
        ModelEntry entry = ModelRegistry.find("sage");
        Settings settings = TrainingOptions.settings(
                entry, Map.of("aggregator", aggregator, "hidden", hidden, "layers", layers, "dropout", 0.0));
        return Figures.median(timer.measure(entry, settings, warmup, epochs).total());
    }

    private String epoch(ObjectNode into) {
        EpochTimer timer = new EpochTimer(shape.adjacency(), shape.features(), shape.labels(), shape.classes, threads);
        double sum = millis(timer, "sum", 2, 3);
        double lcm = millis(timer, "lcm", 2, 1);
        into.put("shape", shape.name().toLowerCase(Locale.ROOT));
        into.put("sumMillis", sum).put("lcmMillis", lcm).put("ratio", lcm / sum);
        return String.format(
                Locale.ROOT,
                "%s, two layers, hidden %d: lcm %.0f ms an epoch, sum %.0f ms, %.1f times.",
                shape.name().toLowerCase(Locale.ROOT),
                hidden,
                lcm,
                sum,
                lcm / sum);
    }

    /** A hub that hears from all of as many nodes, of which each hears from its two neighbours on a ring. */
    private String hub(int degree, ObjectNode into) {
        int nodes = degree + 1;
        int[] source = new int[3 * degree];
        int[] target = new int[3 * degree];
        for (int i = 0; i < degree; i++) {
            target[i] = i + 1;
            source[degree + i] = i + 1;
            target[degree + i] = (i + 1) % degree + 1;
            source[2 * degree + i] = i + 1;
            target[2 * degree + i] = (i + degree - 1) % degree + 1;
        }
        Csr graph = Csr.of(nodes, source, target, null);
        float[] values = new float[nodes * hidden];
        for (int v = 0; v < values.length; v++) {
            values[v] = CounterRandom.normal(SEED, 1, v);
        }
        int[] labels = new int[nodes];
        Arrays.setAll(labels, i -> CounterRandom.below(SEED, 2, i, CLASSES));
        EpochTimer timer = new EpochTimer(graph, new Features.Dense(values, nodes, hidden), labels, CLASSES, threads);
        double lcm = millis(timer, "lcm", 1, 5);
        double gru = millis(timer, "gru", 1, 5);
        SparsePattern pattern = SparsePattern.of(graph);
        int depth = ReductionPlan.balanced(pattern.offsets()).depth();
        int steps = FoldPlan.of(pattern).steps();
        into.put("degree", degree).put("lcmDepth", depth).put("gruSteps", steps);
        into.put("lcmMillis", lcm).put("gruMillis", gru).put("ratio", gru / lcm);
        return String.format(
                Locale.ROOT,
                "hub of degree %d: lcm %d levels, %.1f ms; gru %d steps, %.1f ms, %.1f times.",
                degree,
                depth,
                lcm,
                steps,
                gru,
                gru / lcm);
    }
}
