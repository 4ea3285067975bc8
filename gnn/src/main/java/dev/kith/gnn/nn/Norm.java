package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.RowNormalise;
import java.util.List;

/** A normalisation between layers: {@code [n, f] → [n, f]}. */
public interface Norm extends Module {
    Variable apply(Tape tape, Variable x);

    /** What {@link #named} knows. */
    List<String> NAMES = List.of("none", "layer", "batch", "unit");

    /** The norm with this name. */
    static Norm named(String name, Initialiser initialiser, int width) {
        return switch (name) {
            case "none" -> new None();
            case "unit" -> new Unit();
            case "layer" -> new LayerNorm(initialiser, width);
            case "batch" -> new BatchNorm(initialiser, width);
            default -> throw new IllegalArgumentException("There is no norm named " + name + ".");
        };
    }

    /** Rows of length 1 (Hamilton et al. 2017, algorithm 1, line 7). */
    record Unit() implements Norm {
        @Override
        public Variable apply(Tape tape, Variable x) {
            return RowNormalise.apply(tape, x);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    /** Leaves its input as it is. */
    record None() implements Norm {
        @Override
        public Variable apply(Tape tape, Variable x) {
            return x;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }
}
