package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.GatherRows;
import dev.kith.gnn.autograd.ops.Multiply;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;

/** {@code h_i ⊙ h_j} of each pair: {@code [n, f] → [t, f]}. */
final class EndProduct {
    private EndProduct() {}

    static Variable apply(Tape tape, Variable h, Pairs pairs) {
        return apply(tape, null, h, pairs);
    }

    /** @param map what the sources go through first, or null: with it (i, j) and (j, i) differ */
    static Variable apply(Tape tape, Linear map, Variable h, Pairs pairs) {
        Variable source = GatherRows.apply(tape, h, pairs.source());
        Variable mapped = map == null ? source : map.apply(tape, Input.of(source));
        return Multiply.apply(tape, mapped, GatherRows.apply(tape, h, pairs.target()));
    }
}
