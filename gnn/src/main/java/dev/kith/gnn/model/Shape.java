package dev.kith.gnn.model;

import dev.kith.gnn.geometry.Place;
import java.util.List;

/**
 * What a network is built for.
 *
 * @param in width of the features
 * @param out classes, or width of the embedding
 * @param relationTypes neighbourhoods told apart by type and direction; 0 where they are not
 * @param directed whether the two directions of a relationship differ
 * @param places columns of the features that are read in a way of their own, ascending
 */
public record Shape(int in, int out, int relationTypes, boolean directed, List<Place> places) {
    /** Of features that are all read alike. */
    public Shape(int in, int out, int relationTypes, boolean directed) {
        this(in, out, relationTypes, directed, List.of());
    }

    /** For networks that do not ask about directions. */
    public Shape(int in, int out, int relationTypes) {
        this(in, out, relationTypes, false);
    }
}
