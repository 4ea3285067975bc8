package dev.kith.cli.demo;

import java.util.Map;

/**
 * How well a classifier did.
 *
 * @param key in JSON
 * @param words for a person
 * @param metrics by set ({@code validation}, {@code test}) and name ({@code accuracy}, {@code macroF1})
 */
public record Score(String key, String words, Map<String, Map<String, Double>> metrics) {
    public double validationAccuracy() {
        return metrics.get("validation").get("accuracy");
    }

    public double testAccuracy() {
        return metrics.get("test").get("accuracy");
    }
}
