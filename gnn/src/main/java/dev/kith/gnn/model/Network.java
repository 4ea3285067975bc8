package dev.kith.gnn.model;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;

/** A trainable function of features and graph: {@code [n, f] → [n, out]}, logits or embeddings. */
public interface Network extends Module {
    Variable forward(Tape tape, Input x, Neighbourhoods graph);
}
