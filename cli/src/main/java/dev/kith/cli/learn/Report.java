package dev.kith.cli.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Results in words and as JSON. */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Report() {}

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Any value as a JSON tree; what could not be computed is null, because JSON has no NaN. */
    public static JsonNode tree(Object value) {
        return withoutNaN(JSON.valueToTree(value));
    }

    private static JsonNode withoutNaN(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(withoutNaN(entry.getValue())));
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, withoutNaN(array.get(i)));
            }
        }
        return tree.isDouble() && !Double.isFinite(tree.doubleValue()) ? NullNode.instance : tree;
    }

    /** One line of JSON. */
    public static String line(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records and maps can be written as JSON.", e);
        }
    }

    /** {@code accuracy 0.815, macroF1 0.807}. */
    public static String words(Map<String, Double> metrics) {
        return metrics.isEmpty()
                ? "no figures"
                : metrics.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** {@code accuracy 0.815 ± 0.004, …}. */
    public static String words(Map<String, Double> mean, Map<String, Double> std) {
        return new TreeSet<>(mean.keySet())
                .stream()
                        .map(m -> String.format(Locale.ROOT, "%s %.4f ± %.4f", m, mean.get(m), std.get(m)))
                        .collect(Collectors.joining(", "));
    }
}
