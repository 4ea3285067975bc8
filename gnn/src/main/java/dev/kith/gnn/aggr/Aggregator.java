package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Module;
import java.util.List;

/** Rows of neighbours to one row: {@code [n, f] → [n, width(f)]}. */
public interface Aggregator extends Module {
    Variable aggregate(Tape tape, Neighbourhoods graph, Variable x);

    /** Whether it commutes with a product on the right, {@code aggregate(X · W) = aggregate(X) · W}. */
    default boolean isLinear() {
        return false;
    }

    /** Columns of the result for an input of {@code f} columns. */
    default int width(int f) {
        return f;
    }

    @Override
    default List<Parameter> parameters() {
        return List.of();
    }
}
