package dev.kith.gnn.model;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;

/**
 * One of the functions that a network chains: {@code [n, in] → [n, width]}. A stage that looks one relationship away is
 * given parts whose neighbourhoods are of the first nodes only, and says what these are: {@code [columns, in] → [rows,
 * width]}.
 *
 * @param hops how many relationships away a row's result looks; {@link #ANYWHERE} where there is no bound
 * @param width columns of its result; not looked at where {@code hops} has no bound
 */
public record Stage(int hops, int width, Function function) {
    public static final int ANYWHERE = Integer.MAX_VALUE;

    /** Computes the stage on a whole graph or a part of it. */
    @FunctionalInterface
    public interface Function {
        Variable apply(Tape tape, Input x, Neighbourhoods graph);
    }
}
