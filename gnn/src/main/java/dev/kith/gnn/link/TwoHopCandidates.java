package dev.kith.gnn.link;

import dev.kith.graph.Csr;
import java.util.Arrays;

/** Nodes at most two steps from a source. O(Σ degree of its neighbours). */
final class TwoHopCandidates implements Candidates {
    private final Csr neighbours;
    private final PairSet linked;
    private final int[] sources;
    private final int[] seen;
    private int round;

    TwoHopCandidates(Csr neighbours, PairSet linked, int[] sources) {
        this.neighbours = neighbours;
        this.linked = linked;
        this.sources = sources;
        this.seen = new int[neighbours.rows()];
    }

    @Override
    public int[] of(int position) {
        int source = sources[position];
        round++;
        seen[source] = round;
        int[] found = new int[16];
        int count = 0;
        for (int k = neighbours.offsets()[source]; k < neighbours.offsets()[source + 1]; k++) {
            int v = neighbours.indices()[k];
            for (int l = neighbours.offsets()[v] - 1; l < neighbours.offsets()[v + 1]; l++) {
                // First the neighbour itself.
                int w = l < neighbours.offsets()[v] ? v : neighbours.indices()[l];
                if (seen[w] != round) {
                    seen[w] = round;
                    if (!linked.contains(source, w)) {
                        if (count == found.length) {
                            found = Arrays.copyOf(found, 2 * count);
                        }
                        found[count++] = w;
                    }
                }
            }
        }
        int[] candidates = Arrays.copyOf(found, count);
        Arrays.sort(candidates);
        return candidates;
    }
}
