// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the plugin reads of a model's description. That the weights fit it is for the learner to say.
 *
 * @param owner the user whose it is
 * @param json the content of {@code model.json}
 */
public record ModelCard(String name, String owner, Path folder, JsonNode json) {
    static final String DESCRIPTION = "model.json";
    static final String WEIGHTS = "weights.safetensors";
    private static final int MOST_BYTES = 16 << 20;
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    static ModelCard read(String name, String owner, Path folder) {
        Path file = folder.resolve(DESCRIPTION);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return new ModelCard(name, owner, folder, parsed(name, bytes));
        } catch (IOException e) {
            throw new KithException(
                    "The model '" + name + "' cannot be read: " + e + ". Drop it, and train it again.", e);
        }
    }

    /** @throws KithException where the bytes describe no model that this Kith knows */
    static JsonNode parsed(String name, byte[] bytes) throws IOException {
        JsonNode json = bytes.length > MOST_BYTES ? null : JSON.readTree(bytes);
        if (json == null
                || !json.path("format").asText().equals("kith-model")
                || !json.path("weightsSha256").isTextual()
                || !json.path("target").isTextual()) {
            throw new KithException("The file model.json of '" + name + "' does not describe a model of Kith's.");
        }
        if (json.path("version").asInt() > VERSION) {
            throw new KithException("The model '" + name + "' has format version " + json.path("version") + ", and this"
                    + " Kith reads up to " + VERSION + "; use a newer Kith.");
        }
        return json;
    }

    public String task() {
        return json.path("task").asText();
    }

    public String architecture() {
        return json.path("architecture").asText();
    }

    /** The property it predicts; of a link predictor the type of relationships, empty for all. */
    public String target() {
        return json.path("target").asText();
    }

    /** Whether the relationships it learnt from had a direction. */
    public boolean directed() {
        return json.path("directed").asBoolean();
    }

    public String weightsSha256() {
        return json.path("weightsSha256").asText();
    }

    public long seed() {
        return json.path("provenance").path("seed").asLong();
    }

    /** The node properties it reads. */
    public List<String> featureProperties() {
        Set<String> properties = new LinkedHashSet<>();
        for (JsonNode encoder : json.path("features").path("encoders")) {
            if (encoder.path("property").isTextual()) {
                properties.add(encoder.path("property").asText());
            }
            if (encoder.path("group").isTextual()) {
                properties.add(encoder.path("group").asText());
            }
            encoder.path("properties").forEach(property -> properties.add(property.asText()));
        }
        return List.copyOf(properties);
    }

    /** The relationship properties it reads: none or one. */
    public List<String> relationshipProperties() {
        String weight = json.path("settings").path("weightProperty").asText();
        return weight.isEmpty() ? List.of() : List.of(weight);
    }

    /** The settings it was trained with. */
    public Map<String, Object> settings() {
        return map(json.path("settings"));
    }

    /** What is told of it. */
    public Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("modelName", name);
        info.put("modelType", architecture());
        info.put("task", task());
        if (task().equals("link-prediction")) {
            info.put("targetType", target());
        } else {
            info.put("targetProperty", target());
            info.put("classes", value(json.path("classes")));
        }
        info.put("featureProperties", featureProperties());
        info.put("metrics", value(json.path("metrics")));
        info.put("provenance", value(json.path("provenance")));
        info.put("sha256", weightsSha256());
        return info;
    }

    private static Map<String, Object> map(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
        return map;
    }

    /** As Cypher has it. */
    private static Object value(JsonNode node) {
        if (node.isObject()) {
            return map(node);
        } else if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
            return list;
        } else if (node.isIntegralNumber()) {
            return node.asLong();
        } else if (node.isNumber()) {
            return node.asDouble();
        } else if (node.isBoolean()) {
            return node.asBoolean();
        }
        return node.isTextual() ? node.asText() : null;
    }
}
