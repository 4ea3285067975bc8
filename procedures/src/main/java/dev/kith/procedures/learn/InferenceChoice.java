// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import java.util.List;
import java.util.Map;

/**
 * Which inferred relationships are asked for, as the worker's options: of {@code sourceNodes}, or of all nodes, the {@code
 * topK} nearest, or as many as the model reads, of at least the probability {@code threshold}; with {@code eachPairOnce}
 * one of two that join the same nodes.
 */
final class InferenceChoice {
    static final List<String> KEYS = List.of("topK", "threshold", "sourceNodes", "eachPairOnce");
    /** As many as a model can be told to read. */
    private static final int MOST = 256;
    /** As many as the model reads. */
    private static final int OF_THE_MODEL = 0;

    private InferenceChoice() {}

    static LearnerOptions with(LearnerOptions options) {
        boolean isSaid = options.given().any("topK").isPresent();
        int topK = isSaid ? options.given().whole("topK", 1, 1, MOST) : OF_THE_MODEL;
        return NodeList.withSources(options)
                .with("topK", (long) topK)
                .with("threshold", options.given().real("threshold", 0.0, 0.0, 1.0))
                .with("eachPairOnce", options.given().flag("eachPairOnce", false));
    }

    /** What was chosen, for a procedure to repeat; nodes by their ids. */
    static Map<String, Object> echo(LearnerOptions options) {
        Map<String, Object> echo = options.echo(KEYS);
        echo.remove("topK", (long) OF_THE_MODEL);
        return echo;
    }
}
