package dev.kith.gnn.tensor;

/**
 * A tree over the neighbours of each row. Row v of the pattern holds the leaves of tree v, whose values are the rows of a
 * matrix with as many rows as the pattern has columns. Depends on the pattern alone, so it is made once for a graph.
 */
public final class NeighbourTrees {
    private final SparsePattern pattern;
    private final ReductionPlan plan;
    private SparseMatrix arcSums;

    public NeighbourTrees(SparsePattern pattern, ReductionPlan plan) {
        this.pattern = pattern;
        this.plan = plan;
    }

    /** Trees of logarithmic depth. */
    public static NeighbourTrees balanced(SparsePattern pattern) {
        return new NeighbourTrees(pattern, ReductionPlan.balanced(pattern.offsets()));
    }

    public SparsePattern pattern() {
        return pattern;
    }

    public ReductionPlan plan() {
        return plan;
    }

    /** {@code [columns, arcs]}: adds the rows of arcs to the nodes that these come from. */
    public synchronized SparseMatrix arcSums() {
        if (arcSums == null) {
            arcSums = arcSums(pattern);
        }
        return arcSums;
    }

    private static SparseMatrix arcSums(SparsePattern pattern) {
        SparsePattern.Transpose transpose = pattern.transpose();
        return new SparseMatrix(
                new SparsePattern(
                        pattern.columns(), pattern.arcs(), transpose.pattern().offsets(), transpose.order()),
                null,
                null);
    }

    /** Bytes of the plan; what else it holds stands on the arrays of the pattern and its transpose. */
    public long bytes() {
        return plan.bytes();
    }
}
