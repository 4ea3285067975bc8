package dev.kith.gnn.conv;

import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.graph.Csr;
import java.util.Arrays;

/**
 * Where a part of a graph was cut from.
 *
 * @param nodes the part's nodes in the whole graph
 * @param complete how many of them, the first ones, have neighbours here
 */
record Part(Neighbourhoods whole, int[] nodes, int complete) {

    /**
     * A form of the whole graph on the part's rows; where neighbours were left out, the others count for them too.
     *
     * @param here the part's arcs, their origins the positions in the whole graph's
     * @param pattern of {@code here}, with loops where {@code closed}
     */
    SparseMatrix cut(SparseMatrix form, Csr here, SparsePattern pattern, boolean closed) {
        Csr there = whole.incoming();
        float[] values = new float[pattern.arcs()];
        for (int i = 0; i < complete; i++) {
            int node = nodes[i];
            int degree = here.offsets()[i + 1] - here.offsets()[i];
            float share = degree == 0 ? 0f : (float) (there.offsets()[node + 1] - there.offsets()[node]) / degree;
            int at = pattern.offsets()[i];
            int shift = form.pattern().offsets()[node] - there.offsets()[node];
            int loop = Integer.MAX_VALUE;
            if (closed) {
                // A row's own loop comes first, and that of the graph is left out.
                values[at++] = form.value(node, form.pattern().offsets()[node]);
                int found =
                        Arrays.binarySearch(there.indices(), there.offsets()[node], there.offsets()[node + 1], node);
                loop = found < 0 ? loop : found;
                shift++;
            }
            for (int k = here.offsets()[i]; k < here.offsets()[i + 1]; k++) {
                int position = here.origins()[k];
                if (position != loop) {
                    values[at++] = share * form.value(node, position + shift - (position > loop ? 1 : 0));
                }
            }
        }
        return new SparseMatrix(pattern, values, null);
    }
}
