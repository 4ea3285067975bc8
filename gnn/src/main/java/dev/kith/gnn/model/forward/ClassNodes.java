package dev.kith.gnn.model.forward;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts a node for each class beside those of a graph: node {@code n + k} stands for class k, and arcs lead both ways
 * between it and the nodes of its class (Park et al. 2024, equation 5).
 *
 * @param n nodes of the graph
 * @param classes K
 */
record ClassNodes(int n, int classes) {

    /** Features {@code [n, f]} over those of the class nodes {@code [K, f]}, each row divided by its length. */
    Input features(Input x, Tensor virtual) {
        return x instanceof Input.Sparse sparse
                ? new Input.Sparse(sparse(sparse.matrix(), virtual))
                : new Input.Dense(dense(((Input.Dense) x).tensor(), virtual));
    }

    private SparseMatrix sparse(SparseMatrix x, Tensor virtual) {
        int f = virtual.columns();
        int[] offsets = Arrays.copyOf(x.pattern().offsets(), n + classes + 1);
        int arcs = offsets[n];
        int[] indices = Arrays.copyOf(x.pattern().indices(), Math.addExact(arcs, Math.multiplyExact(classes, f)));
        float[] values = new float[indices.length];
        for (int i = 0; i < n; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                values[k] = x.value(i, k);
            }
            UnitRows.scale(values, offsets[i], offsets[i + 1]);
        }
        for (int k = 0; k < classes; k++) {
            int from = arcs + k * f;
            for (int c = 0; c < f; c++) {
                indices[from + c] = c;
                values[from + c] = virtual.get(k, c);
            }
            offsets[n + k + 1] = from + f;
            UnitRows.scale(values, from, from + f);
        }
        return new SparseMatrix(new SparsePattern(n + classes, f, offsets, indices), values, null);
    }

    private Tensor dense(Tensor x, Tensor virtual) {
        Tensor all = Tensor.uninitialised(n + classes, x.columns());
        for (int i = 0; i < n + classes; i++) {
            float[] row = i < n ? x.row(i) : virtual.row(i - n);
            UnitRows.scale(row, 0, row.length);
            for (int c = 0; c < row.length; c++) {
                all.set(i, c, row[c]);
            }
        }
        return all;
    }

    /**
     * The graph with the class nodes.
     *
     * @param nodes that have a class, ascending
     * @param codes class of each
     * @param byType whether the graph tells relationship types apart: class arcs then are a type of their own, the last
     */
    Neighbourhoods graph(Neighbourhoods graph, int[] nodes, int[] codes, boolean byType) {
        if (!byType) {
            return Neighbourhoods.of(joined(graph.incoming(), nodes, codes));
        }
        Csr none = joined(graph.incoming(), new int[0], new int[0]);
        List<Csr> types = new ArrayList<>();
        graph.byType().forEach(type -> types.add(joined(type.incoming(), new int[0], new int[0])));
        types.add(joined(Csr.of(n, new int[0], new int[0], null), nodes, codes));
        return Neighbourhoods.of(none, types);
    }

    private Csr joined(Csr incoming, int[] nodes, int[] codes) {
        int[] classOf = new int[n];
        Arrays.fill(classOf, -1);
        int[] sizes = new int[classes];
        for (int r = 0; r < nodes.length; r++) {
            classOf[nodes[r]] = codes[r];
            sizes[codes[r]]++;
        }
        int[] offsets = new int[n + classes + 1];
        for (int i = 0; i < n; i++) {
            int degree = incoming.offsets()[i + 1] - incoming.offsets()[i];
            offsets[i + 1] = offsets[i] + degree + (classOf[i] < 0 ? 0 : 1);
        }
        for (int k = 0; k < classes; k++) {
            offsets[n + k + 1] = offsets[n + k] + sizes[k];
        }
        int[] indices = new int[offsets[n + classes]];
        float[] weights = incoming.weights() == null ? null : new float[indices.length];
        if (weights != null) {
            Arrays.fill(weights, 1f);
        }
        int[] next = Arrays.copyOfRange(offsets, n, n + classes);
        for (int i = 0; i < n; i++) {
            int from = incoming.offsets()[i];
            int degree = incoming.offsets()[i + 1] - from;
            System.arraycopy(incoming.indices(), from, indices, offsets[i], degree);
            if (weights != null) {
                System.arraycopy(incoming.weights(), from, weights, offsets[i], degree);
            }
            if (classOf[i] >= 0) {
                indices[offsets[i] + degree] = n + classOf[i];
                indices[next[classOf[i]]++] = i;
            }
        }
        return Csr.ofRows(n + classes, offsets, indices, weights, null);
    }
}
