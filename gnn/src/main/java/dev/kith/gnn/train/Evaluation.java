package dev.kith.gnn.train;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Trains a model on each of several splits with each of several seeds. With tuning, every combination of the model's
 * grid is tried on a split with the first seed and the one with the best validation result is used there; the test nodes
 * are never looked at for it.
 */
public final class Evaluation {
    private final LearningTask task;
    private final ModelEntry entry;
    private final Settings settings;
    private final boolean tune;

    public Evaluation(LearningTask task, ModelEntry entry, Settings settings, boolean tune) {
        this.task = task;
        this.entry = entry;
        this.settings = settings;
        this.tune = tune;
    }

    /**
     * @param chosen settings that differ from the given ones, by tuning
     * @param metrics by set and name
     */
    public record Run(
            String split,
            long seed,
            Map<String, Object> chosen,
            Map<String, Map<String, Double>> metrics,
            Provenance provenance) {}

    /**
     * @param mean of each test metric over the runs
     * @param std its standard deviation over the runs (n - 1)
     */
    public record Result(List<Run> runs, Map<String, Double> mean, Map<String, Double> std) {}

    /** @param listener hears of each finished run, in their order */
    public Result run(List<Split> splits, int seeds, long firstSeed, Consumer<Run> listener) {
        List<Map<String, Object>> chosen =
                tune ? choose(splits, firstSeed) : Collections.nCopies(splits.size(), Map.of());
        List<Training> trainings = new ArrayList<>();
        for (int p = 0; p < splits.size(); p++) {
            for (int s = 0; s < seeds; s++) {
                trainings.add(new Training(splits.get(p), firstSeed + s, chosen.get(p)));
            }
        }
        List<Run> runs = new ArrayList<>();
        trainAll(trainings, run -> {
            runs.add(run);
            listener.accept(run);
        });
        return result(runs);
    }

    /** For each split the combination of the grid with the best validation result, the first of equals. */
    private List<Map<String, Object>> choose(List<Split> splits, long seed) {
        List<Map<String, Object>> grid = grid(settings.options());
        List<Training> trainings = new ArrayList<>();
        for (Split split : splits) {
            grid.forEach(candidate -> trainings.add(new Training(split, seed, candidate)));
        }
        List<Run> runs = new ArrayList<>();
        trainAll(trainings, runs::add);
        List<Map<String, Object>> chosen = new ArrayList<>();
        for (int p = 0; p < splits.size(); p++) {
            Run best = null;
            for (Run run : runs.subList(p * grid.size(), (p + 1) * grid.size())) {
                if (best == null || validation(run) > validation(best)) {
                    best = run;
                }
            }
            chosen.add(best.chosen());
        }
        return chosen;
    }

    private static double validation(Run run) {
        // The metric that the best epoch was chosen by comes first.
        return run.metrics().get("validation").values().stream().findFirst().orElse(Double.NEGATIVE_INFINITY);
    }

    private record Training(Split split, long seed, Map<String, Object> chosen) {}

    /**
     * Trains, side by side on one thread each where there are enough of them and they fit: a run's bytes do not depend
     * on its threads, and many small runs leave no thread waiting for another.
     */
    private void trainAll(List<Training> trainings, Consumer<Run> done) {
        int threads = task.engine().workers().threads();
        if (threads == 1
                || trainings.size() < threads
                || !fits(trainings.getFirst().split(), threads)) {
            trainings.forEach(training -> done.accept(train(task.engine(), training)));
            return;
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            try {
                List<Future<Run>> runs = trainings.stream()
                        .map(training -> pool.submit(() -> {
                            try (Engine engine = new Engine(1)) {
                                return train(engine, training);
                            }
                        }))
                        .toList();
                for (Future<Run> run : runs) {
                    done.accept(run.get());
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The evaluation was stopped.");
            } finally {
                // Nothing is left to do, or something failed: then the others are of no use.
                pool.shutdownNow();
            }
        }
    }

    private boolean fits(Split split, int threads) {
        double allowed = MemoryEstimate.allowedBytes(settings.real("maxMemoryGiB"));
        return threads * (double) task.estimate(entry, settings, split).bytes() <= allowed;
    }

    private Run train(Engine engine, Training training) {
        Settings used = settings.with(training.chosen);
        try (Model model = task.train(engine, entry, used, training.split, training.seed, TrainingListener.SILENT)) {
            return new Run(training.split.name(), training.seed, training.chosen, model.metrics(), model.provenance());
        }
    }

    private static Result result(List<Run> runs) {
        Map<String, Double> mean = new LinkedHashMap<>();
        Map<String, Double> std = new LinkedHashMap<>();
        for (String metric : runs.getFirst().metrics().get("test").keySet()) {
            double[] values = runs.stream()
                    .mapToDouble(run -> run.metrics().get("test").get(metric))
                    .toArray();
            double average = Arrays.stream(values).sum() / values.length;
            double squares = Arrays.stream(values)
                    .map(value -> (value - average) * (value - average))
                    .sum();
            mean.put(metric, average);
            std.put(metric, values.length < 2 ? 0.0 : Math.sqrt(squares / (values.length - 1)));
        }
        return new Result(runs, mean, std);
    }

    /** Every combination of the options' declared values, in a fixed order. */
    static List<Map<String, Object>> grid(List<Option> options) {
        List<Map<String, Object>> combinations = List.of(Map.of());
        for (Option option : options) {
            if (!option.grid().isEmpty()) {
                List<Map<String, Object>> longer = new ArrayList<>();
                for (Map<String, Object> before : combinations) {
                    for (Object value : option.grid()) {
                        Map<String, Object> with = new TreeMap<>(before);
                        with.put(option.name(), value);
                        longer.add(with);
                    }
                }
                combinations = longer;
            }
        }
        return combinations;
    }
}
