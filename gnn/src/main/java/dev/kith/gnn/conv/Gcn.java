package dev.kith.gnn.conv;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.DropoutRows;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.SparseMatrix;
import java.util.List;
import java.util.function.Function;

/**
 * {@code Â · X · W}, by default with {@code Â = D^-½ (A + I) D^-½} (Kipf and Welling 2017, equation 2). The order of the
 * products is the cheaper one; {@code Â · X} of constant features is computed once for a whole graph.
 */
public final class Gcn implements Conv {
    private final Parameter weight;
    private final Function<Neighbourhoods, SparseMatrix> propagation;

    public Gcn(Initialiser initialiser, int in, int out) {
        this(initialiser, in, out, Neighbourhoods::symmetric);
    }

    public Gcn(Initialiser initialiser, int in, int out, Function<Neighbourhoods, SparseMatrix> propagation) {
        this.weight = initialiser.glorot("weight", in, out);
        this.propagation = propagation;
    }

    @Override
    public Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph) {
        SparseMatrix a = propagation.apply(graph);
        Variable w = tape.parameter(weight);
        boolean aggregateFirst = !ProductOrder.productFirst(x, w.columns(), graph);
        boolean steady = !graph.isPart() && (!tape.isTraining() || dropout == 0f);
        if (aggregateFirst && x instanceof Input.Dense dense && steady) {
            Variable aggregated = tape.constant(graph.aggregated(tape.engine(), a, dense.tensor()));
            return MatMul.apply(tape, aggregated, w);
        }
        if (aggregateFirst) {
            Variable dropped = DropoutRows.apply(tape, x.dense(tape), dropout);
            return MatMul.apply(tape, SparseMatMul.apply(tape, a, dropped), w);
        }
        return SparseMatMul.apply(tape, a, x.times(tape, w, dropout));
    }

    @Override
    public List<Term> terms(Neighbourhoods graph) {
        return List.of(new Term(propagation.apply(graph), weight));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight);
    }
}
