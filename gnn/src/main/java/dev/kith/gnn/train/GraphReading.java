package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.graph.Adjacency;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** From a graph's relationships to the neighbourhoods a model reads. Repeated relationships count once. */
public final class GraphReading {
    private GraphReading() {}

    /** The graph as it is read: without directions where they are dropped. */
    static Graph oriented(Graph graph, String directionality) {
        return directionality.equals("drop") ? graph.asUndirected() : graph;
    }

    /** How this model, under these settings, reads relationships. */
    static Reading effective(Reading declared, String directionality) {
        return declared == Reading.UNDIRECTED && directionality.equals("keep") ? Reading.DIRECTED : declared;
    }

    /**
     * @param types relationship types that a {@link Reading#BY_TYPE} model tells apart, in its order; a graph without
     *     one of them has no arcs there
     * @param weightProperty numeric relationship property that weighs the arcs, or empty; weights of repeated
     *     relationships are added
     * @throws KithException where a weight is negative or not finite
     */
    public static Neighbourhoods of(Graph graph, Reading reading, List<String> types, String weightProperty) {
        String weights = weightProperty.isEmpty() ? null : weightProperty;
        Adjacency both = Adjacency.undirected().withMergeDuplicates(true).withWeights(weights);
        Adjacency incoming =
                graph.directed() ? Adjacency.reverse().withMergeDuplicates(true).withWeights(weights) : both;
        if (weights != null) {
            checkWeights(graph, weights);
        }
        return switch (reading) {
            case NONE -> Neighbourhoods.of(empty(graph.nodeCount()));
            case UNDIRECTED -> Neighbourhoods.of(arcs(graph, both));
            case DIRECTED -> Neighbourhoods.of(arcs(graph, incoming));
            case BY_TYPE -> {
                List<Csr> parts = new ArrayList<>();
                for (String type : types) {
                    boolean known = graph.relationships().types().contains(type);
                    Adjacency one = incoming.withTypes(Set.of(type));
                    parts.add(known ? arcs(graph, one) : empty(graph.nodeCount()));
                    if (graph.directed()) {
                        parts.add(parts.getLast().transpose());
                    }
                }
                yield Neighbourhoods.of(empty(graph.nodeCount()), parts);
            }
        };
    }

    private static void checkWeights(Graph graph, String property) {
        float[] weights = graph.relationships().weights(property);
        for (int e = 0; e < weights.length; e++) {
            if (!(weights[e] >= 0f && weights[e] <= Float.MAX_VALUE)) {
                Column ids = graph.nodes().ids();
                throw new KithException("The property '" + property + "' of the relationship from node "
                        + ids.value(graph.relationships().source()[e]) + " to node "
                        + ids.value(graph.relationships().target()[e]) + " is " + weights[e]
                        + "; weights must be finite and not negative.");
            }
        }
    }

    /** The adjacency without the numbers of the relationships it came from, which nobody asks for here. */
    private static Csr arcs(Graph graph, Adjacency options) {
        Csr csr = graph.adjacency(options);
        return Csr.ofRows(csr.columns(), csr.offsets(), csr.indices(), csr.weights(), null);
    }

    /** Neighbourhoods told apart for these types. */
    static int relationTypes(Graph graph, Reading reading, List<String> types) {
        return reading == Reading.BY_TYPE ? types.size() * (graph.directed() ? 2 : 1) : 0;
    }

    static Csr empty(int nodes) {
        return Csr.of(nodes, new int[0], new int[0], null);
    }
}
