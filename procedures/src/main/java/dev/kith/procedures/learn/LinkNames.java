// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.KithException;
import dev.kith.graph.job.JobResult;
import dev.kith.procedures.Configuration;
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
 * @param property of their probability
 * @param beside what else they get; these and {@code runId} have their names
 * @param onTop whether a pair that is joined already gets one too
 */
record LinkNames(String type, String property, List<String> beside, boolean onTop) {
    static final List<String> KEYS = List.of("writeRelationshipType", "writeProperty", "onTopOfExisting");
    private static final String RUN_ID = "runId";

    /** @param beside columns of the predictions */
    static LinkNames of(Configuration given, List<String> beside) {
        LinkNames names = new LinkNames(
                given.required("writeRelationshipType"),
                given.text("writeProperty").orElse("probability"),
                beside,
                given.flag("onTopOfExisting", false));
        PropertyName.check("A relationship type", names.type);
        PropertyName.check("A property", names.property);
        if (beside.contains(names.property) || names.property.equals(RUN_ID)) {
            throw new KithException("The probability cannot be written as '" + names.property
                    + "', which predicted relationships have beside it; choose another name.");
        }
        return names;
    }

    /**
     * The run that writes these links: the same one whenever they are the same.
     *
     * @param directed whether one the other way round is another one
     * @param labels of which both ends must still have one
     * @param taken types of which a relationship is in the way
     */
    PredictionRun run(ModelCard model, JobResult result, boolean directed, List<String> labels, List<String> taken) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(property, "probability");
        beside.forEach(name -> columns.put(name, name));
        RelationshipRule rule = new RelationshipRule(type, directed, labels, onTop, taken);
        return RunOrigin.run(model, result, List.of(type, property), new Destination.Relationships(columns, rule));
    }

    /** Adds to what a procedure says of its configuration. */
    void echo(Map<String, Object> configuration) {
        configuration.put("writeRelationshipType", type);
        configuration.put("writeProperty", property);
        configuration.put("onTopOfExisting", onTop);
    }
}
