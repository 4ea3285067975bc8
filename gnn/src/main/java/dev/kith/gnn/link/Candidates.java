package dev.kith.gnn.link;

/** Nodes that may be linked to some sources. Not for several threads at a time. */
@FunctionalInterface
interface Candidates {
    /**
     * Those of one source, ascending: none that it is linked to, and not itself.
     *
     * @param position in the sources; asked for one after the other
     */
    int[] of(int position);
}
