package dev.kith.gnn.conv;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import java.util.List;

/**
 * One layer for each direction of the relationships, mixed: {@code (1 - α) · incoming + α · outgoing} (Rossi et al. 2023,
 * "Edge directionality improves learning on heterophilic graphs", equation 8).
 */
public final class TwoDirections implements Conv {
    private final Conv incoming;
    private final Conv outgoing;
    private final float alpha;

    /** @param alpha share of the outgoing direction, in [0, 1]; at 0 and 1 the other layer is not computed */
    public TwoDirections(Conv incoming, Conv outgoing, float alpha) {
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.alpha = alpha;
    }

    @Override
    public Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph) {
        if (alpha == 0f) {
            return incoming.apply(tape, x, dropout, graph);
        }
        if (alpha == 1f) {
            return outgoing.apply(tape, x, dropout, graph.reversed());
        }
        Variable in = incoming.apply(tape, x, dropout, graph);
        Variable out = outgoing.apply(tape, x, dropout, graph.reversed());
        return Add.apply(tape, 1f - alpha, in, alpha, out);
    }

    @Override
    public List<Parameter> parameters() {
        return Module.join(incoming, outgoing);
    }
}
