// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A trial, as a row.
 *
 * @param trial from 0, in the order in which they were begun
 * @param status {@code done}, {@code killed}, {@code failed} or {@code rejected}
 * @param score mean validation score, 0 where there is none
 * @param settings of the model
 * @param seed of its first training
 * @param choices among the values of each class, from 0, layer by layer
 * @param parent choices of the trial that it was made from; empty for one that was drawn
 * @param changed classes that were chosen anew
 * @param inherited for each layer whose weights it began with, {@code trial3-layer0}, or empty; no layers without sharing
 * @param reason why it has no score, or empty
 * @param parameters trained numbers
 */
public record Tried(
        long trial,
        String status,
        double score,
        double deviation,
        String model,
        Map<String, Object> settings,
        long seed,
        List<Long> choices,
        List<Long> parent,
        List<String> changed,
        List<String> inherited,
        String reason,
        long epochs,
        long millis,
        long parameters) {

    @SuppressWarnings("unchecked") // JSON's keys are texts
    static Tried of(Map<String, Object> line) {
        Map<String, Object> spec = (Map<String, Object>) line.get("spec");
        Map<String, Object> result = (Map<String, Object>) line.get("result");
        return new Tried(
                ((Number) spec.get("id")).longValue(),
                String.valueOf(result.get("status")).toLowerCase(Locale.ROOT),
                ((Number) result.get("score")).doubleValue(),
                ((Number) result.get("deviation")).doubleValue(),
                String.valueOf(spec.get("model")),
                (Map<String, Object>) spec.get("settings"),
                ((Number) spec.get("seed")).longValue(),
                (List<Long>) spec.get("choices"),
                (List<Long>) spec.get("parent"),
                (List<String>) spec.get("changed"),
                (List<String>) spec.get("inherit"),
                String.valueOf(result.get("reason")),
                ((Number) result.get("epochs")).longValue(),
                ((Number) result.get("millis")).longValue(),
                ((Number) result.get("parameters")).longValue());
    }
}
