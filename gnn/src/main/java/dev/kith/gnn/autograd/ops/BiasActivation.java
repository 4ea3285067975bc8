package dev.kith.gnn.autograd.ops;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.gnn.tensor.kernel.Dropout;

/**
 * {@code dropout(activation(Z + bias))} in one pass over Z, whose memory the result takes. Z must be a sum or a product
 * that nothing else reads.
 */
public final class BiasActivation {
    private BiasActivation() {}

    /** @param bias {@code [1, columns]}, or null */
    public static Variable apply(Tape tape, Variable z, Variable bias, Activation activation, float dropoutRate) {
        var elements = tape.engine().elements();
        Dropout dropout = tape.dropout(dropoutRate);
        elements.biasActivate(z.value(), bias == null ? null : bias.value(), activation, dropout);
        Variable[] inputs = bias == null ? new Variable[] {z} : new Variable[] {z, bias};
        return tape.recordInPlace(
                z,
                output -> {
                    if (activation != Activation.IDENTITY || dropout.active()) {
                        elements.biasActivateBackward(output.value(), output.gradient(), activation, dropout);
                    }
                    if (bias != null) {
                        bias.accumulate((gb, beta) -> elements.columnSums(output.gradient(), beta, gb));
                    }
                    z.inheritGradient(output);
                },
                inputs);
    }
}
