package dev.kith.gnn.feature;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.VectorColumn;

/** A vector property as it is; a node without it gets zeros. */
record VectorEncoder(String property, int width) implements Encoder {
    VectorEncoder {
        if (property == null || width < 0) {
            throw Encoder.nonsense("the vector '" + property + "' has " + width + " elements");
        }
    }

    @Override
    public void encode(Graph graph, int offset, FeatureRows rows) {
        Column column = Properties.of(graph, property);
        switch (column) {
            case VectorColumn dense -> {
                check(dense.dimension());
                for (int i = 0; i < dense.size(); i++) {
                    for (int c = 0; c < width && !dense.isNull(i); c++) {
                        rows.add(i, offset + c, finite(dense.values()[i * width + c], graph, i, c));
                    }
                }
            }
            case SparseVectorColumn sparse -> {
                check(sparse.dimension());
                for (int i = 0; i < sparse.size(); i++) {
                    for (int k = sparse.offsets()[i]; k < sparse.offsets()[i + 1]; k++) {
                        int c = sparse.indices()[k];
                        rows.add(i, offset + c, finite(sparse.values()[k], graph, i, c));
                    }
                }
            }
            default ->
                throw new KithException("The property '" + property + "' is a vector in the model but "
                        + column.typeName() + " in this graph; export the graph with the property it was trained on.");
        }
    }

    private void check(int dimension) {
        if (dimension != width) {
            throw new KithException("The property '" + property + "' has " + dimension + " elements in this graph and "
                    + width + " in the model; they must be the same.");
        }
    }

    @Override
    public String origin(int column) {
        return "property '" + element(column) + "'";
    }

    private float finite(float value, Graph graph, int node, int element) {
        return Float.isFinite(value) ? value : (float) Properties.finite(value, element(element), graph, node);
    }

    private String element(int c) {
        return property + "[" + c + "]";
    }
}
