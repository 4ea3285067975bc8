package dev.kith.gnn.conv;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.ops.GatherRows;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import java.util.Arrays;

/**
 * The nodes that somebody hears from. Of a rare relationship type they are few, and what a layer computes of them costs
 * as much as the type has arcs, not as the graph has nodes.
 */
public final class Senders {
    private final int[] nodes;
    private final SparseMatrix selection;
    private final SparseMatrix mean;
    private SparsePattern features;
    private SparsePattern.Selection ofFeatures;

    Senders(SparsePattern arcs, float[] weights) {
        nodes = Arrays.stream(arcs.indices()).distinct().sorted().toArray();
        selection = GatherRows.selection(nodes, arcs.columns());
        int[] position = new int[arcs.columns()];
        for (int s = 0; s < nodes.length; s++) {
            position[nodes[s]] = s;
        }
        int[] indices = Arrays.stream(arcs.indices()).map(j -> position[j]).toArray();
        mean = Normalisation.mean(new SparsePattern(arcs.rows(), nodes.length, arcs.offsets(), indices), weights);
    }

    /** Their rows of {@code x}: {@code [n, f] → [senders, f]}. */
    public Input of(Tape tape, Input x) {
        if (x instanceof Input.Sparse sparse) {
            return new Input.Sparse(sparse.matrix().rows(rowsOf(sparse.matrix().pattern())));
        }
        return Input.of(SparseMatMul.apply(tape, selection, x.dense(tape)));
    }

    /** Means over them for every node, {@code [n, senders]}; zero for a node that hears from nobody. */
    public SparseMatrix mean() {
        return mean;
    }

    /** Features keep their pattern from step to step; only which of their values are dropped changes. */
    private synchronized SparsePattern.Selection rowsOf(SparsePattern pattern) {
        if (features != pattern) {
            features = pattern;
            ofFeatures = pattern.rows(nodes);
        }
        return ofFeatures;
    }
}
