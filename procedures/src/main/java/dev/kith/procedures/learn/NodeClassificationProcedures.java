// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.job.OptionCatalogue;
import dev.kith.graph.job.OptionDescription;
import dev.kith.procedures.CallContext;
import dev.kith.procedures.graph.GraphArgument;
import dev.kith.procedures.model.ModelCard;
import dev.kith.procedures.model.ModelCatalogue;
import dev.kith.procedures.write.PredictionRun;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.nodeClassification.*}. */
public final class NodeClassificationProcedures extends CallContext {
    private static final String TASK = "node-classification";
    private static final String USUAL_MODEL = "gcn";
    private static final List<String> TRAIN_KEYS = List.of("modelName", "model", "targetProperty", "featureProperties");
    private static final List<String> PREDICT_KEYS = List.of("modelName");
    private static final List<String> WRITE_KEYS = List.of("modelName", "writeProperty", "confidenceProperty");

    /** @param modelInfo classes, features, metrics and where the model came from */
    public record Trained(
            Map<String, Object> modelInfo,
            long preProcessingMillis,
            long trainMillis,
            Map<String, Object> configuration) {}

    /** @param requiredBytes peak of the learner, memory outside its heap included */
    public record Estimated(
            long requiredBytes, long nodeCount, long relationshipCount, Map<String, Object> configuration) {}

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
        LearnerOptions options = training(map);
        String name = options.given().required("modelName");
        ModelCatalogue models = models();
        models.refuseTaken(name);
        return job("train", graph, options).row(this, (folder, result, snapshot, millis) -> {
            ModelCard model = models.add(name, folder.model());
            return new Trained(
                    model.info(), millis + result.preProcessingMillis(), result.computeMillis(), options.echo());
        });
    }

    @Procedure(name = "kith.nodeClassification.train.estimate", mode = Mode.READ)
    @Description("The memory that a training would take.")
    public Stream<Estimated> estimate(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = training(map);
        return job("estimate", graph, options)
                .row(
                        this,
                        (folder, result, snapshot, millis) -> new Estimated(
                                result.whole("bytes"),
                                result.whole("nodeCount"),
                                result.whole("relationshipCount"),
                                options.echo()));
    }

    @Procedure(name = "kith.nodeClassification.stats", mode = Mode.READ)
    @Description("How often a model predicts each class, and how sure it is.")
    public Stream<Stats> stats(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = LearnerOptions.of(map, PREDICT_KEYS, List.of());
        return predicting(graph, model(options), options)
                .row(
                        this,
                        (folder, result, snapshot, millis) -> new Stats(
                                result.whole("nodeCount"),
                                List.copyOf((List<?>) result.figures().get("classes")),
                                result.figures().get("meanConfidence") instanceof Number mean
                                        ? mean.doubleValue()
                                        : null,
                                millis + result.preProcessingMillis(),
                                result.computeMillis(),
                                options.echo()));
    }

    @Procedure(name = "kith.nodeClassification.stream", mode = Mode.READ)
    @Description("The class that a model predicts for each node.")
    public Stream<Prediction> stream(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = LearnerOptions.of(map, PREDICT_KEYS, List.of());
        PredictionRows rows = predicting(graph, model(options), options)
                .run(this, (folder, result, snapshot, millis) -> new PredictionRows(folder.predictions()));
        return rows.stream();
    }

    @Procedure(name = "kith.nodeClassification.write", mode = Mode.WRITE)
    @Description("Writes the predicted class and its probability to each node, as a run that can be rolled back.")
    public Stream<Written> write(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = LearnerOptions.of(map, WRITE_KEYS, List.of());
        ModelCard model = model(options);
        WriteNames names = WriteNames.of(options.given(), model);
        return predicting(graph, model, options).row(this, (folder, result, snapshot, millis) -> {
            long start = System.nanoTime();
            PredictionRun run = names.run(model, result, snapshot.labels());
            PredictionRun.Written written = run.write(this, folder.predictions());
            Map<String, Object> echo = options.echo();
            echo.put("writeProperty", names.property());
            echo.put("confidenceProperty", names.confidence());
            return new Written(
                    written.properties(),
                    written.skipped(),
                    millis + result.preProcessingMillis(),
                    result.computeMillis(),
                    (System.nanoTime() - start) / 1_000_000,
                    run.id(),
                    echo);
        });
    }

    private ModelCard model(LearnerOptions options) {
        return models().get(options.given().required("modelName"));
    }

    private LearnerJob predicting(Object graph, ModelCard model, LearnerOptions options) {
        return new LearnerJob(
                TASK,
                "predict",
                GraphArgument.of(graph, this),
                null,
                List.of(),
                model.featureProperties(),
                model.relationshipProperties(),
                options.with("modelFolder", model.folder().toString()).options(),
                Map.of());
    }

    /** The options of a training, those of its model included. */
    private static LearnerOptions training(Map<String, Object> map) {
        Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(map);
        OptionCatalogue catalogue = OptionCatalogue.current();
        OptionCatalogue.Model model = catalogue.model(TASK, String.valueOf(anyCase.getOrDefault("model", USUAL_MODEL)));
        List<OptionDescription> described = catalogue.options(model).stream()
                .filter(option -> !option.name().equals("checkpointEvery"))
                .toList();
        return LearnerOptions.of(map, TRAIN_KEYS, described).with("model", model.name());
    }

    private LearnerJob job(String mode, Object graph, LearnerOptions options) {
        GraphArgument argument = GraphArgument.of(graph, this);
        return new LearnerJob(
                TASK,
                mode,
                argument,
                options.target(),
                options.features(argument),
                List.of(),
                options.weights(),
                options.options(),
                options.settings());
    }

    private ModelCatalogue models() {
        return new ModelCatalogue(folder(), caller());
    }
}
