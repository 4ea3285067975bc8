package dev.kith.gnn.geometry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues and vectors of a symmetric matrix, the largest first.
 *
 * @param values {@code [n]}, descending
 * @param vectors {@code [n][n]}: {@code vectors[j]} belongs to {@code values[j]} and has length 1; its sign is arbitrary
 */
record Spectrum(double[] values, double[][] vectors) {

    /** @param matrix {@code [n][n]}, symmetric and finite */
    static Spectrum of(double[][] matrix) {
        int n = matrix.length;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(new DMatrixRMaj(matrix))) {
            throw new IllegalArgumentException("The eigenvalues of a matrix of " + n + " rows were not found.");
        }
        double[] found = IntStream.range(0, n)
                .mapToDouble(j -> eigen.getEigenvalue(j).getReal())
                .toArray();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -found[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[][] vectors = new double[n][];
        for (int j = 0; j < n; j++) {
            vectors[j] = eigen.getEigenVector(order[j]).getData().clone();
        }
        return new Spectrum(Arrays.stream(order).mapToDouble(j -> found[j]).toArray(), vectors);
    }
}
