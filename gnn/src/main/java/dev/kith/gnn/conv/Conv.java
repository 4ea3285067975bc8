package dev.kith.gnn.conv;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;

/**
 * A graph layer without bias and activation, which its stack adds in one pass: {@code [n, in] → [n, out]}. The result
 * is the layer's own to be overwritten.
 */
public interface Conv extends Module {

    /** @param dropout rate at which the layer drops elements of its input, in training */
    Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph);
}
