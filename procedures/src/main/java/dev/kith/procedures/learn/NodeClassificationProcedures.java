// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.procedures.CallContext;
import dev.kith.procedures.model.ModelCard;
import dev.kith.procedures.write.PredictionRun;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.nodeClassification.*}. */
public final class NodeClassificationProcedures extends CallContext {
    private static final ModelTask TASK =
            new ModelTask("node-classification", "nodeClassification", "gcn", List.of("targetProperty"));
    private static final List<String> PREDICT_KEYS = List.of(ModelTask.MODEL_NAME);
    private static final List<String> WRITE_KEYS = List.of(ModelTask.MODEL_NAME, "writeProperty", "confidenceProperty");

    /**
     * @param classes how often each was predicted
     * @param meanConfidence null where there are no nodes
     */
    public record Stats(
            long nodeCount,
            List<Object> classes,
            Double meanConfidence,
            long preProcessingMillis,
            long computeMillis,
            Map<String, Object> configuration) {}

    /** @param nodesSkipped that are gone, or have none of the projection's labels any more */
    public record Written(
            long nodePropertiesWritten,
            long nodesSkipped,
            long preProcessingMillis,
            long computeMillis,
            long writeMillis,
            String runId,
            Map<String, Object> configuration) {}

    @Procedure(name = "kith.nodeClassification.train", mode = Mode.READ)
    @Description("Trains a model that predicts a node property, and keeps it in the model catalogue.")
    public Stream<Trained> train(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.train(this, graph, map, training(TASK));
    }

    @Procedure(name = "kith.nodeClassification.train.estimate", mode = Mode.READ)
    @Description("The memory that a training would take.")
    public Stream<Estimated> estimate(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimate(this, graph, map, training(TASK));
    }

    @Procedure(name = "kith.nodeClassification.stats", mode = Mode.READ)
    @Description("How often a model predicts each class, and how sure it is.")
    public Stream<Stats> stats(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = LearnerOptions.of(map, PREDICT_KEYS, List.of());
        return TASK.predicting(this, graph, TASK.model(this, options), options)
                .row(
                        this,
                        (folder, result, snapshot, millis) -> new Stats(
                                result.whole("nodeCount"),
                                List.copyOf((List<?>) result.figures().get("classes")),
                                result.real("meanConfidence"),
                                millis + result.preProcessingMillis(),
                                result.computeMillis(),
                                options.echo()));
    }

    @Procedure(name = "kith.nodeClassification.stream", mode = Mode.READ)
    @Description("The class that a model predicts for each node.")
    public Stream<Prediction> stream(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = LearnerOptions.of(map, PREDICT_KEYS, List.of());
        return TASK
                .predicting(this, graph, TASK.model(this, options), options)
                .run(
                        this,
                        (folder, result, snapshot, millis) -> new PredictionRows<>(
                                folder.predictions(),
                                row -> new Prediction(
                                        row.whole("id"), row.value("prediction"), row.real("confidence"))))
                .stream();
    }

    @Procedure(name = "kith.nodeClassification.write", mode = Mode.WRITE)
    @Description("Writes the predicted class and its probability to each node, as a run that can be rolled back.")
    public Stream<Written> write(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = LearnerOptions.of(map, WRITE_KEYS, List.of());
        ModelCard model = TASK.model(this, options);
        WriteNames names = WriteNames.of(options.given(), model);
        return TASK.predicting(this, graph, model, options).row(this, (folder, result, snapshot, millis) -> {
            long start = System.nanoTime();
            PredictionRun run = names.run(model, result, snapshot.labels());
            PredictionRun.Written written = run.write(this, folder.predictions());
            Map<String, Object> echo = options.echo();
            echo.put("writeProperty", names.property());
            echo.put("confidenceProperty", names.confidence());
            return new Written(
                    written.values(),
                    written.nodesSkipped(),
                    millis + result.preProcessingMillis(),
                    result.computeMillis(),
                    (System.nanoTime() - start) / 1_000_000,
                    run.id(),
                    echo);
        });
    }

    @Procedure(name = "kith.nodeClassification.stats.estimate", mode = Mode.READ)
    @Description("The memory that summing up predictions would take.")
    public Stream<Estimated> statsEstimate(
            @Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimatePrediction(this, graph, LearnerOptions.of(map, PREDICT_KEYS, List.of()));
    }

    @Procedure(name = "kith.nodeClassification.stream.estimate", mode = Mode.READ)
    @Description("The memory that predicting would take.")
    public Stream<Estimated> streamEstimate(
            @Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimatePrediction(this, graph, LearnerOptions.of(map, PREDICT_KEYS, List.of()));
    }

    @Procedure(name = "kith.nodeClassification.write.estimate", mode = Mode.READ)
    @Description("The memory that predicting and writing would take.")
    public Stream<Estimated> writeEstimate(
            @Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimatePrediction(this, graph, LearnerOptions.of(map, WRITE_KEYS, List.of()));
    }

    /** What is learned from the classes of nodes. */
    static ModelTask.Training training(ModelTask task) {
        return (mode, graph, options) -> {
            String target = options.given().required("targetProperty");
            return new LearnerJob(
                    task.task(),
                    mode,
                    graph,
                    target,
                    options.features(graph, target),
                    List.of(),
                    options.weights(),
                    options.options(),
                    options.settings());
        };
    }
}
