package dev.kith.gnn.file;

import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.train.Provenance;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code model.json} below its checksum.
 *
 * @param version of the format
 * @param weightsSha256 of {@code weights.safetensors}
 * @param metrics by set and name
 */
record ModelDescription(
        String format,
        int version,
        String task,
        String architecture,
        Map<String, Object> settings,
        FeatureSchema features,
        String target,
        List<Object> classes,
        List<String> relationshipTypes,
        boolean directed,
        String weightsSha256,
        Map<String, Map<String, Double>> metrics,
        Provenance provenance) {
    static final String FORMAT = "kith-model";
    static final int VERSION = 1;
}
