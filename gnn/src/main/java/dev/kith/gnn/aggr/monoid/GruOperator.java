package dev.kith.gnn.aggr.monoid;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.TreeReduce;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Module;
import java.util.List;

/**
 * A gated recurrent cell as a binary operator, {@code x ∘ y = ½ (f(x, y) + f(y, x))}, or the cell itself, {@code x ∘ y =
 * f(x, y)}; and its identity, which a node without neighbours gets. All weights start uniform in ±1/√h, as in PyTorch's
 * cell. Results stay within the larger of 1 and the operands' largest magnitude.
 */
public final class GruOperator implements Module {
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter identity;
    private final int width;
    private final boolean symmetric;

    /**
     * @param width h, the state's
     * @param symmetric whether it is made commutative
     * @param learnIdentity whether the identity is trained, from zeros; else it is zeros
     */
    public GruOperator(Initialiser initialiser, int width, boolean symmetric, boolean learnIdentity) {
        float bound = (float) (1.0 / Math.sqrt(Math.max(1, width)));
        this.weight = initialiser.uniform("weight", width, 6 * width, bound, true);
        this.bias = initialiser.uniform("bias", 1, 6 * width, bound, false);
        this.identity = learnIdentity ? initialiser.constant("identity", 1, width, 0f) : null;
        this.width = width;
        this.symmetric = symmetric;
    }

    public TreeReduce.Operator on(Tape tape) {
        float first = symmetric ? 0.5f : 1f;
        return new TreeReduce.Operator(tape.parameter(weight), tape.parameter(bias), first, 1f - first);
    }

    /** {@code [1, h]}, or null for zeros. */
    public Variable identity(Tape tape) {
        return identity == null ? null : tape.parameter(identity);
    }

    /** h, the columns of its elements. */
    public int width() {
        return width;
    }

    public boolean isSymmetric() {
        return symmetric;
    }

    @Override
    public List<Parameter> parameters() {
        return identity == null ? List.of(weight, bias) : List.of(weight, bias, identity);
    }
}
