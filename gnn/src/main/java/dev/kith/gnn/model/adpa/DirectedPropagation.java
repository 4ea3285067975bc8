package dev.kith.gnn.model.adpa;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Matrices;
import dev.kith.gnn.model.Preparation;
import dev.kith.gnn.model.amud.DirectedPattern;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Features propagated along patterns: beside X, for each pattern g and l = 1 .. hops, {@code Z_g^(l) = ω_l · S_g ·
 * Z_g^(l-1)} with Z_g^(0) = X, where ω_l is 1 or, decaying, {@code ln(1/l) + 1 + 10⁻⁶}. The parts stand in that order.
 *
 * @param r exponent of {@link PatternOperator}
 * @param decays whether later hops weigh less; beyond the second the factors are negative
 */
public record DirectedPropagation(
        List<DirectedPattern> patterns, int hops, double r, Normalisation normalisation, boolean decays)
        implements Preparation {

    @Override
    public long bytes(int rows, int columns) {
        return (long) patterns.size() * hops * rows * columns * Float.BYTES;
    }

    /** A matrix between the two products of a pattern, and where the features are sparse, they themselves. */
    @Override
    public long workBytes(Input x) {
        return (x instanceof Input.Dense ? 1L : 2L) * x.rows() * x.columns() * Float.BYTES;
    }

    /** @return X, then the hops of each pattern: {@code 1 + patterns · hops} parts of {@code [n, f]} */
    @Override
    public Prepared prepare(Engine engine, Input x, Neighbourhoods graph, Matrices.Space space) {
        BothWays adjacency = BothWays.of(graph);
        Matrices made = space.take(names(), x.rows(), x.columns());
        try (Tape tape = Tape.inference(engine)) {
            Tensor start = x.dense(tape).value();
            Tensor between = tape.ownedConstant(engine.pool().take(x.rows(), x.columns()))
                    .value();
            List<Input> parts = new ArrayList<>();
            parts.add(x);
            for (DirectedPattern pattern : patterns) {
                PatternOperator operator = PatternOperator.of(pattern, adjacency, r, normalisation, engine);
                Tensor before = start;
                for (int hop = 1; hop <= hops; hop++) {
                    Tensor next = made.tensors().get(parts.size() - 1);
                    operator.apply(engine, factor(hop), before, between, next);
                    parts.add(new Input.Dense(next));
                    before = next;
                }
            }
            return new Prepared(new Input.Beside(List.copyOf(parts)), made);
        } catch (RuntimeException | Error e) {
            made.close();
            throw e;
        } finally {
            // Of the size of the features, and of no use to a step.
            engine.pool().trim();
        }
    }

    private float factor(int hop) {
        return decays ? (float) (StrictMath.log(1.0 / hop) + 1.0 + 1e-6) : 1f;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (DirectedPattern pattern : patterns) {
            for (int hop = 1; hop <= hops; hop++) {
                names.add(pattern.word() + "." + hop);
            }
        }
        return names;
    }
}
