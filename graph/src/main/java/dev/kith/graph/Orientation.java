package dev.kith.graph;

/** Which way an adjacency reads relationships. */
public enum Orientation {
    /** Row i holds the nodes that i points to. */
    NATURAL,
    /** Row i holds the nodes that point to i. */
    REVERSE,
    /** Row i holds both. */
    UNDIRECTED
}
