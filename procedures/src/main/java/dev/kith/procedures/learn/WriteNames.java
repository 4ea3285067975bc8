// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.KithException;
import dev.kith.graph.job.JobResult;
import dev.kith.procedures.Configuration;
import dev.kith.procedures.model.ModelCard;
import dev.kith.procedures.write.Destination;
import dev.kith.procedures.write.PredictionRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How predictions are called at the nodes.
 *
 * @param property the predicted class's value
 * @param confidence its probability
 */
record WriteNames(String property, String confidence) {

    /** As the configuration says, else {@code predictedClass} for {@code class}, and {@code confidence}. */
    static WriteNames of(Configuration given, ModelCard model) {
        String target = model.target();
        int first = target.offsetByCodePoints(0, 1);
        String usual = "predicted" + target.substring(0, first).toUpperCase(Locale.ROOT) + target.substring(first);
        WriteNames names = new WriteNames(
                given.text("writeProperty").orElse(usual),
                given.text("confidenceProperty").orElse("confidence"));
        for (String name : List.of(names.property, names.confidence)) {
            PropertyName.check("A property", name);
            if (name.equals(target) || model.featureProperties().contains(name)) {
                throw new KithException("Predictions would replace the property '" + name
                        + "', which the model learnt from; choose another name.");
            }
        }
        if (names.property.equals(names.confidence)) {
            throw new KithException("Prediction and confidence cannot both be written as '" + names.property
                    + "'; give them different names.");
        }
        return names;
    }

    /** The run that writes these predictions: the same one whenever they are the same, from here or the command line. */
    PredictionRun run(ModelCard model, JobResult result, List<String> labels) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(property, "prediction");
        columns.put(confidence, "confidence");
        return RunOrigin.run(
                model, result, List.of(property, confidence), new Destination.NodeProperties(columns, labels));
    }
}
