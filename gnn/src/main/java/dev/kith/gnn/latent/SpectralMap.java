package dev.kith.gnn.latent;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * The linear map onto the leading right singular vectors of features, by subspace iteration (Halko et al. 2011, algorithm
 * 4.4). Sparse features are weighed by the logarithm of how few rows have them and their rows brought to length 1; columns
 * of dense ones are standardised.
 *
 * @param weight {@code [f][s]}; columns beyond the features' rank are 0
 * @param bias {@code [s]}
 */
record SpectralMap(double[][] weight, double[] bias) {
    private static final int ITERATIONS = 8;
    private static final int MORE = 8;
    private static final double NOTHING = 1e-12;
    /** The products before are of floats. */
    private static final double DEPENDENT = 1e-5;

    /** @param x {@code [n, f]} */
    static SpectralMap of(Engine engine, Input x, int width) {
        int f = x.columns();
        int r = Math.min(f, width + MORE);
        Weighed weighed = x instanceof Input.Sparse sparse ? new Words(sparse.matrix()) : new Numbers(engine, x);
        DMatrixRMaj v = new DMatrixRMaj(f, r);
        for (int i = 0; i < f * r; i++) {
            v.data[i] = CounterRandom.normal(0, 0x5D, i);
        }
        orthonormal(v);
        DMatrixRMaj g = null;
        for (int t = 0; t < ITERATIONS; t++) {
            g = weighed.gram(engine, v);
            if (t < ITERATIONS - 1) {
                v.setTo(g);
                orthonormal(v);
            }
        }
        return weighed.map(rotated(v, g, Math.min(r, width)), width);
    }

