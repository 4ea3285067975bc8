package dev.kith.ingest.mapping;

import dev.kith.ingest.source.NodeKey;
import java.util.List;

/** What some entities have in common. */
public sealed interface Shape {
    /** Names of the properties, in the order of the values. */
    List<String> properties();

    /** How many values of an entity stand before those of its properties. */
    int keys();

    /**
     * Nodes; the first of their values is that of the key.
     *
     * @param labels all of them, the key's first
     */
    record Nodes(NodeKey key, List<String> labels, List<String> properties) implements Shape {
        @Override
        public int keys() {
            return 1;
        }
    }

    /** Relationships; the first two of their values are the keys of source and target. */
    record Relationships(String type, NodeKey source, NodeKey target, List<String> properties) implements Shape {
        @Override
        public int keys() {
            return 2;
        }
    }
}
