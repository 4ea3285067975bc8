package dev.kith.gnn.tensor;

import dev.kith.graph.Csr;
import dev.kith.graph.Features;

/**
 * A constant sparse matrix: a pattern, a value for each entry and a factor for each row. Used for normalised
 * adjacencies and for sparse features.
 */
public final class SparseMatrix {
    private final SparsePattern pattern;
    private final float[] values;
    private final float[] rowScale;
    private SparseMatrix transpose;

    /**
     * @param values {@code [arcs]} or null for all ones
     * @param rowScale {@code [rows]} or null for all ones
     */
    public SparseMatrix(SparsePattern pattern, float[] values, float[] rowScale) {
        this.pattern = pattern;
        this.values = values;
        this.rowScale = rowScale;
    }

    public static SparseMatrix of(Features.Sparse features) {
        return new SparseMatrix(
                new SparsePattern(features.rows(), features.columns(), features.offsets(), features.indices()),
                features.values(),
                null);
    }

    /** Sums over the arcs of each row, with the arcs' weights where there are any. */
    public static SparseMatrix sum(Csr adjacency) {
        return new SparseMatrix(SparsePattern.of(adjacency), adjacency.weights(), null);
    }

    public SparsePattern pattern() {
        return pattern;
    }

    public int rows() {
        return pattern.rows();
    }

    public int columns() {
        return pattern.columns();
    }

    /** {@code [arcs]} or null for all ones; not to be changed. */
    public float[] values() {
        return values;
    }

    /** The entry's value with its row's factor. */
    public float value(int row, int entry) {
        return (values == null ? 1f : values[entry]) * (rowScale == null ? 1f : rowScale[row]);
    }

    /** The same pattern with other values. */
    public SparseMatrix withValues(float[] newValues) {
        return new SparseMatrix(pattern, newValues, rowScale);
    }

    /** Some of the rows, in the given order, as a matrix of their own. */
    public SparseMatrix rows(int[] selected) {
        return rows(pattern.rows(selected));
    }

    /** The same for rows whose pattern is known already, as it is where only the values change. */
    public SparseMatrix rows(SparsePattern.Selection selected) {
        float[] picked = new float[selected.order().length];
        int[] starts = selected.pattern().offsets();
        for (int i = 0; i < selected.rows().length; i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                picked[k] = value(selected.rows()[i], selected.order()[k]);
            }
        }
        return new SparseMatrix(selected.pattern(), picked, null);
    }

    /** {@code y = this · x + beta · y} with x {@code [columns, f]}, y {@code [rows, f]}; beta 0 or 1. */
    public void multiply(Engine engine, Tensor x, float beta, Tensor y) {
        if (x.rows() != columns() || y.rows() != rows() || x.columns() != y.columns()) {
            throw new IllegalArgumentException(
                    "The shapes do not fit: sparse [" + rows() + ", " + columns() + "], " + x + ", " + y + ".");
        }
        var sparse = engine.kernels().sparse();
        pattern.sumArcs(
                engine,
                rowScale,
                beta,
                y,
                (offsets, scale, keep, out, from, to) -> sparse.multiply(
                        offsets, pattern.indices(), values, scale, x.memory(), x.columns(), keep, out, from, to));
    }

    /** {@code y[i] = Σ_k value_k · (x[j_k] - mean[i])²} over the entries k of row i. */
    public void variance(Engine engine, Tensor x, Tensor mean, Tensor y) {
        var statistics = engine.kernels().statistics();
        pattern.forRows(
                engine.workers(),
                (from, to) -> statistics.variance(
                        pattern.offsets(),
                        pattern.indices(),
                        values,
                        rowScale,
                        x.memory(),
                        x.columns(),
                        mean.memory(),
                        y.memory(),
                        from,
                        to));
    }

    /** {@code dx[j] = Σ_k value_k · dy[i_k] · (x[j] - mean[i_k]) + beta · dx[j]} over the entries k of column j. */
    public void varianceBackward(Engine engine, Tensor x, Tensor mean, Tensor dy, float beta, Tensor dx) {
        var statistics = engine.kernels().statistics();
        SparseMatrix transposed = transpose();
        transposed.pattern.forRows(
                engine.workers(),
                (from, to) -> statistics.varianceBackward(
                        transposed.pattern.offsets(),
                        transposed.pattern.indices(),
                        transposed.values,
                        x.memory(),
                        x.columns(),
                        mean.memory(),
                        dy.memory(),
                        beta,
                        dx.memory(),
                        from,
                        to));
    }

    /** The transposed matrix, made once; its transpose is this one. */
    public synchronized SparseMatrix transpose() {
        if (transpose == null) {
            var transposed = pattern.transpose();
            float[] moved = null;
            if (values != null || rowScale != null) {
                int[] order = transposed.order();
                int[] origins = transposed.pattern().indices();
                moved = new float[order.length];
                for (int k = 0; k < order.length; k++) {
                    moved[k] = value(origins[k], order[k]);
                }
            }
            transpose = new SparseMatrix(transposed.pattern(), moved, null);
            transpose.transpose = this;
        }
        return transpose;
    }

    /** Bytes of its values and factors and, where it was made, of its transpose's; not those of the pattern. */
    public synchronized long valueBytes() {
        return ownBytes() + (transpose == null ? 0 : transpose.ownBytes());
    }

    private long ownBytes() {
        return 4L * ((values == null ? 0 : values.length) + (rowScale == null ? 0 : rowScale.length));
    }
}
