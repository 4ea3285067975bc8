package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import java.util.List;

/** A normalisation between layers: {@code [n, f] → [n, f]}. */
public interface Norm extends Module {
    Variable apply(Tape tape, Variable x);

    /** The norm with this name: {@code none}, {@code layer} or {@code batch}. */
    static Norm named(String name, Initialiser initialiser, int width) {
        return switch (name) {
            case "none" -> new None();
            case "layer" -> new LayerNorm(initialiser, width);
            case "batch" -> new BatchNorm(initialiser, width);
            default -> throw new IllegalArgumentException("There is no norm named " + name + ".");
        };
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
