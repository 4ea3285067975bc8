// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.procedures.CallContext;
import dev.kith.procedures.model.ModelCard;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.latentGraph.*}. */
public final class LatentGraphProcedures extends CallContext {
    private static final ModelTask TASK =
            new ModelTask("latent-graph", "latentGraph", "latent", List.of("targetProperty"));
    private static final List<String> PREDICT_KEYS = joined(List.of(ModelTask.MODEL_NAME), InferenceChoice.KEYS);
    private static final List<String> WRITE_KEYS = joined(PREDICT_KEYS, LinkNames.KEYS);

    /**
     * @param meanProbability null where nothing is inferred
     * @param meanDistance null where nothing is inferred
     */
    public record Stats(
            long nodeCount,
            long relationshipCount,
            Double meanProbability,
            Double meanDistance,
            long preProcessingMillis,
            long computeMillis,
            Map<String, Object> configuration) {}

    /**
     * @param sourceNodeId store id of a node
     * @param targetNodeId store id of a neighbour that it reads
     * @param probability in [0, 1] that the neighbour is among those that training draws for the node
     * @param distance by the trained metric
     * @param rank 1 for the node's nearest neighbour
     */
    public record Inferred(long sourceNodeId, long targetNodeId, double probability, double distance, long rank) {}

    @Procedure(name = "kith.latentGraph.train", mode = Mode.READ)
    @Description(
            "Trains a model that infers relationships from features, to tell a node property by them, and keeps it in the"
                    + " model catalogue.")
    public Stream<Trained> train(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.train(this, graph, map, NodeClassificationProcedures.training(TASK));
    }

    @Procedure(name = "kith.latentGraph.train.estimate", mode = Mode.READ)
    @Description("The memory that a training would take.")
    public Stream<Estimated> estimate(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimate(this, graph, map, NodeClassificationProcedures.training(TASK));
    }

    @Procedure(name = "kith.latentGraph.stats", mode = Mode.READ)
    @Description("How many relationships a model infers, how likely and how far they are.")
    public Stream<Stats> stats(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = InferenceChoice.with(LearnerOptions.of(map, PREDICT_KEYS, List.of()));
        return TASK.predicting(this, graph, TASK.model(this, options), options)
                .row(
                        this,
                        (folder, result, snapshot, millis) -> new Stats(
                                result.whole("nodeCount"),
                                result.whole("pairCount"),
                                result.real("meanProbability"),
                                result.real("meanDistance"),
                                millis + result.preProcessingMillis(),
                                result.computeMillis(),
                                InferenceChoice.echo(options)));
    }

    @Procedure(name = "kith.latentGraph.stream", mode = Mode.READ)
    @Description("The relationships that a model infers, of each node the nearest neighbour first.")
    public Stream<Inferred> stream(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = InferenceChoice.with(LearnerOptions.of(map, PREDICT_KEYS, List.of()));
        return TASK
                .predicting(this, graph, TASK.model(this, options), options)
                .run(
                        this,
                        (folder, result, snapshot, millis) -> new PredictionRows<>(
                                folder.predictions(),
                                row -> new Inferred(
                                        row.whole("id"),
                                        row.whole("target"),
                                        row.real("probability"),
                                        row.real("distance"),
                                        row.whole("rank"))))
                .stream();
    }

    @Procedure(name = "kith.latentGraph.write", mode = Mode.WRITE)
    @Description("Writes inferred relationships, as a run that can be rolled back.")
    public Stream<WrittenLinks> write(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = InferenceChoice.with(LearnerOptions.of(map, WRITE_KEYS, List.of()));
        LinkNames names = LinkNames.of(options.given(), List.of("distance", "rank"));
        boolean directed = !Boolean.TRUE.equals(options.options().get("eachPairOnce"));
        ModelCard model = TASK.model(this, options);
        return TASK.predicting(this, graph, model, options).row(this, (folder, result, snapshot, millis) -> {
            Map<String, Object> echo = InferenceChoice.echo(options);
            names.echo(echo);
            return WrittenLinks.of(
                    this,
                    names.run(model, result, directed, snapshot.labels(), List.of(names.type())),
                    folder.predictions(),
                    millis + result.preProcessingMillis(),
                    result.computeMillis(),
                    echo);
        });
    }

    @Procedure(name = "kith.latentGraph.stats.estimate", mode = Mode.READ)
    @Description("The memory that summing up a latent graph would take.")
    public Stream<Estimated> statsEstimate(
            @Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimatePrediction(this, graph, LearnerOptions.of(map, PREDICT_KEYS, List.of()));
    }

    @Procedure(name = "kith.latentGraph.stream.estimate", mode = Mode.READ)
    @Description("The memory that inferring would take.")
    public Stream<Estimated> streamEstimate(
            @Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimatePrediction(this, graph, LearnerOptions.of(map, PREDICT_KEYS, List.of()));
    }

    @Procedure(name = "kith.latentGraph.write.estimate", mode = Mode.READ)
    @Description("The memory that inferring and writing would take.")
    public Stream<Estimated> writeEstimate(
            @Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimatePrediction(this, graph, LearnerOptions.of(map, WRITE_KEYS, List.of()));
    }

    private static List<String> joined(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
