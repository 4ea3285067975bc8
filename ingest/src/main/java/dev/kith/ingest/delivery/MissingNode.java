package dev.kith.ingest.delivery;

import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.source.NodeKey;

/** Says of a relationship which node it lacks. */
final class MissingNode {
    private MissingNode() {}

    static String reason(Shape.Relationships shape, Entity row, boolean atSource) {
        NodeKey key = atSource ? shape.source() : shape.target();
        return "there is no node %s with %s = %s, its %s"
                .formatted(key.label(), key.property(), row.values()[atSource ? 0 : 1], atSource ? "source" : "target");
    }
}
