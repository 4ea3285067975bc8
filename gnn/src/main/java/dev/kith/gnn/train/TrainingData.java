package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.nn.Input;

/**
 * What a trainer reads.
 *
 * @param classes class of each node, -1 unknown
 * @param train labelled nodes that are trained on
 * @param weights weight of each of them in the loss, or null for all ones
 * @param validation labelled nodes that decide when to stop; may be empty
 */
record TrainingData(Input input, GraphParts graph, int[] classes, int[] train, float[] weights, int[] validation) {

    int[] classesOf(int[] nodes) {
        int[] codes = new int[nodes.length];
        for (int r = 0; r < nodes.length; r++) {
            codes[r] = classes[nodes[r]];
        }
        return codes;
    }

    /** @param positions in {@code train} */
    float[] weightsOf(int[] positions) {
        if (weights == null) {
            return null;
        }
        float[] some = new float[positions.length];
        for (int r = 0; r < some.length; r++) {
            some[r] = weights[positions[r]];
        }
        return some;
    }

    /** With what a network made of the features, and without the graph where it does not look at it any more. */
    TrainingData prepared(Input made, Network network) {
        GraphParts seen = network.hops() == 0
                ? new GraphParts(Neighbourhoods.of(GraphReading.empty(made.rows())), Reading.NONE)
                : graph;
        return new TrainingData(made, seen, classes, train, weights, validation);
    }
}
