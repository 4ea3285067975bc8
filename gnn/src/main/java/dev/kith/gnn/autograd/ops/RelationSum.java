package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** {@code Y + Σ_r S_r · X_r}, written into Y's memory: sums over relationship types without a matrix for each. */
public final class RelationSum {
    private RelationSum() {}

    /**
     * @param own {@code [n, f]}, overwritten
     * @param matrices one for each of {@code values}, {@code [n, m_r]}
     * @param values {@code [m_r, f]}
     */
    public static Variable apply(Tape tape, Variable own, List<SparseMatrix> matrices, List<Variable> values) {
        Engine engine = tape.engine();
        Tensor sum = own.value();
        for (int r = 0; r < values.size(); r++) {
            matrices.get(r).multiply(engine, values.get(r).value(), 1f, sum);
        }
        List<Variable> inputs = new ArrayList<>(values);
        inputs.add(own);
        return tape.recordInPlace(
                own,
                output -> {
                    Tensor g = output.gradient();
                    for (int r = 0; r < values.size(); r++) {
                        SparseMatrix transposed = matrices.get(r).transpose();
                        values.get(r).accumulate((gx, beta) -> transposed.multiply(engine, g, beta, gx));
                    }
                    own.inheritGradient(output);
                },
                inputs.toArray(Variable[]::new));
    }
}
