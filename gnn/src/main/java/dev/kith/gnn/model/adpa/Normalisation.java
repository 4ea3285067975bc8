package dev.kith.gnn.model.adpa;

/** Which degrees an operator is normalised by on the side of the senders. */
enum Normalisation {
    /** Column sums: what a node sends is shared out among those who hear it. */
    COLUMN,
    /**
     * Row sums, as in the published code: a node that hears nobody by a pattern is not heard by it either. The same as
     * {@link #COLUMN} for symmetric patterns and where r is 0.
     */
    REFERENCE
}
