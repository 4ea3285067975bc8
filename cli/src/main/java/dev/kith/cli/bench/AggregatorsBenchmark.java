package dev.kith.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.gnn.tensor.Engine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith bench aggregators}: the second minimum of sets larger than any in training. */
@Command(
        name = "aggregators",
        description = "Learns the second minimum of 2 to 16 numbers with each aggregator and asks for that of more.")
public final class AggregatorsBenchmark implements Callable<Integer> {
    @Option(
            names = "--aggregators",
            split = ",",
            paramLabel = "NAME",
            description = "Which (default: ${DEFAULT-VALUE}); lcm-plain is lcm without penalties.")
    private List<String> names = List.of("lcm", "lcm-plain", "gru", "sum", "mean", "max", "pna");

    @Option(names = "--bits", paramLabel = "N", description = "Bits of a number, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int bits = 8;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of 128 sets (default: ${DEFAULT-VALUE}).")
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
        Figures figures = new Figures("aggregators");
        figures.json().put("bits", bits).put("steps", steps).put("rate", rate).put("seeds", seeds);
        ObjectNode all = figures.json().putObject("secondMinimum");
        List<String> lines = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<List<Future<SetTraining.Outcome>>> trainings = new ArrayList<>();
            for (String name : names) {
                List<Future<SetTraining.Outcome>> ofName = new ArrayList<>();
                for (int seed = 1; seed <= seeds; seed++) {
                    SetTraining training = new SetTraining(name, bits, steps, rate, seed);
                    ofName.add(pool.submit(() -> training.run(this::say)));
                }
                trainings.add(ofName);
            }
            for (int a = 0; a < names.size(); a++) {
                List<SetTraining.Outcome> outcomes = new ArrayList<>();
                for (Future<SetTraining.Outcome> training : trainings.get(a)) {
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

    private static double mean(List<SetTraining.Outcome> outcomes, int size) {
        return outcomes.stream().mapToDouble(o -> o.exact().get(size)).average().orElse(Double.NaN);
    }

    private static void report(List<SetTraining.Outcome> outcomes, ObjectNode into) {
        for (int size : SetTraining.SIZES) {
            into.put(String.valueOf(size), mean(outcomes, size));
        }
        for (SetTraining.Outcome outcome : outcomes) {
            ObjectNode run = into.withArray("runs").addObject();
            outcome.exact().forEach((size, share) -> run.put(String.valueOf(size), share));
            run.put("orderSpread", outcome.spread()).put("seconds", outcome.seconds());
        }
    }

    private static String line(String name, List<SetTraining.Outcome> outcomes) {
        String runs = outcomes.stream()
                .map(o -> String.format(Locale.ROOT, "%.3f", o.exact().get(32)))
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "%-9s exact at 16: %.3f, 32: %.3f (%s), 64: %.3f, 128: %.3f; spread over orders %.4f; %.0f s.",
                name,
                mean(outcomes, 16),
                mean(outcomes, 32),
                runs,
                mean(outcomes, 64),
                mean(outcomes, 128),
                outcomes.stream()
                        .mapToDouble(SetTraining.Outcome::spread)
                        .average()
                        .orElse(0.0),
                outcomes.stream()
                        .mapToDouble(SetTraining.Outcome::seconds)
                        .average()
                        .orElse(0.0));
    }
}