    /** Columns at right angles, of length 1, by Gram and Schmidt twice over; what depends on those before becomes 0. */
    private static void orthonormal(DMatrixRMaj v) {
        double[][] columns = new double[v.numCols][v.numRows];
        for (int j = 0; j < v.numCols; j++) {
            double[] column = columns[j];
            for (int i = 0; i < v.numRows; i++) {
                column[i] = v.get(i, j);
            }
            double before = Math.sqrt(dot(column, column));
            for (int twice = 0; twice < 2; twice++) {
                for (int earlier = 0; earlier < j; earlier++) {
                    double along = dot(column, columns[earlier]);
                    for (int i = 0; i < column.length; i++) {
                        column[i] -= along * columns[earlier][i];
                    }
                }
            }
            double length = Math.sqrt(dot(column, column));
            double scale = length <= DEPENDENT * before ? 0.0 : 1.0 / length;
            for (int i = 0; i < v.numRows; i++) {
                column[i] *= scale;
                v.set(i, j, column[i]);
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0.0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** V turned so that its columns are singular vectors, the largest first, each with its largest element positive. */
    private static DMatrixRMaj rotated(DMatrixRMaj v, DMatrixRMaj g, int width) {
        int r = v.numCols;
        DMatrixRMaj small = new DMatrixRMaj(r, r);
        CommonOps_DDRM.multTransA(v, g, small);
        DMatrixRMaj symmetric = small.copy();
        CommonOps_DDRM.transpose(symmetric);
        CommonOps_DDRM.addEquals(symmetric, small);
        var eigen = DecompositionFactory_DDRM.eig(r, true, true);
        if (!eigen.decompose(symmetric)) {
            throw new IllegalArgumentException("The singular values of " + r + " columns were not found.");
        }
        int[] order = IntStream.range(0, r)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -eigen.getEigenvalue(j).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        double most = Math.max(NOTHING, eigen.getEigenvalue(order[0]).getReal());
        DMatrixRMaj turned = new DMatrixRMaj(v.numRows, width);
        for (int j = 0; j < width; j++) {
            if (eigen.getEigenvalue(order[j]).getReal() < DEPENDENT * most) {
                continue;
            }
            DMatrixRMaj column = new DMatrixRMaj(v.numRows, 1);
            CommonOps_DDRM.mult(v, eigen.getEigenVector(order[j]), column);
            double sign =
                    Arrays.stream(column.data).reduce(0.0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a) < 0 ? -1 : 1;
            for (int i = 0; i < v.numRows; i++) {
                turned.set(i, j, sign * column.get(i, 0));
            }
        }
        return turned;
    }

    /** Features with their weights, which are never written down. */
    private interface Weighed {
        /** {@code XᵀX v}. */
        DMatrixRMaj gram(Engine engine, DMatrixRMaj v);

        SpectralMap map(DMatrixRMaj v, int width);
    }

    private static Tensor tensor(DMatrixRMaj v, double[] rows) {
        Tensor tensor = Tensor.uninitialised(v.numRows, v.numCols);
        for (int i = 0; i < v.numRows; i++) {
            for (int j = 0; j < v.numCols; j++) {
                tensor.set(i, j, (float) (rows[i] * v.get(i, j)));
            }
        }
        return tensor;
    }

    private static DMatrixRMaj matrix(Tensor tensor, double[] rows) {
        DMatrixRMaj matrix = new DMatrixRMaj(tensor.rows(), tensor.columns());
        for (int i = 0; i < matrix.numRows; i++) {
            for (int j = 0; j < matrix.numCols; j++) {
                matrix.set(i, j, rows[i] * tensor.get(i, j));
            }
        }
        return matrix;
    }

    private static void scale(Tensor p, double[] rows) {
        for (int i = 0; i < p.rows(); i++) {
            for (int j = 0; j < p.columns(); j++) {
                p.set(i, j, (float) (rows[i] * p.get(i, j)));
            }
        }
    }

    private static SpectralMap scaled(DMatrixRMaj v, double[] columns, double[] mean, int width) {
        double[][] weight = new double[v.numRows][width];
        double[] bias = new double[width];
        for (int i = 0; i < v.numRows; i++) {
            for (int j = 0; j < v.numCols; j++) {
                weight[i][j] = columns[i] * v.get(i, j);
                bias[j] -= mean[i] * weight[i][j];
            }
        }
        return new SpectralMap(weight, bias);
    }

    /** Sparse features. */
    private static final class Words implements Weighed {
        private final SparseMatrix x;
        private final double[] rarity;
        private final double[] lengths;

        Words(SparseMatrix x) {
            this.x = x;
            int[] rowsWith = new int[x.columns()];
            for (int k : x.pattern().indices()) {
                rowsWith[k]++;
            }
            rarity = Arrays.stream(rowsWith)
                    .mapToDouble(rows -> Math.log((1.0 + x.rows()) / (1.0 + rows)) + 1.0)
                    .toArray();
            lengths = new double[x.rows()];
            for (int i = 0; i < x.rows(); i++) {
                double squares = 0.0;
                for (int k = x.pattern().offsets()[i]; k < x.pattern().offsets()[i + 1]; k++) {
                    double value = x.value(i, k) * rarity[x.pattern().indices()[k]];
                    squares += value * value;
                }
                lengths[i] = squares == 0.0 ? 0.0 : 1.0 / squares;
            }
        }

        /** The inverse squares of the rows' lengths stand between X and its transpose. */
        @Override
        public DMatrixRMaj gram(Engine engine, DMatrixRMaj v) {
            try (Tensor weighed = tensor(v, rarity);
                    Tensor p = Tensor.uninitialised(x.rows(), v.numCols);
                    Tensor g = Tensor.uninitialised(x.columns(), v.numCols)) {
                x.multiply(engine, weighed, 0f, p);
                scale(p, lengths);
                x.transpose().multiply(engine, p, 0f, g);
                return matrix(g, rarity);
            }
        }

        @Override
        public SpectralMap map(DMatrixRMaj v, int width) {
            return scaled(v, rarity, new double[x.columns()], width);
        }
    }

    /** Dense features, centred and of deviation 1. */
    private static final class Numbers implements Weighed {
        private final Tensor x;
        private final double[] mean;
        private final double[] scale;

        Numbers(Engine engine, Input input) {
            try (Tape tape = Tape.inference(engine)) {
                Tensor value = input.dense(tape).value();
                x = Tensor.uninitialised(value.rows(), value.columns());
                x.copyFrom(value);
            }
            int n = x.rows();
            mean = new double[x.columns()];
            scale = new double[x.columns()];
            for (int c = 0; c < mean.length; c++) {
                double sum = 0.0;
                double squares = 0.0;
                for (int i = 0; i < n; i++) {
                    sum += x.get(i, c);
                }
                mean[c] = sum / n;
                for (int i = 0; i < n; i++) {
                    double d = x.get(i, c) - mean[c];
                    squares += d * d;
                }
                scale[c] = squares <= NOTHING ? 0.0 : 1.0 / Math.sqrt(squares / n);
                for (int i = 0; i < n; i++) {
                    x.set(i, c, (float) ((x.get(i, c) - mean[c]) * scale[c]));
                }
            }
        }

        @Override
        public DMatrixRMaj gram(Engine engine, DMatrixRMaj v) {
            double[] ones = new double[x.columns()];
            Arrays.fill(ones, 1.0);
            try (Tensor weighed = tensor(v, ones);
                    Tensor p = Tensor.uninitialised(x.rows(), v.numCols);
                    Tensor g = Tensor.uninitialised(x.columns(), v.numCols)) {
                Gemm.multiply(engine, x, weighed, 0f, p);
                Gemm.transposedMultiply(engine, x, p, 0f, g);
                return matrix(g, ones);
            }
        }

        @Override
        public SpectralMap map(DMatrixRMaj v, int width) {
            x.close();
            return scaled(v, scale, mean, width);
        }
    }
}
