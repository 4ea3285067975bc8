package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.List;

/** {@code X · W + b}: {@code [n, in] → [n, out]}. */
public final class Linear implements Module {
    private final Parameter weight;
    private final Parameter bias;

    public Linear(Initialiser initialiser, int in, int out) {
        this(initialiser.fanIn("weight", in, out), initialiser.uniform("bias", 1, out, bound(in), false));
    }

    /** @param bias {@code [1, out]}, or null */
    public Linear(Parameter weight, Parameter bias) {
        this.weight = weight;
        this.bias = bias;
    }

    private static float bound(int in) {
        return (float) (1.0 / Math.sqrt(Math.max(1, in)));
    }

    public Variable apply(Tape tape, Input x) {
        return apply(tape, x, 0f, Activation.IDENTITY, 0f);
    }

    /** {@code dropout(activation(dropout(X) · W + b))}. */
    public Variable apply(Tape tape, Input x, float inputDropout, Activation activation, float dropout) {
        Variable product = x.times(tape, tape.parameter(weight), inputDropout);
        Variable shift = bias == null ? null : tape.parameter(bias);
        return BiasActivation.apply(tape, product, shift, activation, dropout);
    }

    @Override
    public List<Parameter> parameters() {
        return bias == null ? List.of(weight) : List.of(weight, bias);
    }
}
