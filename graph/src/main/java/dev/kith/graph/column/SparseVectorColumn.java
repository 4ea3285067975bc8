package dev.kith.graph.column;

import dev.kith.graph.Features;

/**
 * Vectors of one length that are mostly zero, in compressed rows; a row without entries is a vector of zeros.
 *
 * @param offsets {@code [rows + 1]}
 * @param indices ascending within a row, each in {@code [0, dimension)}
 */
public record SparseVectorColumn(int[] offsets, int[] indices, float[] values, int dimension) implements Column {
    @Override
    public int size() {
        return offsets.length - 1;
    }

    @Override
    public boolean isNull(int row) {
        return false;
    }

    @Override
    public String typeName() {
        return "a sparse vector of " + dimension + " numbers";
    }

    @Override
    public Object value(int row) {
        float[] dense = new float[dimension];
        for (int k = offsets[row]; k < offsets[row + 1]; k++) {
            dense[indices[k]] = values[k];
        }
        return dense;
    }

    public Features.Sparse features() {
        return new Features.Sparse(offsets, indices, values, size(), dimension);
    }
}
