package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** {@code A · B}: {@code [m, k] · [k, n] → [m, n]}. */
public final class MatMul {
    private MatMul() {}

    public static Variable apply(Tape tape, Variable a, Variable b) {
        return sum(tape, List.of(a), List.of(b));
    }

    /** {@code Σ Aᵢ · Bᵢ}, {@code [m, n]}, without a tensor for each product. */
    public static Variable sum(Tape tape, List<Variable> a, List<Variable> b) {
        Engine engine = tape.engine();
        Tensor sum = engine.pool().take(a.getFirst().rows(), b.getFirst().columns());
        for (int i = 0; i < a.size(); i++) {
            Gemm.multiply(engine, a.get(i).value(), b.get(i).value(), i == 0 ? 0f : 1f, sum);
        }
        return tape.record(
                sum,
                output -> {
                    Tensor g = output.gradient();
                    for (int i = 0; i < a.size(); i++) {
                        Tensor left = a.get(i).value();
                        Tensor right = b.get(i).value();
                        b.get(i).accumulate((gb, beta) -> Gemm.transposedMultiply(engine, left, g, beta, gb));
                        a.get(i).accumulate((ga, beta) -> Gemm.multiplyTransposed(engine, g, right, beta, ga));
                    }
                },
                Stream.concat(a.stream(), b.stream()).toArray(Variable[]::new));
    }
}
