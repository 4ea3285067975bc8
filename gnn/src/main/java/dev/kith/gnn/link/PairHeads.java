package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.nn.Module;
import java.util.Optional;

/**
 * The trained functions of a decoder with a pool (Wang, Yang and Zhang 2024): what nodes contribute, what becomes of the
 * pool and of the ends' product, and the score of both.
 */
interface PairHeads extends Module {
    /** {@code u = h + G(h)}: {@code [n, h] → [n, h]}. */
    Variable nodes(Tape tape, Variable h);

    /** {@code Φ}, {@code [t, h] → [t, h]}. */
    Variable pooled(Tape tape, Variable pool);

    /** The same with weights of its own, for the second pool of the variants that have one. */
    Variable secondPooled(Tape tape, Variable pool);

    /** {@code Ψ} of the ends' product: {@code [n, h] → [t, h]}. */
    Variable ends(Tape tape, Variable h, Pairs pairs);

    /** {@code Ω(β · pooled + ends)}: {@code [t, 1]}. */
    Variable score(Tape tape, Variable pooled, Variable ends);

    /** {@code Ω(ends)}: {@code [t, 1]}. */
    Variable score(Tape tape, Variable ends);

    /**
     * The same functions on blocks of pairs, much faster, with one pool of node vectors or none; empty in training, and
     * where these heads have no such form.
     *
     * @param h {@code [n, h]}
     */
    default Optional<PairBlocks> blocks(Tape tape, Variable h) {
        return Optional.empty();
    }
}
