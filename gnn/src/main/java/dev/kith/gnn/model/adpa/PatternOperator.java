package dev.kith.gnn.model.adpa;

import dev.kith.gnn.model.amud.DirectedPattern;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.util.Arrays;

/**
 * The normalised operator {@code S = D_out^(r-1) · M · D_in^-r} of a pattern, with M = A + I or Aᵀ + I for one step and
 * the path counts AA, AAᵀ, AᵀA, AᵀAᵀ, diagonal included, for two. A product of adjacencies is never made: S is applied as
 * two sparse products. Powers of zero are 0, but for 0^0 = 1.
 *
 * @param outer applied last
 * @param values of its entries, or null for all ones
 * @param rowScale the factors of the rows
 * @param inner applied first, with the factors of the columns; null for one step
 */
record PatternOperator(SparsePattern outer, float[] values, float[] rowScale, SparseMatrix inner) {
    private static final int GRAIN = 1 << 14;

    /**
     * @param adjacency A and Aᵀ
     * @param r in [0, 1]: 0 makes rows sum to 1, 1 columns, ½ neither
     */
    static PatternOperator of(
            DirectedPattern pattern, BothWays adjacency, double r, Normalisation normalisation, Engine engine) {
        boolean ofColumns = normalisation == Normalisation.COLUMN;
        Csr first = adjacency.arcs(pattern.first());
        Csr turned = adjacency.against(pattern.first());
        if (pattern.second() == null) {
            Csr closed = BothWays.withLoops(first);
            double[] rows = plusOne(BothWays.times(first, null, engine));
            double[] columns = ofColumns ? plusOne(BothWays.times(turned, null, engine)) : rows;
            float[] values = columnScaled(closed, powers(columns, -r, engine), engine);
            return new PatternOperator(SparsePattern.of(closed), values, powers(rows, r - 1.0, engine), null);
        }
        Csr second = adjacency.arcs(pattern.second());
        double[] rows = BothWays.times(first, BothWays.times(second, null, engine), engine);
        // Of M = P · Q the column sums are Qᵀ · (Pᵀ · 1).
        double[] columns = ofColumns
                ? BothWays.times(adjacency.against(pattern.second()), BothWays.times(turned, null, engine), engine)
                : rows;
        SparseMatrix inner = new SparseMatrix(
                SparsePattern.of(second), columnScaled(second, powers(columns, -r, engine), engine), null);
        return new PatternOperator(SparsePattern.of(first), first.weights(), powers(rows, r - 1.0, engine), inner);
    }

    /**
     * {@code y = factor · S · x}, all {@code [n, f]}.
     *
     * @param between for the value between two steps
     */
    void apply(Engine engine, float factor, Tensor x, Tensor between, Tensor y) {
        Tensor read = x;
        if (inner != null) {
            inner.multiply(engine, x, 0f, between);
            read = between;
        }
        float[] scale = new float[rowScale.length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = factor * rowScale[i];
        }
        new SparseMatrix(outer, values, scale).multiply(engine, read, 0f, y);
    }

    private static double[] plusOne(double[] sums) {
        return Arrays.stream(sums).map(sum -> sum + 1.0).toArray();
    }

    private static float[] powers(double[] sums, double exponent, Engine engine) {
        float[] powers = new float[sums.length];
        engine.workers().ranges(sums.length, GRAIN, (from, to) -> {
            for (int i = from; i < to; i++) {
                powers[i] = (float) power(sums[i], exponent);
            }
        });
        return powers;
    }

    private static double power(double sum, double exponent) {
        if (sum == 0.0 && exponent != 0.0) {
            return 0.0;
        }
        // The usual exponent, without the price of a power.
        return exponent == -0.5 ? 1.0 / Math.sqrt(sum) : StrictMath.pow(sum, exponent);
    }

    private static float[] columnScaled(Csr csr, float[] factors, Engine engine) {
        float[] values = new float[csr.arcs()];
        engine.workers().ranges(values.length, GRAIN, (from, to) -> {
            for (int k = from; k < to; k++) {
                float weight = csr.weights() == null ? 1f : csr.weights()[k];
                values[k] = weight * factors[csr.indices()[k]];
            }
        });
        return values;
    }
}
