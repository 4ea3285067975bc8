package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.bench.aggregators.AggregatorTask;
import dev.kith.cli.bench.aggregators.AggregatorTraining;
import dev.kith.cli.bench.aggregators.AggregatorTraining.Outcome;
import dev.kith.cli.bench.aggregators.AggregatorUnderTest;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.KithException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith bench aggregators}: tasks of which it is known what an aggregator has to do for them. */
@Command(
        name = "aggregators",
        description = "Learns with each aggregator the second minimum of 2 to 16 numbers, or of neighbours' numbers,"
                + " and asks for that of more; or six properties of small graphs.")
public final class AggregatorsBenchmark implements Callable<Integer> {
    @Option(
            names = "--aggregators",
            split = ",",
            paramLabel = "NAME",
            description = "Which (default: ${DEFAULT-VALUE}); lcm-plain is lcm without penalties.")
    private List<String> names = List.of("lcm", "lcm-plain", "gru", "sum", "mean", "max", "pna");

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "What is learned: ${COMPLETION-CANDIDATES}, in any case (default: ${DEFAULT-VALUE}).")
    private AggregatorTask task = AggregatorTask.MINIMUM;

    @Option(names = "--bits", paramLabel = "N", description = "Bits of a number, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int bits = 8;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of 128 sets, nodes or graphs (default: ${DEFAULT-VALUE}).")
    private int steps = 8000;

    @Option(names = "--rate", paramLabel = "R", description = "Learning rate (default: ${DEFAULT-VALUE}).")
    private double rate = 2e-3;

    @Option(names = "--seeds", paramLabel = "N", description = "Trainings of each (default: ${DEFAULT-VALUE}).")
    private int seeds = 3;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Trainings at a time, on one thread each (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        if (seeds < 1 || steps < 1 || bits < 1 || bits > 16) {
            throw new KithException("--seeds and --steps are 1 or more, and --bits is between 1 and 16.");
        }
        for (String name : names) {
            if (!AggregatorUnderTest.names().contains(name)) {
                throw new KithException("There is no aggregator '" + name + "'; --aggregators takes "
                        + String.join(", ", AggregatorUnderTest.names()) + ".");
            }
        }
        Figures figures = new Figures("aggregators");
        figures.json().put("task", AggregatorsBenchmark.name(task));
        figures.json().put("bits", bits).put("steps", steps).put("rate", rate).put("seeds", seeds);
        ObjectNode all = figures.json().putObject("aggregators");
        List<String> lines = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<List<Future<Outcome>>> trainings = new ArrayList<>();
            for (String name : names) {
                List<Future<Outcome>> ofName = new ArrayList<>();
                for (int seed = 1; seed <= seeds; seed++) {
                    AggregatorTraining training = new AggregatorTraining(task, name, bits, steps, rate, seed);
                    ofName.add(pool.submit(() -> training.run(this::say)));
                }
                trainings.add(ofName);
            }
            for (int a = 0; a < names.size(); a++) {
                List<Outcome> outcomes = new ArrayList<>();
                for (Future<Outcome> training : trainings.get(a)) {
                    outcomes.add(training.get());
                }
                lines.add(line(names.get(a), outcomes));
                report(outcomes, all.putObject(names.get(a)));
                say(lines.getLast());
            }
        }
        figures.print(spec.commandLine().getOut(), json, String.join("\n", lines));
        return 0;
    }

    private synchronized void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private static String name(AggregatorTask task) {
        return task.name().toLowerCase(Locale.ROOT);
    }

    private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
        return outcomes.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private static void report(List<Outcome> outcomes, ObjectNode into) {
        outcomes.getFirst()
                .figures()
                .keySet()
                .forEach(name -> into.put(name, mean(outcomes, o -> o.figures().get(name))));
        for (Outcome outcome : outcomes) {
            ObjectNode run = into.withArray("runs").addObject();
            outcome.figures().forEach(run::put);
            run.put("orderSpread", outcome.spread()).put("seconds", outcome.seconds());
        }
    }

    private static String line(String aggregator, List<Outcome> outcomes) {
        String figures = outcomes.getFirst().figures().keySet().stream()
                .map(name -> String.format(Locale.ROOT, "%s: %.3f", name, mean(outcomes, o -> o.figures()
                        .get(name))))
                .collect(Collectors.joining(", "));
        String runs = outcomes.stream()
                .map(o -> String.format(Locale.ROOT, "%.3f", o.watched()))
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "%-9s %s (%s); spread over orders %.4f; %.0f s.",
                aggregator,
                figures,
                runs,
                mean(outcomes, Outcome::spread),
                mean(outcomes, Outcome::seconds));
    }
}
