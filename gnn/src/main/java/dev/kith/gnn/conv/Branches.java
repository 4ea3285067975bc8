package dev.kith.gnn.conv;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer of its own for each of some inputs that lie side by side, and their results side by side (Liu et al. 2022,
 * equation 7): {@code [columns, k · in] → [rows, k · out]}.
 */
public final class Branches implements Conv {
    private final List<Conv> branches;

    public Branches(List<Conv> branches) {
        this.branches = List.copyOf(branches);
    }

    /** @param x of as many parts as there are branches */
    @Override
    public Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph) {
        List<Input> parts = ((Input.Beside) x).parts();
        List<Variable> values = new ArrayList<>();
        for (int b = 0; b < branches.size(); b++) {
            values.add(branches.get(b).apply(tape, parts.get(b), dropout, graph));
        }
        return ConcatColumns.apply(tape, values);
    }

    @Override
    public List<Parameter> parameters() {
        return Module.join(branches);
    }
}
