package dev.kith.gnn.train;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.graph.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Trains a model on each of several splits with each of several seeds. With tuning, every combination of the model's
 * grid is tried on a split with the first seed and the one with the best validation result is used there; the test nodes
 * are never looked at for it.
 */
public final class Evaluation {
    private final NodeClassification task;
    private final ModelEntry entry;
    private final Settings settings;
    private final boolean tune;

    public Evaluation(NodeClassification task, ModelEntry entry, Settings settings, boolean tune) {
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

    /** @param listener hears of each finished run */
    public Result run(List<Split> splits, int seeds, long firstSeed, Consumer<Run> listener) {
        List<Run> runs = new ArrayList<>();
        for (Split split : splits) {
            Map<String, Object> chosen = tune ? choose(split, firstSeed) : Map.of();
            Settings used = settings.with(chosen);
            for (int s = 0; s < seeds; s++) {
                try (Model model = train(used, split, firstSeed + s)) {
                    Run run = new Run(split.name(), firstSeed + s, chosen, model.metrics(), model.provenance());
                    runs.add(run);
                    listener.accept(run);
                }
            }
        }
        Map<String, Double> mean = new LinkedHashMap<>();
        Map<String, Double> std = new LinkedHashMap<>();
        for (String metric : runs.getFirst().metrics().get("test").keySet()) {
            double[] values = runs.stream()
                    .mapToDouble(run -> run.metrics().get("test").get(metric))
                    .toArray();
            double sum = 0.0;
            for (double value : values) {
                sum += value;
            }
            double squares = 0.0;
            for (double value : values) {
                squares += (value - sum / values.length) * (value - sum / values.length);
            }
            mean.put(metric, sum / values.length);
            std.put(metric, values.length < 2 ? 0.0 : Math.sqrt(squares / (values.length - 1)));
        }
        return new Result(runs, mean, std);
    }

    private Model train(Settings used, Split split, long seed) {
        return task.train(entry, used, split, seed, TrainingListener.SILENT, Checkpoint.NONE);
    }

    private Map<String, Object> choose(Split split, long seed) {
        Map<String, Object> best = Map.of();
        double bestAccuracy = Double.NEGATIVE_INFINITY;
        for (Map<String, Object> candidate : grid(settings.options())) {
            try (Model model = train(settings.with(candidate), split, seed)) {
                double accuracy = model.metrics().get("validation").getOrDefault("accuracy", Double.NaN);
                if (accuracy > bestAccuracy) {
                    bestAccuracy = accuracy;
                    best = candidate;
                }
            }
        }
        return best;
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
