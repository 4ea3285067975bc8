package dev.kith.graph;

import java.util.Set;

/**
 * Which adjacency of a graph is meant.
 *
 * @param types relationship types that count; empty for all
 * @param mergeDuplicates several arcs between the same nodes become one, weights added
 * @param weightProperty relationship property that becomes the arcs' weight, or null for none
 */
public record Adjacency(
        Orientation orientation,
        Set<String> types,
        boolean dropSelfLoops,
        boolean mergeDuplicates,
        String weightProperty) {
    public static Adjacency natural() {
        return new Adjacency(Orientation.NATURAL, Set.of(), false, false, null);
    }

    public static Adjacency reverse() {
        return new Adjacency(Orientation.REVERSE, Set.of(), false, false, null);
    }

    public static Adjacency undirected() {
        return new Adjacency(Orientation.UNDIRECTED, Set.of(), false, false, null);
    }

    public Adjacency withTypes(Set<String> only) {
        return new Adjacency(orientation, Set.copyOf(only), dropSelfLoops, mergeDuplicates, weightProperty);
    }

    public Adjacency withDropSelfLoops(boolean drop) {
        return new Adjacency(orientation, types, drop, mergeDuplicates, weightProperty);
    }

    public Adjacency withMergeDuplicates(boolean merge) {
        return new Adjacency(orientation, types, dropSelfLoops, merge, weightProperty);
    }

    public Adjacency withWeights(String property) {
        return new Adjacency(orientation, types, dropSelfLoops, mergeDuplicates, property);
    }
}
