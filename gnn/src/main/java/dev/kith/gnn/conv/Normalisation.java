package dev.kith.gnn.conv;

import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.graph.Csr;
import dev.kith.graph.KithException;

/** Arc weights of the usual propagation matrices; degrees are summed in double. */
final class Normalisation {
    private Normalisation() {}

    /** @throws KithException where a weight is negative: it can be no share */
    static float[] logarithms(float[] weights) {
        float[] logarithms = new float[weights.length];
        for (int k = 0; k < weights.length; k++) {
            if (!(weights[k] >= 0f)) {
                throw new KithException("A relationship has the weight " + weights[k]
                        + "; attention reads weights as shares, which are not negative. Use another model, or a property"
                        + " without negative values.");
            }
            logarithms[k] = (float) Math.log(weights[k]);
        }
        return logarithms;
    }

    static SparseMatrix mean(SparsePattern pattern, float[] weights) {
        float[] scale = new float[pattern.rows()];
        for (int i = 0; i < scale.length; i++) {
            double degree = weights == null ? pattern.degree(i) : rowSum(pattern, weights, i);
            scale[i] = degree == 0.0 ? 0f : (float) (1.0 / degree);
        }
        return new SparseMatrix(pattern, weights, scale);
    }

    static SparseMatrix symmetric(SparsePattern closed, Csr csr) {
        float[] weights = csr.weights() == null ? null : SelfLoops.weights(csr);
        return scaled(closed, weights, rowSums(closed, weights), columnSums(closed, weights));
    }

    static SparseMatrix directed(SparsePattern pattern, float[] weights) {
        return scaled(pattern, weights, rowSums(pattern, weights), columnSums(pattern, weights));
    }

    /** {@code w_ij / √(row_i · column_j)}, 0 where a sum is not positive. */
    private static SparseMatrix scaled(SparsePattern pattern, float[] weights, double[] rows, double[] columns) {
        float[] values = new float[pattern.arcs()];
        for (int i = 0; i < pattern.rows(); i++) {
            for (int k = pattern.offsets()[i]; k < pattern.offsets()[i + 1]; k++) {
                double product = rows[i] * columns[pattern.indices()[k]];
                double w = weights == null ? 1.0 : weights[k];
                values[k] = product > 0.0 ? (float) (w / Math.sqrt(product)) : 0f;
            }
        }
        return new SparseMatrix(pattern, values, null);
    }

    private static double rowSum(SparsePattern pattern, float[] weights, int row) {
        double sum = 0.0;
        for (int k = pattern.offsets()[row]; k < pattern.offsets()[row + 1]; k++) {
            sum += weights[k];
        }
        return sum;
    }

    private static double[] rowSums(SparsePattern pattern, float[] weights) {
        double[] sums = new double[pattern.rows()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = weights == null ? pattern.degree(i) : rowSum(pattern, weights, i);
        }
        return sums;
    }

    private static double[] columnSums(SparsePattern pattern, float[] weights) {
        double[] sums = new double[pattern.columns()];
        for (int k = 0; k < pattern.arcs(); k++) {
            sums[pattern.indices()[k]] += weights == null ? 1.0 : weights[k];
        }
        return sums;
    }
}
