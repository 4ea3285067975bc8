package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.util.List;

/**
 * The mean of what layers say of a pair, each of its own block of the node vectors, as a logit. Nothing is learned here, and
 * no gradient leads through it.
 *
 * @param blocks of equal width
 */
record LayerwiseDecoder(LayerScore score, int blocks) implements LinkNetwork.PairDecoder {

    @Override
    public LinkNetwork.Bound bind(Tape tape, Variable h, Csr neighbours) {
        int width = h.columns() / blocks;
        return (on, pairs) -> {
            Tensor logits = on.engine().pool().take(pairs.count(), 1);
            on.engine().elements().rows(logits, (from, to) -> {
                for (int k = from; k < to; k++) {
                    double sum = 0.0;
                    for (int b = 0; b < blocks; b++) {
                        sum += score.probability(
                                h.value(), pairs.source()[k], pairs.target()[k], b * width, (b + 1) * width);
                    }
                    logits.set(k, 0, (float) LinkScores.logit(sum / blocks));
                }
            });
            return on.ownedConstant(logits);
        };
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }
}
