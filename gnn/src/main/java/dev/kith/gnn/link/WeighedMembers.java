package dev.kith.gnn.link;

import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;

/**
 * Common neighbours, and neighbours of one end with a weight; those that weigh nothing are left out.
 *
 * @param common of weight 1
 */
record WeighedMembers(SparsePattern common, SparseMatrix first, SparseMatrix second) implements Members {
    @Override
    public boolean weighted() {
        return true;
    }

    @Override
    public int most(int pair) {
        return common.degree(pair)
                + first.pattern().degree(pair)
                + second.pattern().degree(pair);
    }

    @Override
    public int write(int pair, int[] nodes, float[] weights, int at) {
        int end = at;
        for (int k = common.offsets()[pair]; k < common.offsets()[pair + 1]; k++) {
            nodes[end] = common.indices()[k];
            weights[end++] = 1f;
        }
        end = write(first, pair, nodes, weights, end);
        return write(second, pair, nodes, weights, end) - at;
    }

    private static int write(SparseMatrix side, int pair, int[] nodes, float[] weights, int at) {
        int end = at;
        SparsePattern pattern = side.pattern();
        for (int k = pattern.offsets()[pair]; k < pattern.offsets()[pair + 1]; k++) {
            float weight = side.values()[k];
            if (weight != 0f) {
                nodes[end] = pattern.indices()[k];
                weights[end++] = weight;
            }
        }
        return end;
    }
}
