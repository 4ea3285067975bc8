package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;

/**
 * What a trainer reads.
 *
 * @param classes class of each node, -1 unknown
 * @param train labelled nodes that are trained on
 * @param validation labelled nodes that decide when to stop; may be empty
 */
record TrainingData(Input input, Neighbourhoods graph, int[] classes, int classCount, int[] train, int[] validation) {

    int[] classesOf(int[] rows) {
        int[] codes = new int[rows.length];
        for (int r = 0; r < rows.length; r++) {
            codes[r] = classes[rows[r]];
        }
        return codes;
    }
}
