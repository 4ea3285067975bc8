package dev.kith.gnn.conv;

import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.graph.Csr;

/** Adds each node to its own neighbourhood; a self-loop of the graph itself gives way to it. */
final class SelfLoops {
    private SelfLoops() {}

    /** The loop stands first in its row. */
    static SparsePattern pattern(Csr csr) {
        int n = csr.rows();
        int[] offsets = new int[n + 1];
        for (int i = 0; i < n; i++) {
            int count = 1;
            for (int k = csr.offsets()[i]; k < csr.offsets()[i + 1]; k++) {
                count += csr.indices()[k] == i ? 0 : 1;
            }
            offsets[i + 1] = offsets[i] + count;
        }
        int[] indices = new int[offsets[n]];
        for (int i = 0; i < n; i++) {
            int at = offsets[i];
            indices[at++] = i;
            for (int k = csr.offsets()[i]; k < csr.offsets()[i + 1]; k++) {
                if (csr.indices()[k] != i) {
                    indices[at++] = csr.indices()[k];
                }
            }
        }
        return new SparsePattern(n, csr.columns(), offsets, indices);
    }

    /** The weights that go with {@link #pattern}: 1 for the loops. */
    static float[] weights(Csr csr) {
        int n = csr.rows();
        float[] weights = new float[csr.arcs() + n];
        int at = 0;
        for (int i = 0; i < n; i++) {
            weights[at++] = 1f;
            for (int k = csr.offsets()[i]; k < csr.offsets()[i + 1]; k++) {
                if (csr.indices()[k] != i) {
                    weights[at++] = csr.weights()[k];
                }
            }
        }
        return java.util.Arrays.copyOf(weights, at);
    }
}
