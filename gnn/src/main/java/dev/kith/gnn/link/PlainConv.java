package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.NeighbourMax;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.conv.Conv;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import java.util.List;

/**
 * Graph layers without a term for the node itself but GCN's own loop: a propagation with weights before it, or with none
 * (Wang, Yang and Zhang 2024): {@code [n, in] → [n, out]}.
 *
 * @param weights W, or null for none; then {@code in = out}
 */
record PlainConv(Propagation propagation, Linear weights) implements Conv {

    /** How rows of neighbours become one. */
    enum Propagation {
        /** {@code D^-½ (A + I) D^-½}. */
        GCN,
        SUM,
        MEAN,
        /** 0 for a node without neighbours. */
        MAX;

        Variable apply(Tape tape, Variable x, Neighbourhoods graph) {
            return switch (this) {
                case GCN -> SparseMatMul.apply(tape, graph.symmetric(), x);
                case SUM -> SparseMatMul.apply(tape, graph.sum(), x);
                case MEAN -> SparseMatMul.apply(tape, graph.mean(), x);
                case MAX -> NeighbourMax.apply(tape, graph.pattern(), x);
            };
        }
    }

    static PlainConv weighted(Propagation propagation, Initialiser initialiser, int in, int out) {
        return new PlainConv(propagation, new Linear(initialiser.glorot("weight", in, out), null));
    }

    @Override
    public Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph) {
        Variable before = weights == null
                ? x.dropped(tape, dropout).dense(tape)
                : x.times(tape, tape.parameter(weights.parameters().getFirst()), dropout);
        return propagation.apply(tape, before, graph);
    }

    @Override
    public List<Parameter> parameters() {
        return weights == null ? List.of() : weights.parameters();
    }
}
