package dev.kith.gnn.model.forward;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Tensor;

/**
 * A graph some of whose nodes' classes are known: what objectives make their streams from.
 *
 * @param nodes sizes
 * @param features {@code [n, f]}
 * @param virtual features of the class nodes {@code [K, f]}
 * @param arcs of the graph
 * @param byType whether it tells relationship types apart
 * @param known nodes whose class is known, ascending
 * @param codes class of each of them
 * @param weights weight of each of them in a loss, or null for all ones
 * @param queried nodes by whose classes a training is judged; null where nothing is trained, and all others are in question
 * @param seed of what is drawn
 */
record Labels(
        ClassNodes nodes,
        Input features,
        Tensor virtual,
        Neighbourhoods arcs,
        boolean byType,
        int[] known,
        int[] codes,
        float[] weights,
        int[] queried,
        long seed) {

    /** The graph with class nodes and arcs between them and these nodes. */
    Neighbourhoods graph(int[] members, int[] classes) {
        return nodes.graph(arcs, members, classes, byType);
    }
}
