package dev.kith.gnn.file;

import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.Provenance;
import dev.kith.graph.KithException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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

    ModelDescription {
        boolean complete = Stream.of(
                        task,
                        architecture,
                        settings,
                        features,
                        target,
                        relationshipTypes,
                        weightsSha256,
                        metrics,
                        provenance)
                .allMatch(Objects::nonNull);
        boolean classifies = ModelRegistry.NODE_CLASSIFICATION.equals(task);
        if (!complete || classes == null || (classifies && classes.size() < 2)) {
            throw new KithException("It lacks something that every model has.");
        }
        // JSON has one kind of whole number, a graph's classes are long.
        classes = classes.stream()
                .map(value -> value instanceof Integer whole ? (Object) whole.longValue() : value)
                .toList();
    }

    static ModelDescription of(Model model, String weightsSha256) {
        return new ModelDescription(
                FORMAT,
                VERSION,
                model.task(),
                model.entry().name(),
                model.settings().asMap(),
                model.features(),
                model.targetProperty(),
                model.classes(),
                model.relationshipTypes(),
                model.directed(),
                weightsSha256,
                model.metrics(),
                model.provenance());
    }
}
