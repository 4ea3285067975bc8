package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.util.List;
import java.util.Optional;

/** Decoders that look at the two ends alone, the graph autoencoder's (Kipf and Welling 2016). */
sealed interface EndDecoder extends LinkNetwork.PairDecoder {

    /** {@code Ω(Ψ(h_i ⊙ h_j))}, a perceptron on the product. */
    record Hadamard(PairHeads heads) implements EndDecoder {
        @Override
        public LinkNetwork.Bound bind(Tape tape, Variable h, Csr neighbours) {
            Optional<PairBlocks> blocks = heads.blocks(tape, h);
            if (blocks.isPresent()) {
                return (on, pairs) -> on.ownedConstant(blocks.get().scores(pairs, null));
            }
            return (on, pairs) -> heads.score(on, heads.ends(on, h, pairs));
        }

        @Override
        public List<Parameter> parameters() {
            return heads.parameters();
        }
    }

    /**
     * {@code <M · h_i, h_j>}: the dot product, or a bilinear form that tells (i, j) from (j, i).
     *
     * @param map M, or null for the dot product
     */
    record Bilinear(Linear map) implements EndDecoder {
        @Override
        public LinkNetwork.Bound bind(Tape tape, Variable h, Csr neighbours) {
            return (on, pairs) -> {
                Variable product = EndProduct.apply(on, map, h, pairs);
                Tensor ones = on.engine().pool().take(product.columns(), 1);
                for (int c = 0; c < ones.rows(); c++) {
                    ones.set(c, 0, 1f);
                }
                return MatMul.apply(on, product, on.ownedConstant(ones));
            };
        }

        @Override
        public List<Parameter> parameters() {
            return map == null ? List.of() : Module.join(map);
        }
    }
}
