// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.KithException;
import dev.kith.graph.job.JobResult;
import dev.kith.procedures.Configuration;
import dev.kith.procedures.export.Snapshot;
import dev.kith.procedures.model.ModelCard;
import dev.kith.procedures.write.Destination;
import dev.kith.procedures.write.PredictionRun;
import dev.kith.procedures.write.RelationshipRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How predicted links are written.
 *
 * @param type of the relationships
 * @param property of their probability; {@code score}, {@code commonNeighbours} and {@code runId} have these names
 * @param onTop whether a pair that is joined already gets one too
 */
record LinkNames(String type, String property, boolean onTop) {
    static final List<String> KEYS = List.of("writeRelationshipType", "writeProperty", "onTopOfExisting");
    private static final List<String> FIXED = List.of("score", "commonNeighbours", "runId");

    static LinkNames of(Configuration given) {
        LinkNames names = new LinkNames(
                given.required("writeRelationshipType"),
                given.text("writeProperty").orElse("probability"),
                given.flag("onTopOfExisting", false));
        PropertyName.check("A relationship type", names.type);
        PropertyName.check("A property", names.property);
        if (FIXED.contains(names.property)) {
            throw new KithException("The probability cannot be written as '" + names.property
                    + "', which predicted relationships have beside it; choose another name.");
        }
        return names;
    }

    /** The run that writes these links: the same one whenever they are the same. */
    PredictionRun run(ModelCard model, JobResult result, Snapshot snapshot) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(property, "probability");
        columns.put("score", "score");
        columns.put("commonNeighbours", "commonNeighbours");
        List<String> taken = model.target().isEmpty() ? snapshot.types() : List.of(model.target());
        RelationshipRule rule = new RelationshipRule(type, model.directed(), snapshot.labels(), onTop, taken);
        return RunOrigin.run(model, result, List.of(type, property), new Destination.Relationships(columns, rule));
    }

    /** Adds to what a procedure says of its configuration. */
    void echo(Map<String, Object> configuration) {
        configuration.put("writeRelationshipType", type);
        configuration.put("writeProperty", property);
        configuration.put("onTopOfExisting", onTop);
    }
}
