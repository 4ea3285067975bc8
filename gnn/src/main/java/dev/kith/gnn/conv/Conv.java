package dev.kith.gnn.conv;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.SparseMatrix;
import java.util.List;

/**
 * A graph layer without bias and activation, which its stack adds in one pass: {@code [columns, in] → [rows, out]} with
 * as many rows and columns as the neighbourhoods have; equally many in a whole graph, where in a part the nodes of the
 * rows are the first ones of the columns. The result is the layer's own to be overwritten.
 */
public interface Conv extends Module {

    /** @param dropout rate at which the layer drops elements of its input, in training */
    Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph);

    /**
     * The products whose sum the layer is, where it is one of {@code S · X · W} with constant S: of an input that stays
     * the same, {@code S · X} need be computed once, and only for the rows that are asked for. Empty for other layers.
     */
    default List<Term> terms(Neighbourhoods graph) {
        return List.of();
    }

    /** {@code S · X · W}; S null for X itself. */
    record Term(SparseMatrix propagation, Parameter weight) {}
}
