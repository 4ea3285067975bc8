package dev.kith.gnn.model.adpa;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.amud.DirectedPattern.Step;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Csr;
import java.util.Arrays;

/**
 * An adjacency and its transpose, without self-loops.
 *
 * @param along A: row i holds the nodes that i points to
 * @param backward Aᵀ
 */
record BothWays(Csr along, Csr backward) {
    private static final int GRAIN = 1 << 12;

    static BothWays of(Neighbourhoods graph) {
        return new BothWays(withoutLoops(graph.reversed().incoming()), withoutLoops(graph.incoming()));
    }

    Csr arcs(Step step) {
        return step == Step.ALONG ? along : backward;
    }

    /** The transpose of {@link #arcs}. */
    Csr against(Step step) {
        return step == Step.ALONG ? backward : along;
    }

    /** {@code csr · x} in double, of all ones where x is null. */
    static double[] times(Csr csr, double[] x, Engine engine) {
        double[] y = new double[csr.rows()];
        engine.workers().ranges(csr.rows(), GRAIN, (from, to) -> {
            for (int i = from; i < to; i++) {
                double sum = 0.0;
                for (int k = csr.offsets()[i]; k < csr.offsets()[i + 1]; k++) {
                    double weight = csr.weights() == null ? 1.0 : csr.weights()[k];
                    sum += x == null ? weight : weight * x[csr.indices()[k]];
                }
                y[i] = sum;
            }
        });
        return y;
    }

    private static Csr withoutLoops(Csr csr) {
        int[] offsets = new int[csr.rows() + 1];
        int[] indices = new int[csr.arcs()];
        float[] weights = csr.weights() == null ? null : new float[csr.arcs()];
        int at = 0;
        for (int i = 0; i < csr.rows(); i++) {
            for (int k = csr.offsets()[i]; k < csr.offsets()[i + 1]; k++) {
                if (csr.indices()[k] != i) {
                    if (weights != null) {
                        weights[at] = csr.weights()[k];
                    }
                    indices[at++] = csr.indices()[k];
                }
            }
            offsets[i + 1] = at;
        }
        return at == csr.arcs()
                ? csr
                : Csr.ofRows(
                        csr.columns(),
                        offsets,
                        Arrays.copyOf(indices, at),
                        weights == null ? null : Arrays.copyOf(weights, at),
                        null);
    }

    /** With an arc of weight 1 from each node to itself, in its place. */
    static Csr withLoops(Csr csr) {
        int n = csr.rows();
        int[] offsets = new int[n + 1];
        int[] indices = new int[csr.arcs() + n];
        float[] weights = csr.weights() == null ? null : new float[indices.length];
        int at = 0;
        for (int i = 0; i < n; i++) {
            int k = csr.offsets()[i];
            int end = csr.offsets()[i + 1];
            boolean placed = false;
            while (k < end || !placed) {
                boolean loop = !placed && (k == end || csr.indices()[k] > i);
                if (weights != null) {
                    weights[at] = loop ? 1f : csr.weights()[k];
                }
                indices[at++] = loop ? i : csr.indices()[k];
                placed |= loop;
                k += loop ? 0 : 1;
            }
            offsets[i + 1] = at;
        }
        return Csr.ofRows(csr.columns(), offsets, indices, weights, null);
    }
}
