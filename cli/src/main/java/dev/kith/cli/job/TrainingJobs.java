package dev.kith.cli.job;

import dev.kith.cli.task.Task;
import dev.kith.cli.task.TrainingRequest;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.MemoryEstimate;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import java.util.Map;

/** The jobs {@code train} and {@code estimate} of every task with models. */
final class TrainingJobs {
    private TrainingJobs() {}

    /** A model in the job's folder, and what is to be told of it. */
    static Map<String, Object> train(JobInput input) {
        TrainingRequest request = request(input);
        try (Task.Opened task = open(input);
                Model model = task.train(
                        request, split(task, request, input), new EpochEvents(input.events()), Checkpoint.NONE)) {
            ModelFolder.write(model, input.folder().model());
            return Map.of("modelMillis", model.provenance().trainMillis());
        }
    }

    /** The memory that the training would take. */
    static Map<String, Object> estimate(JobInput input) {
        TrainingRequest request = request(input);
        try (Task.Opened task = open(input)) {
            MemoryEstimate estimate =
                    task.learning().estimate(request.entry(), request.settings(), split(task, request, input));
            return figures(estimate, input.graph());
        }
    }

    /** What is told of an estimate. */
    static Map<String, Object> figures(MemoryEstimate estimate, Graph graph) {
        return Map.of(
                "bytes",
                estimate.bytes(),
                "nodeCount",
                graph.nodeCount(),
                "relationshipCount",
                graph.relationships().count());
    }

    private static Task.Opened open(JobInput input) {
        return Task.of(input.spec().task()).open(input.graph(), input.threads());
    }

    private static TrainingRequest request(JobInput input) {
        ModelEntry entry = ModelRegistry.find(input.spec().text("model"));
        return new TrainingRequest(
                entry, TrainingOptions.settings(entry, input.spec().settings()), input.seed());
    }

    private static Split split(Task.Opened task, TrainingRequest request, JobInput input) {
        return task.splits(request.settings(), input.split(), input.seed()).getFirst();
    }
}
