package dev.kith.gnn.link;

import dev.kith.graph.Adjacency;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import java.util.Set;

/**
 * The links of a graph that are to be predicted: distinct, without loops, ascending. Row k leads from {@code source[k]} to
 * {@code target[k]}; without directions, source is the smaller of the two.
 *
 * @param nodes number of nodes
 * @param relationship row of the first relationship behind each link
 */
public record Links(int nodes, Pairs pairs, int[] relationship, boolean directed) {

    /**
     * @param type relationship type, or empty for all
     * @throws KithException where there is no such type, or not a link of it
     */
    public static Links of(Graph graph, String type) {
        Set<String> types = type.isEmpty() ? Set.of() : Set.of(type);
        Adjacency both = graph.directed() ? Adjacency.natural() : Adjacency.undirected();
        Csr arcs = graph.adjacency(both.withTypes(types).withDropSelfLoops(true).withMergeDuplicates(true));
        int count = graph.directed() ? arcs.arcs() : arcs.arcs() / 2;
        if (count == 0) {
            throw new KithException("The graph '" + graph.name() + "' has no relationship between two nodes"
                    + (type.isEmpty() ? "" : " of the type '" + type + "'") + "; there is no link to learn from.");
        }
        int[] source = new int[count];
        int[] target = new int[count];
        int[] relationship = new int[count];
        int at = 0;
        for (int i = 0; i < arcs.rows(); i++) {
            for (int k = arcs.offsets()[i]; k < arcs.offsets()[i + 1]; k++) {
                if (graph.directed() || i < arcs.indices()[k]) {
                    source[at] = i;
                    target[at] = arcs.indices()[k];
                    relationship[at++] = arcs.origins()[k];
                }
            }
        }
        return new Links(graph.nodeCount(), new Pairs(source, target), relationship, graph.directed());
    }

    public int count() {
        return pairs.count();
    }

    /** All of them, to be asked whether it has a pair. */
    PairSet set() {
        return set(directed);
    }

    /** The ends of all of them, in either direction. */
    PairSet ends() {
        return set(false);
    }

    private PairSet set(boolean ordered) {
        PairSet set = new PairSet(ordered, count());
        for (int k = 0; k < count(); k++) {
            set.add(pairs.source()[k], pairs.target()[k]);
        }
        return set;
    }
}
