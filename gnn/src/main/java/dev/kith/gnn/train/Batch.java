package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;

/**
 * What one step computes on: the whole graph, or the surroundings of some training nodes.
 *
 * @param nodes the graph's node behind each row, or null where row i is node i
 * @param rows rows whose classes are learned, none twice
 * @param classes class of each of them
 * @param weights weight of each of them in the loss, or null for all ones
 */
record Batch(Input input, Neighbourhoods graph, int[] nodes, int[] rows, int[] classes, float[] weights) {

    /** The graph's node behind a row. */
    int node(int row) {
        return nodes == null ? row : nodes[row];
    }
}
