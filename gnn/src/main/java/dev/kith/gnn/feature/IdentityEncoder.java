package dev.kith.gnn.feature;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;

/** A column of its own for each node: a model made with it knows only the nodes it was trained on. */
record IdentityEncoder(int width) implements Encoder {
    IdentityEncoder {
        if (width <= 0) {
            throw Encoder.nonsense("it knows " + width + " nodes");
        }
    }

    @Override
    public void encode(Graph graph, int offset, FeatureRows rows) {
        if (graph.nodeCount() != width) {
            throw new KithException("The model knows the " + width + " nodes it was trained on, this graph has "
                    + graph.nodeCount() + "; train with features that other graphs have too.");
        }
        for (int i = 0; i < width; i++) {
            rows.add(i, offset + i, 1f);
        }
    }

    @Override
    public String origin(int column) {
        return "position of node number " + column;
    }
}
