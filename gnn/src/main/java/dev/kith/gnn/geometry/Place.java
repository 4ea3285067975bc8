package dev.kith.gnn.geometry;

/** Columns of the features that a network reads in another way than the others. */
public sealed interface Place {
    /** The first of the columns. */
    int from();

    /** How many there are. */
    int columns();

    /**
     * Spherical harmonics, which a sinusoidal network reads before the rest.
     *
     * @param width of that network's layers and its result
     * @param layers of that network, its last linear one included
     */
    record Sphere(int from, int columns, int width, int layers) implements Place {}

    /** Columns whose signs have no meaning: the network's results are averaged over all of them. */
    record AnySign(int from, int columns) implements Place {}
}
