package dev.kith.gnn.link;

import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Workers;
import dev.kith.graph.Csr;
import java.util.Arrays;

/**
 * Common neighbours of pairs and those of one end only, as sparse {@code [t, n]} rows: two sorted rows are merged a pair,
 * O(d_i + d_j), or where one is much longer, looked up in it; pairs in parallel, counted first and then filled.
 */
final class NeighbourSets {
    private static final int PAIRS_AT_A_TIME = 128;
    /** From which ratio of lengths looking up is cheaper than merging. */
    private static final int MUCH_LONGER = 16;

    private NeighbourSets() {}

    /**
     * @param common {@code N(i) ∩ N(j)} of each pair
     * @param first {@code N(i) \ N(j)}
     * @param second {@code N(j) \ N(i)}
     */
    record Three(SparsePattern common, SparsePattern first, SparsePattern second) {}

    /** {@code N(i) ∩ N(j)} of each pair. */
    static SparsePattern common(Workers workers, Csr a, Pairs pairs) {
        return fill(
                workers,
                a.columns(),
                pairs.count(),
                (p, into, at) -> common(a, pairs.source()[p], pairs.target()[p], into, at));
    }

    /** {@code N(i) ∩ N(j)} of each pair when it is asked for. */
    static Members members(Csr a, Pairs pairs) {
        return new Members() {
            @Override
            public boolean weighted() {
                return false;
            }

            @Override
            public int most(int pair) {
                return Math.min(degree(a, pairs.source()[pair]), degree(a, pairs.target()[pair]));
            }

            @Override
            public int write(int pair, int[] nodes, float[] weights, int at) {
                return common(a, pairs.source()[pair], pairs.target()[pair], nodes, at);
            }
        };
    }

    private static int degree(Csr a, int i) {
        return a.offsets()[i + 1] - a.offsets()[i];
    }

    /** @param withEnds whether an end that neighbours the other counts among those of one end only */
    static Three all(Workers workers, Csr a, Pairs pairs, boolean withEnds) {
        int n = a.columns();
        int t = pairs.count();
        return new Three(
                common(workers, a, pairs),
                fill(
                        workers,
                        n,
                        t,
                        (p, into, at) -> difference(a, pairs.source()[p], pairs.target()[p], withEnds, into, at)),
                fill(
                        workers,
                        n,
                        t,
                        (p, into, at) -> difference(a, pairs.target()[p], pairs.source()[p], withEnds, into, at)));
    }

    /** Writes a pair's row where there is room given, and returns its length. */
    @FunctionalInterface
    interface Row {
        int write(int pair, int[] into, int at);
    }

    static SparsePattern fill(Workers workers, int columns, int pairs, Row row) {
        int[] offsets = new int[pairs + 1];
        workers.ranges(pairs, PAIRS_AT_A_TIME, (from, to) -> {
            for (int p = from; p < to; p++) {
                offsets[p + 1] = row.write(p, null, 0);
            }
        });
        for (int p = 0; p < pairs; p++) {
            offsets[p + 1] = Math.addExact(offsets[p + 1], offsets[p]);
        }
        int[] indices = new int[offsets[pairs]];
        workers.ranges(pairs, PAIRS_AT_A_TIME, (from, to) -> {
            for (int p = from; p < to; p++) {
                row.write(p, indices, offsets[p]);
            }
        });
        return new SparsePattern(pairs, columns, offsets, indices);
    }

    private static int common(Csr a, int i, int j, int[] into, int at) {
        int di = degree(a, i);
        int dj = degree(a, j);
        if ((long) di * MUCH_LONGER < dj) {
            return lookedUp(a, i, j, into, at);
        }
        if ((long) dj * MUCH_LONGER < di) {
            return lookedUp(a, j, i, into, at);
        }
        int[] indices = a.indices();
        int k = a.offsets()[i];
        int l = a.offsets()[j];
        int endOfI = a.offsets()[i + 1];
        int endOfJ = a.offsets()[j + 1];
        int count = 0;
        while (k < endOfI && l < endOfJ) {
            int v = indices[k];
            int w = indices[l];
            if (v == w) {
                if (into != null) {
                    into[at + count] = v;
                }
                count++;
            }
            // Without branches that nobody can foretell.
            k += v <= w ? 1 : 0;
            l += w <= v ? 1 : 0;
        }
        return count;
    }

    private static int lookedUp(Csr a, int few, int many, int[] into, int at) {
        int count = 0;
        int from = a.offsets()[many];
        for (int k = a.offsets()[few]; k < a.offsets()[few + 1]; k++) {
            int found = Arrays.binarySearch(a.indices(), from, a.offsets()[many + 1], a.indices()[k]);
            if (found >= 0) {
                if (into != null) {
                    into[at + count] = a.indices()[k];
                }
                count++;
            }
            from = found >= 0 ? found + 1 : -found - 1;
        }
        return count;
    }

    private static int difference(Csr a, int i, int j, boolean withEnds, int[] into, int at) {
        int count = 0;
        int l = a.offsets()[j];
        for (int k = a.offsets()[i]; k < a.offsets()[i + 1]; k++) {
            int v = a.indices()[k];
            while (l < a.offsets()[j + 1] && a.indices()[l] < v) {
                l++;
            }
            boolean shared = l < a.offsets()[j + 1] && a.indices()[l] == v;
            if (!shared && (withEnds || (v != i && v != j))) {
                if (into != null) {
                    into[at + count] = v;
                }
                count++;
            }
        }
        return count;
    }
}
