// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.FeatureRequest;
import dev.kith.graph.KithException;
import dev.kith.procedures.Configuration;
import dev.kith.procedures.graph.GraphArgument;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a configuration says to learn from: the node properties of {@code featureProperties}, or the {@code features}, of
 * which some may have an encoder; else all properties that the projection names, but not the target.
 */
public final class FeatureChoice {
    public static final String FEATURES = "features";
    public static final String FEATURE_PROPERTIES = "featureProperties";

    private FeatureChoice() {}

    /**
     * As {@link FeatureRequest} reads them.
     *
     * @param target the property to predict, or null where it is none of a node's
     * @throws KithException where both keys are there, or the target is among the features
     */
    public static List<String> of(Configuration given, GraphArgument graph, String target) {
        if (given.any(FEATURES).isPresent() && given.any(FEATURE_PROPERTIES).isPresent()) {
            throw new KithException("The configuration has both features and featureProperties; name all in features.");
        }
        List<String> named = given.any(FEATURES).map(FeatureList::of).orElseGet(() -> given.names(FEATURE_PROPERTIES));
        if (target != null && FeatureRequest.read(named, Set.of()).contains(target)) {
            throw new KithException("The property '" + target
                    + "' is to be predicted, so it cannot be learned from; leave it out of featureProperties.");
        }
        return named.isEmpty()
                ? graph.nodeProperties().stream()
                        .filter(name -> !name.equals(target))
                        .toList()
                : named;
    }

    /** The same, and more properties that are exported with them, each once. */
    public static List<String> properties(List<String> features, Stream<String> more) {
        return Stream.concat(FeatureRequest.read(features, Set.of()).stream(), more)
                .distinct()
                .toList();
    }
}
