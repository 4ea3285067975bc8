package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.GoodnessLoss;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.SigmoidCrossEntropy;
import dev.kith.gnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What one layer that is trained by itself says of a pair, from {@code e = z_i ⊙ z_j} (Park et al. 2024, section 3.4,
 * equation 9), and the loss that it learns by.
 */
enum LayerScore {
    /** {@code σ(Σ e)}, cross-entropy over all pairs. */
    CE {
        @Override
        double logit(double sum, double squares) {
            return sum;
        }

        @Override
        Variable loss(Tape tape, Variable h, Pairs positive, Pairs negative) {
            Variable product = EndProduct.apply(tape, h, positive.followedBy(negative));
            Tensor ones = tape.engine().pool().take(product.columns(), 1);
            for (int c = 0; c < ones.rows(); c++) {
                ones.set(c, 0, 1f);
            }
            float[] targets = new float[product.rows()];
            Arrays.fill(targets, 0, positive.count(), 1f);
            return SigmoidCrossEntropy.apply(tape, MatMul.apply(tape, product, tape.ownedConstant(ones)), targets);
        }
    },

    /** {@code σ(Σ e² - θ)}: links are to have goodness, other pairs none. */
    FF {
        @Override
        double logit(double sum, double squares) {
            return squares - GoodnessLoss.THRESHOLD;
        }

        @Override
        Variable loss(Tape tape, Variable h, Pairs positive, Pairs negative) {
            return GoodnessLoss.apply(
                    tape, EndProduct.apply(tape, h, positive), List.of(EndProduct.apply(tape, h, negative)), null);
        }
    };

    /**
     * @param sum {@code Σ e}
     * @param squares {@code Σ e²}
     */
    abstract double logit(double sum, double squares);

    /**
     * @param h {@code [n, d]}, rows that the pairs name
     * @param negative as many pairs that are no links
     * @return a scalar
     */
    abstract Variable loss(Tape tape, Variable h, Pairs positive, Pairs negative);

    /** The probability of a pair by the columns {@code from..to} of its ends' rows. */
    double probability(Tensor h, int i, int j, int from, int to) {
        double sum = 0.0;
        double squares = 0.0;
        for (int c = from; c < to; c++) {
            double e = (double) h.get(i, c) * h.get(j, c);
            sum += e;
            squares += e * e;
        }
        return 1.0 / (1.0 + Math.exp(-logit(sum, squares)));
    }
}
