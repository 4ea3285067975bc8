// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.procedures.CallContext;
import dev.kith.procedures.graph.GraphArgument;
import dev.kith.procedures.model.ModelCard;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.linkPrediction.*}. */
public final class LinkPredictionProcedures extends CallContext {
    private static final ModelTask TASK = new ModelTask("link-prediction", "linkPrediction", "ncn", List.of());
    private static final List<String> PREDICT_KEYS = joined(List.of(ModelTask.MODEL_NAME), LinkChoice.KEYS);
    private static final List<String> WRITE_KEYS = joined(PREDICT_KEYS, LinkNames.KEYS);
    /** Splits that read a property of relationships. */
    private static final Pattern BY_PROPERTY = Pattern.compile("(?:time|given):(.+?)(?::[0-9]+/[0-9]+/[0-9]+)?");

    /**
     * @param sourceCount nodes that one of the pairs starts from
     * @param meanProbability null where there are no pairs
     */
    public record Stats(
            long nodeCount,
            long sourceCount,
            long pairCount,
            Double meanProbability,
            Double highestProbability,
            long preProcessingMillis,
            long computeMillis,
            Map<String, Object> configuration) {}

    @Procedure(name = "kith.linkPrediction.train", mode = Mode.READ)
    @Description("Trains a model that predicts relationships, and keeps it in the model catalogue.")
    public Stream<Trained> train(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.train(this, graph, map, LinkPredictionProcedures::job);
    }

    @Procedure(name = "kith.linkPrediction.train.estimate", mode = Mode.READ)
    @Description("The memory that a training would take.")
    public Stream<Estimated> estimate(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimate(this, graph, map, LinkPredictionProcedures::job);
    }

    @Procedure(name = "kith.linkPrediction.stats", mode = Mode.READ)
    @Description("How many links a model predicts, and how likely they are.")
    public Stream<Stats> stats(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = LinkChoice.with(LearnerOptions.of(map, PREDICT_KEYS, List.of()));
        return TASK.predicting(this, graph, TASK.model(this, options), options)
                .row(
                        this,
                        (folder, result, snapshot, millis) -> new Stats(
                                result.whole("nodeCount"),
                                result.whole("sourceCount"),
                                result.whole("pairCount"),
                                result.real("meanProbability"),
                                result.real("highestProbability"),
                                millis + result.preProcessingMillis(),
                                result.computeMillis(),
                                LinkChoice.echo(options)));
    }

    @Procedure(name = "kith.linkPrediction.stream", mode = Mode.READ)
    @Description("The likeliest new links of nodes, or the scores of given pairs.")
    public Stream<PredictedLink> stream(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = LinkChoice.with(LearnerOptions.of(map, PREDICT_KEYS, List.of()));
        return TASK
                .predicting(this, graph, TASK.model(this, options), options)
                .run(
                        this,
                        (folder, result, snapshot, millis) -> new PredictionRows<>(
                                folder.predictions(),
                                row -> new PredictedLink(
                                        row.whole("id"),
                                        row.whole("target"),
                                        row.real("probability"),
                                        row.real("score"),
                                        row.whole("commonNeighbours"))))
                .stream();
    }

    @Procedure(name = "kith.linkPrediction.write", mode = Mode.WRITE)
    @Description("Writes predicted links as relationships, as a run that can be rolled back.")
    public Stream<WrittenLinks> write(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        LearnerOptions options = LinkChoice.with(LearnerOptions.of(map, WRITE_KEYS, List.of()));
        LinkNames names = LinkNames.of(options.given(), List.of("score", "commonNeighbours"));
        ModelCard model = TASK.model(this, options);
        return TASK.predicting(this, graph, model, options).row(this, (folder, result, snapshot, millis) -> {
            List<String> taken = model.target().isEmpty() ? snapshot.types() : List.of(model.target());
            Map<String, Object> echo = LinkChoice.echo(options);
            names.echo(echo);
            return WrittenLinks.of(
                    this,
                    names.run(model, result, model.directed(), snapshot.labels(), taken),
                    folder.predictions(),
                    millis + result.preProcessingMillis(),
                    result.computeMillis(),
                    echo);
        });
    }

    @Procedure(name = "kith.linkPrediction.stats.estimate", mode = Mode.READ)
    @Description("The memory that summing up predictions would take.")
    public Stream<Estimated> statsEstimate(
            @Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimatePrediction(this, graph, LinkChoice.with(LearnerOptions.of(map, PREDICT_KEYS, List.of())));
    }

    @Procedure(name = "kith.linkPrediction.stream.estimate", mode = Mode.READ)
    @Description("The memory that predicting would take.")
    public Stream<Estimated> streamEstimate(
            @Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimatePrediction(this, graph, LinkChoice.with(LearnerOptions.of(map, PREDICT_KEYS, List.of())));
    }

    @Procedure(name = "kith.linkPrediction.write.estimate", mode = Mode.READ)
    @Description("The memory that predicting and writing would take.")
    public Stream<Estimated> writeEstimate(
            @Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        return TASK.estimatePrediction(this, graph, LinkChoice.with(LearnerOptions.of(map, WRITE_KEYS, List.of())));
    }

    private static LearnerJob job(String mode, GraphArgument graph, LearnerOptions options) {
        Matcher split = BY_PROPERTY.matcher((String) options.options().get("split"));
        return new LearnerJob(
                TASK.task(),
                mode,
                graph,
                null,
                options.features(graph, null),
                List.of(),
                split.matches() ? List.of(split.group(1)) : List.of(),
                options.options(),
                options.settings());
    }

    private static List<String> joined(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
