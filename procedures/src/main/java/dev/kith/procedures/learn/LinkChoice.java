// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.KithException;
import dev.kith.procedures.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which links are asked for, as the worker's options: {@code pairs} that are given, or the {@code topK} likeliest new
 * ones of {@code sourceNodes}, or of all nodes, among {@code candidates}; of at least the probability {@code threshold}.
 */
final class LinkChoice {
    static final List<String> KEYS = List.of("topK", "threshold", "candidates", "sourceNodes", "pairs");
    private static final List<String> CANDIDATES = List.of("twoHops", "nearest");
    private static final int USUALLY = 10;

    private LinkChoice() {}

    /** @throws KithException where pairs and sources are both given, or hold something else than nodes */
    static LearnerOptions with(LearnerOptions options) {
        Configuration given = options.given();
        LearnerOptions chosen = options.with("threshold", given.real("threshold", 0.0, 0.0, 1.0));
        List<?> pairs = NodeList.of(given, "pairs");
        if (pairs != null && NodeList.of(given, "sourceNodes") != null) {
            throw new KithException("The keys 'pairs' and 'sourceNodes' ask for different things; give one of them.");
        }
        if (pairs != null) {
            List<List<Long>> ids = new ArrayList<>();
            for (Object pair : pairs) {
                if (!(pair instanceof List<?> ends) || ends.size() != 2) {
                    throw new KithException(
                            "The key 'pairs' is a list of pairs such as [a, b], two nodes or their" + " ids each.");
                }
                ids.add(List.of(NodeList.id(ends.get(0)), NodeList.id(ends.get(1))));
            }
            return chosen.with("pairs", ids);
        }
        return NodeList.withSources(chosen)
                .with("topK", (long) given.whole("topK", USUALLY, 1, Integer.MAX_VALUE))
                .with("candidates", given.choice("candidates", CANDIDATES.get(0), CANDIDATES));
    }

    /** What was chosen, for a procedure to repeat; nodes by their ids. */
    static Map<String, Object> echo(LearnerOptions options) {
        return options.echo(KEYS);
    }
}
