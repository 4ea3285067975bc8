package dev.kith.gnn.latent;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.graph.Csr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The graph that layers read: neighbours that were drawn, and others beside them, each once. */
final class InferredArcs {
    private InferredArcs() {}

    /**
     * @param neighbours of each node, ascending
     * @param bothWays whether they hear from the node too
     * @param given arcs that are read beside them, {@code n × n}, or null
     */
    static Neighbourhoods of(int[][] neighbours, boolean bothWays, Csr given) {
        int n = neighbours.length;
        int[] offsets = new int[n + 1];
        for (int i = 0; i < n; i++) {
            offsets[i + 1] = offsets[i] + neighbours[i].length;
        }
        int[] indices = Arrays.stream(neighbours).flatMapToInt(Arrays::stream).toArray();
        Csr drawn = Csr.ofRows(n, offsets, indices, null, null);
        List<Csr> parts = new ArrayList<>(List.of(drawn));
        if (bothWays) {
            parts.add(drawn.transpose());
        }
        if (given != null) {
            parts.add(given);
        }
        return Neighbourhoods.of(union(n, parts));
    }

    private static Csr union(int n, List<Csr> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        int[] offsets = new int[n + 1];
        int[] indices = new int[parts.stream().mapToInt(Csr::arcs).sum()];
        int at = 0;
        for (int i = 0; i < n; i++) {
            int from = at;
            for (Csr part : parts) {
                int length = part.offsets()[i + 1] - part.offsets()[i];
                System.arraycopy(part.indices(), part.offsets()[i], indices, at, length);
                at += length;
            }
            Arrays.sort(indices, from, at);
            int kept = from;
            for (int k = from; k < at; k++) {
                if (k == from || indices[k] != indices[k - 1]) {
                    indices[kept++] = indices[k];
                }
            }
            at = kept;
            offsets[i + 1] = at;
        }
        return Csr.ofRows(n, offsets, Arrays.copyOf(indices, at), null, null);
    }
}
