package dev.kith.gnn.link;

import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Workers;
import dev.kith.graph.Csr;
import java.util.Arrays;

/**
 * {@code N(i) ∩ N₂(j)}, where N₂ are the ends of walks of two steps: the node itself is among them, and direct neighbours
 * that close triangles. O(d_i · d̄ + d_i · log d) a pair: v is in it where it has a common neighbour with j.
 */
final class TwoHops {
    private TwoHops() {}

    static SparsePattern common(Workers workers, Csr a, Pairs pairs) {
        return NeighbourSets.fill(workers, a.columns(), pairs.count(), (p, into, at) -> {
            int count = 0;
            int i = pairs.source()[p];
            for (int k = a.offsets()[i]; k < a.offsets()[i + 1]; k++) {
                int v = a.indices()[k];
                if (meets(a, v, pairs.target()[p])) {
                    if (into != null) {
                        into[at + count] = v;
                    }
                    count++;
                }
            }
            return count;
        });
    }

    private static boolean meets(Csr a, int v, int w) {
        for (int k = a.offsets()[v]; k < a.offsets()[v + 1]; k++) {
            if (Arrays.binarySearch(a.indices(), a.offsets()[w], a.offsets()[w + 1], a.indices()[k]) >= 0) {
                return true;
            }
        }
        return false;
    }
}
