// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.job.JobResult;
import dev.kith.procedures.model.ModelCard;
import dev.kith.procedures.write.Destination;
import dev.kith.procedures.write.PredictionRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs by what they write: the same one whenever the same predictions go to the same place. */
final class RunOrigin {
    private RunOrigin() {}

    /**
     * @param result of the job that predicted
     * @param names of what is written
     */
    static PredictionRun run(ModelCard model, JobResult result, List<String> names, Destination destination) {
        String fingerprint = result.text("graphFingerprint");
        List<String> what =
                new ArrayList<>(List.of(model.weightsSha256(), fingerprint, result.text("predictionsSha256")));
        what.addAll(names);
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("model", model.architecture());
        known.put("modelSha256", model.weightsSha256());
        known.put("graphFingerprint", fingerprint);
        known.put("config", model.json().path("settings").toString());
        known.put("seed", model.seed());
        byte[] bytes = String.join("\n", what).getBytes(StandardCharsets.UTF_8);
        return new PredictionRun(UUID.nameUUIDFromBytes(bytes).toString(), known, destination);
    }
}
