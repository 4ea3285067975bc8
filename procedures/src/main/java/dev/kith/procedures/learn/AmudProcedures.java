// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.job.OptionCatalogue;
import dev.kith.procedures.CallContext;
import dev.kith.procedures.graph.GraphArgument;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.amud.stats}. */
public final class AmudProcedures extends CallContext {
    private static final List<String> KEYS = List.of("targetProperty", "labels", "split", "randomSeed");

    /**
     * @param score in [0, 1], null where the labels tell nothing
     * @param advice {@code DIRECTED} or {@code UNDIRECTED}
     * @param confidence share of the bootstrap replicas that say directed
     * @param patterns name, pairs, homophily, kappa, r and r2 of each
     * @param standardError of the score, by the sampling of nodes
     * @param reciprocity share of the relationships whose reverse exists
     */
    public record Stats(
            Double score,
            String advice,
            double confidence,
            String formula,
            List<Object> patterns,
            long labelledNodes,
            long sampledNodes,
            Double standardError,
            Double reciprocity,
            String reason,
            long preProcessingMillis,
            long computeMillis,
            Map<String, Object> configuration) {}

    @Procedure(name = "kith.amud.stats", mode = Mode.READ)
    @Description(
            "Whether the direction of relationships is worth keeping, by how directed patterns agree with classes.")
    public Stream<Stats> stats(
            @Name("graph") Object graph, @Name(value = "configuration", defaultValue = "{}") Map<String, Object> map) {
        LearnerOptions checked =
                LearnerOptions.of(map, KEYS, OptionCatalogue.current().amud());
        LearnerOptions options =
                checked.with("labels", checked.given().choice("labels", "train", List.of("train", "all")));
        LearnerJob job = new LearnerJob(
                "amud",
                "stats",
                GraphArgument.of(graph, this),
                options.given().required("targetProperty"),
                List.of(),
                List.of(),
                List.of(),
                options.options(),
                options.settings());
        return job.row(this, (folder, result, snapshot, millis) -> {
            return new Stats(
                    result.real("score"),
                    result.text("advice"),
                    result.real("confidence"),
                    result.text("formula"),
                    List.copyOf((List<?>) result.figures().get("patterns")),
                    result.whole("labelledNodes"),
                    result.whole("sampledNodes"),
                    result.real("standardError"),
                    result.real("reciprocity"),
                    result.text("reason"),
                    millis + result.preProcessingMillis(),
                    result.computeMillis(),
                    options.echoOfDrawn());
        });
    }
}
