// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.KithException;
import dev.kith.graph.job.JobResult;
import dev.kith.procedures.Configuration;
import dev.kith.procedures.model.ModelCard;
import dev.kith.procedures.write.PredictionRun;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * How predictions are called at the nodes.
 *
 * @param property the predicted class's value
 * @param confidence its probability
 */
record WriteNames(String property, String confidence) {
    private static final int LONGEST = 16_383;

    /** As the configuration says, else {@code predictedClass} for {@code class}, and {@code confidence}. */
    static WriteNames of(Configuration given, ModelCard model) {
        String target = model.target();
        int first = target.offsetByCodePoints(0, 1);
        String usual = "predicted" + target.substring(0, first).toUpperCase(Locale.ROOT) + target.substring(first);
        WriteNames names = new WriteNames(
                given.text("writeProperty").orElse(usual),
                given.text("confidenceProperty").orElse("confidence"));
        for (String name : List.of(names.property, names.confidence)) {
            if (name.isBlank() || name.length() > LONGEST) {
                throw new KithException("A property's name has 1 to " + LONGEST + " characters.");
            }
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
        String fingerprint = result.text("graphFingerprint");
        String what = String.join(
                "\n", model.weightsSha256(), fingerprint, result.text("predictionsSha256"), property, confidence);
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("model", model.architecture());
        known.put("modelSha256", model.weightsSha256());
        known.put("graphFingerprint", fingerprint);
        known.put("config", model.json().path("settings").toString());
        known.put("seed", model.seed());
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("prediction", property);
        properties.put("confidence", confidence);
        return new PredictionRun(
                UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString(), known, properties, labels);
    }
}
