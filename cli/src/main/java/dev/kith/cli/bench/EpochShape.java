package dev.kith.cli.bench;

import dev.kith.graph.Csr;
import dev.kith.graph.Features;
import dev.kith.graph.generate.PowerLawGraph;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;

/**
 * Sizes of well-known graphs, filled with generated content: what an epoch costs depends on little else.
 *
 * <p>Arcs are those of the symmetric graph without self-loops, so that the layer's own loops come on top.
 */
public enum EpochShape {
    CORA(2_708, 10_556, 1_433, 18, 7, 64),
    PUBMED(19_717, 88_648, 500, 50, 3, 64),
    ARXIV(169_343, 2_315_598, 128, 0, 40, 256);

    private static final long SEED = 7;
    private static final double EXPONENT = 2.9;

    public final int nodes;
    final int arcs;
    public final int features;
    /** Non-zero features of a node; 0 stands for dense ones. */
    final int present;

    public final int classes;
    public final int hidden;

    EpochShape(int nodes, int arcs, int features, int present, int classes, int hidden) {
        this.nodes = nodes;
        this.arcs = arcs;
        this.features = features;
        this.present = present;
        this.classes = classes;
        this.hidden = hidden;
    }

    /** A symmetric adjacency with the shape's number of arcs, degrees by a power law. */
    public Csr adjacency() {
        PowerLawGraph half = new PowerLawGraph(nodes, arcs / 2, EXPONENT);
        var pairs = half.graph(SEED).relationships();
        int m = pairs.count();
        int[] source = Arrays.copyOf(pairs.source(), 2 * m);
        int[] target = Arrays.copyOf(pairs.target(), 2 * m);
        for (int e = 0; e < m; e++) {
            if (source[e] == target[e]) {
                target[e] = (target[e] + 1) % nodes;
            }
            source[m + e] = target[e];
            target[m + e] = source[e];
        }
        return Csr.of(nodes, source, target, null);
    }

    public Features features() {
        if (present == 0) {
            float[] values = new float[nodes * features];
            for (int v = 0; v < values.length; v++) {
                values[v] = CounterRandom.normal(SEED, 1, v);
            }
            return new Features.Dense(values, nodes, features);
        }
        int[] offsets = new int[nodes + 1];
        int[] indices = new int[nodes * present];
        float[] values = new float[nodes * present];
        int stride = features / present;
        for (int i = 0; i < nodes; i++) {
            for (int k = 0; k < present; k++) {
                int at = i * present + k;
                indices[at] = k * stride + CounterRandom.below(SEED, 2, at, stride);
                values[at] = 1f / present;
            }
            offsets[i + 1] = (i + 1) * present;
        }
        return new Features.Sparse(offsets, indices, values, nodes, features);
    }

    public int[] labels() {
        int[] labels = new int[nodes];
        Arrays.setAll(labels, i -> CounterRandom.below(SEED, 3, i, classes));
        return labels;
    }
}
