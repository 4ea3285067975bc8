// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import dev.kith.graph.KithException;
import dev.kith.procedures.Configuration;
import java.util.List;
import org.neo4j.graphdb.Node;

/** Nodes that a configuration names, by themselves or by their ids. */
final class NodeList {
    private NodeList() {}

    /** The elements of a key's list, or null where the key is not there. */
    static List<?> of(Configuration given, String key) {
        Object value = given.any(key).orElse(null);
        if (value == null || value instanceof List<?>) {
            return (List<?>) value;
        }
        throw new KithException("The key '" + key + "' of the configuration is a list.");
    }

    /** With the store ids of the nodes that {@code sourceNodes} names, where it names some. */
    static LearnerOptions withSources(LearnerOptions options) {
        List<?> sources = of(options.given(), "sourceNodes");
        return sources == null
                ? options
                : options.with("sourceNodes", sources.stream().map(NodeList::id).toList());
    }

    @SuppressWarnings("removal") // the worker knows nodes by their store ids
    static Long id(Object node) {
        if (node instanceof Node found) {
            return found.getId();
        }
        if (node instanceof Number number) {
            return number.longValue();
        }
        throw new KithException("A node is given by itself or by its id, a whole number.");
    }
}
