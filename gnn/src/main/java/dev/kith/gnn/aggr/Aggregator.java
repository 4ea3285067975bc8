package dev.kith.gnn.aggr;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.SparseMatrix;
import java.util.List;
import java.util.Optional;

/** Rows of neighbours to one row: {@code [columns, f] → [rows, width(f)]}. */
public interface Aggregator extends Module {
    Variable aggregate(Tape tape, Neighbourhoods graph, Variable x);

    /** Whether it commutes with a product on the right, {@code aggregate(X · W) = aggregate(X) · W}. */
    default boolean isLinear() {
        return false;
    }

    /** The constant matrix that it multiplies rows by, where it is one. */
    default Optional<SparseMatrix> matrix(Neighbourhoods graph) {
        return Optional.empty();
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
