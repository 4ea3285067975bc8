package dev.kith.cli.learn;

import dev.kith.cli.task.Task;
import dev.kith.cli.task.TrainingRequest;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which model is trained, for which task, with which settings. */
public final class ModelOption {
    @Option(
            names = "--task",
            paramLabel = "T",
            defaultValue = ModelRegistry.NODE_CLASSIFICATION,
            description = "The task: node-classification, link-prediction or latent-graph (default: ${DEFAULT-VALUE}).")
    private String task;

    @Option(
            names = "--model",
            paramLabel = "M",
            description =
                    "The model: for nodes mlp, gcn, sage, gat, gin, dirgcn, dirsage, rgcn, adpa, recipe, latent (default:"
                            + " gcn); for links ncn, ncnc, gae, cn, aa, ra, katz (default: ncn); for a latent graph latent.")
    private String model;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the model or its training; may be repeated.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads; results do not depend on them (default: the machine's).")
    private int threads = Engine.machineThreads();

    /** The model's line in the registry, for the wanted task. */
    public ModelEntry entry() {
        Task wanted = Task.of(task);
        ModelEntry entry = ModelRegistry.find(model == null ? wanted.usualModel() : model);
        if (!entry.tasks().contains(task)) {
            throw new KithException("The model '" + entry.name() + "' is not one for the task '" + task + "'"
                    + Nearest.hint(task, List.copyOf(entry.tasks())));
        }
        return entry;
    }

    /** What is set by hand is not tuned. */
    public Settings settings() {
        List<dev.kith.gnn.model.Option> options = TrainingOptions.with(entry()).stream()
                .map(option -> isGiven(option.name()) ? option.tuned() : option)
                .toList();
        return Settings.of(options, given);
    }

    private boolean isGiven(String name) {
        return given.keySet().stream().anyMatch(key -> key.strip().equalsIgnoreCase(name));
    }

    /** @throws KithException where there is no such task */
    public Task task() {
        return Task.of(task);
    }

    public TrainingRequest request() {
        return new TrainingRequest(entry(), settings(), seed);
    }

    public long seed() {
        return seed;
    }

    /** At least 1. */
    public int threads() {
        if (threads < 1) {
            throw new KithException("--threads must be at least 1, not " + threads + ".");
        }
        return threads;
    }
}
