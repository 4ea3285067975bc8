package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.graph.Adjacency;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** From a graph's relationships to the neighbourhoods a model reads. Repeated relationships count once. */
public final class GraphReading {
    private GraphReading() {}

    /** How this model, under these settings, reads relationships. */
    static Reading effective(Reading declared, String directionality) {
        return declared == Reading.UNDIRECTED && directionality.equals("keep") ? Reading.DIRECTED : declared;
    }

    /**
     * @param types relationship types that a {@link Reading#BY_TYPE} model tells apart, in its order; a graph without
     *     one of them has no arcs there
     */
    public static Neighbourhoods of(Graph graph, Reading reading, List<String> types) {
        Adjacency both = Adjacency.undirected().withMergeDuplicates(true);
        Adjacency incoming = graph.directed() ? Adjacency.reverse().withMergeDuplicates(true) : both;
        return switch (reading) {
            case NONE -> Neighbourhoods.of(empty(graph.nodeCount()));
            case UNDIRECTED -> Neighbourhoods.of(graph.adjacency(both));
            case DIRECTED -> Neighbourhoods.of(graph.adjacency(incoming));
            case BY_TYPE -> {
                List<Csr> parts = new ArrayList<>();
                for (String type : types) {
                    boolean known = graph.relationships().types().contains(type);
                    Adjacency one = incoming.withTypes(Set.of(type));
                    parts.add(known ? graph.adjacency(one) : empty(graph.nodeCount()));
                    if (graph.directed()) {
                        parts.add(parts.getLast().transpose());
                    }
                }
                yield Neighbourhoods.of(graph.adjacency(both), parts);
            }
        };
    }

    /** Neighbourhoods told apart for these types. */
    static int relationTypes(Graph graph, Reading reading, List<String> types) {
        return reading == Reading.BY_TYPE ? types.size() * (graph.directed() ? 2 : 1) : 0;
    }

    private static Csr empty(int nodes) {
        return Csr.of(nodes, new int[0], new int[0], null);
    }
}
