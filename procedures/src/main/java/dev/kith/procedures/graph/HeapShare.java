// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.graph;

import dev.kith.graph.KithException;

/** How much of the database's heap the rows of a named graph may take: it is others' heap, too. */
final class HeapShare {
    private static final int PART = 4;
    /** An id as an object in a list, then in arrays. */
    private static final long BYTES_A_NODE = 64;
    /** A value as an object, then in a column; of a vector that is one number. */
    private static final long BYTES_A_VALUE = 48;
    /** Ends, type and weight in arrays that double, and once more as a table. */
    private static final long BYTES_A_RELATIONSHIP = 72;

    private HeapShare() {}

    /**
     * @param values properties of a node that are read
     * @param heapBytes the most the heap may be
     * @throws KithException where the graph would take more than a quarter of it
     */
    static void check(String graph, long nodes, long values, long relationships, long heapBytes) {
        long bytes = nodes * (BYTES_A_NODE + BYTES_A_VALUE * values) + relationships * BYTES_A_RELATIONSHIP;
        if (bytes > heapBytes / PART) {
            throw new KithException(String.format(
                    "The named graph '%s' has %,d nodes and %,d relationships, which take about %,d MiB of the"
                            + " database's heap while they are read, more than a quarter of its %,d MiB. Project labels and"
                            + " types with kith.graph.project instead, which needs none of it, or give the server a larger"
                            + " heap.",
                    graph.replaceAll("\\p{Cntrl}", "?"), nodes, relationships, bytes >> 20, heapBytes >> 20));
        }
    }
}
