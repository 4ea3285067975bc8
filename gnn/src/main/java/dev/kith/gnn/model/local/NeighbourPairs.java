package dev.kith.gnn.model.local;

import dev.kith.graph.Csr;
import java.util.Arrays;

/**
 * A graph's pairs of a neighbour and the node it is one of, without self-loops; each edge is there in both directions
 * where the adjacency has both. No features are held.
 *
 * @param neighbour {@code [pairs]}
 * @param centre {@code [pairs]}
 */
record NeighbourPairs(int[] neighbour, int[] centre) {

    /** @param adjacency row i holds the neighbours of i */
    static NeighbourPairs of(Csr adjacency) {
        int[] neighbour = new int[adjacency.arcs()];
        int[] centre = new int[adjacency.arcs()];
        int count = 0;
        for (int i = 0; i < adjacency.rows(); i++) {
            for (int k = adjacency.offsets()[i]; k < adjacency.offsets()[i + 1]; k++) {
                if (adjacency.indices()[k] != i) {
                    neighbour[count] = adjacency.indices()[k];
                    centre[count++] = i;
                }
            }
        }
        return new NeighbourPairs(Arrays.copyOf(neighbour, count), Arrays.copyOf(centre, count));
    }

    int count() {
        return centre.length;
    }

    /** The nodes at some positions. */
    static int[] at(int[] nodes, int[] positions) {
        return Arrays.stream(positions).map(position -> nodes[position]).toArray();
    }
}
