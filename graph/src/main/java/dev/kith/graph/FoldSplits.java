package dev.kith.graph;

import dev.kith.graph.random.MersenneTwister;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The node splits of Park et al. 2024, index for index: five folds, each once for testing, and a fifth of the other nodes
 * for validation. They depend on the number of nodes alone, and mean the published ones where the nodes stand in the
 * published order.
 */
public final class FoldSplits {
    public static final String FAMILY = "forwardgnn";

    private static final int FOLDS = 5;
    private static final int FOLD_SEED = 101;
    private static final int VALIDATION_SEED = 127;

    private FoldSplits() {}

    /** @return {@code forwardgnn-0} to {@code forwardgnn-4} */
    public static List<Split> of(int nodes) {
        int[] order = new MersenneTwister(FOLD_SEED).permutation(nodes);
        List<Split> splits = new ArrayList<>();
        int from = 0;
        for (int s = 0; s < FOLDS; s++) {
            int to = from + nodes / FOLDS + (s < nodes % FOLDS ? 1 : 0);
            splits.add(split(s, nodes, Arrays.copyOfRange(order, from, to)));
            from = to;
        }
        return splits;
    }

    private static Split split(int number, int nodes, int[] test) {
        byte[] set = new byte[nodes];
        for (int node : test) {
            set[node] = 3;
        }
        int[] rest = new int[nodes - test.length];
        int count = 0;
        for (int i = 0; i < nodes; i++) {
            if (set[i] == 0) {
                rest[count++] = i;
                set[i] = 1;
            }
        }
        int[] order = new MersenneTwister(VALIDATION_SEED * number).permutation(rest.length);
        int validation = (rest.length + FOLDS - 1) / FOLDS;
        for (int v = 0; v < validation; v++) {
            set[rest[order[v]]] = 2;
        }
        return Split.of(FAMILY + "-" + number, set);
    }
}
