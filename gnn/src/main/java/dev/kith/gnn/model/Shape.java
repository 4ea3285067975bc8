package dev.kith.gnn.model;

/**
 * What a network is built for.
 *
 * @param in width of the features
 * @param out classes, or width of the embedding
 * @param relationTypes neighbourhoods told apart by type and direction; 0 where they are not
 * @param directed whether the two directions of a relationship differ
 */
public record Shape(int in, int out, int relationTypes, boolean directed) {
    /** For networks that do not ask about directions. */
    public Shape(int in, int out, int relationTypes) {
        this(in, out, relationTypes, false);
    }
}
