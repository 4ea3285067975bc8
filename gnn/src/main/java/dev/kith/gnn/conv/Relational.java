package dev.kith.gnn.conv;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.RelationSum;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.SparseMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A weight matrix for each relationship type and direction: {@code X · W_0 + Σ_r mean_r(X · W_r)} (Schlichtkrull et al.
 * 2018, equation 2, with 1/c = 1/degree). A type is computed only for the
 * nodes it starts from: O(arcs of the type), whatever the size of the graph.
 */
public final class Relational implements Conv {
    private final Parameter self;
    private final List<Parameter> byType;

    /** @param types number of neighbourhoods the graph has by type */
    public Relational(Initialiser initialiser, int in, int out, int types) {
        self = initialiser.glorot("self", in, out);
        List<Parameter> weights = new ArrayList<>();
        for (int r = 0; r < types; r++) {
            weights.add(initialiser.glorot("type" + r, in, out));
        }
        byType = List.copyOf(weights);
    }

    @Override
    public Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph) {
        if (graph.byType().size() != byType.size()) {
            throw new IllegalArgumentException("The layer knows " + byType.size()
                    + " relationship types, the graph has " + graph.byType().size() + ".");
        }
        Input dropped = x.dropped(tape, dropout);
        Variable own = dropped.first(tape, graph.nodes()).times(tape, tape.parameter(self), 0f);
        List<Variable> products = new ArrayList<>();
        List<SparseMatrix> means = new ArrayList<>();
        for (int r = 0; r < byType.size(); r++) {
            Neighbourhoods type = graph.byType().get(r);
            if (type.arcs() > 0) {
                Input theirs = type.senders().of(tape, dropped);
                products.add(theirs.times(tape, tape.parameter(byType.get(r)), 0f));
                means.add(type.senders().mean());
            }
        }
        return RelationSum.apply(tape, own, means, products);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(self);
        all.addAll(byType);
        return all;
    }
}
