package dev.kith.gnn.latent;

import java.util.Arrays;

/** The nodes with the highest scores of those that were offered; of equal scores the one that was offered first. */
final class Best {
    private final int[] nodes;
    private final double[] scores;
    private int count;

    Best(int most) {
        nodes = new int[most];
        scores = new double[most];
    }

    /** What a node must have more than, to be one of them. */
    double least() {
        return count < nodes.length ? Double.NEGATIVE_INFINITY : scores[count - 1];
    }

    void offer(int node, double score) {
        if (!(score > least())) {
            return;
        }
        int at = count < nodes.length ? count++ : count - 1;
        while (at > 0 && scores[at - 1] < score) {
            scores[at] = scores[at - 1];
            nodes[at] = nodes[at - 1];
            at--;
        }
        scores[at] = score;
        nodes[at] = node;
    }

    /** Ascending. */
    int[] sorted() {
        int[] sorted = inOrder();
        Arrays.sort(sorted);
        return sorted;
    }

    /** The highest score first. */
    int[] inOrder() {
        return Arrays.copyOf(nodes, count);
    }
}
