package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.gnn.tensor.kernel.Dropout;

/** Inverted dropout of a dense matrix into a copy, for inputs that are not the tape's own or that others read. */
public final class DropoutRows {
    private DropoutRows() {}

    public static Variable apply(Tape tape, Variable x, float rate) {
        Dropout dropout = tape.dropout(rate);
        if (!dropout.active()) {
            return x;
        }
        var elements = tape.engine().elements();
        Tensor dropped = tape.engine().pool().take(x.rows(), x.columns());
        elements.dropped(x.value(), dropout, dropped);
        return tape.record(
                dropped,
                output -> {
                    elements.biasActivateBackward(output.value(), output.gradient(), Activation.IDENTITY, dropout);
                    x.inheritGradient(output);
                },
                x);
    }
}
