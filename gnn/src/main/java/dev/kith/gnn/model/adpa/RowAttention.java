package dev.kith.gnn.model.adpa;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.RowSoftmax;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.List;

/**
 * Weights of some things for each node, {@code softmax(σ(q))} over the things: the logistic function first, so that no
 * weight of k + 1 things leaves [1 / (1 + k e), e / (e + k)]; without it where {@code sharp}.
 *
 * @param things how many are weighed
 * @param mixing for each computed score, how much it counts for each thing
 * @param bias {@code [1, 1]} for all things, or {@code [1, things]}
 */
record RowAttention(int things, List<float[]> mixing, Parameter bias, boolean sharp) {

    /**
     * @param rows nodes
     * @param scores side by side in the order of {@code mixing}; empty where there are none
     * @return {@code [rows, things]}, rows sum to 1
     */
    Variable weights(Tape tape, int rows, List<Variable> scores) {
        Variable logits = scores.isEmpty()
                ? tape.ownedConstant(tape.engine().pool().takeZeroed(rows, things))
                : MatMul.apply(tape, ConcatColumns.apply(tape, scores), mixed(tape));
        Activation squash = sharp ? Activation.IDENTITY : Activation.SIGMOID;
        return RowSoftmax.apply(tape, BiasActivation.apply(tape, logits, shift(tape), squash, 0f));
    }

    private Variable shift(Tape tape) {
        Variable own = tape.parameter(bias);
        if (own.columns() == things) {
            return own;
        }
        Tensor ones = tape.engine().pool().take(1, things);
        for (int k = 0; k < things; k++) {
            ones.set(0, k, 1f);
        }
        return MatMul.apply(tape, own, tape.ownedConstant(ones));
    }

    private Variable mixed(Tape tape) {
        Tensor matrix = tape.engine().pool().take(mixing.size(), things);
        for (int s = 0; s < mixing.size(); s++) {
            for (int k = 0; k < things; k++) {
                matrix.set(s, k, mixing.get(s)[k]);
            }
        }
        return tape.ownedConstant(matrix);
    }
}
