package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.Workers;
import dev.kith.graph.Csr;
import java.util.List;
import java.util.Optional;

/**
 * Neural common neighbours (Wang, Yang and Zhang 2024): {@code s_ij = Ω(β · Φ(Σ_{v ∈ N(i)∩N(j)} u_v) + Ψ(h_i ⊙ h_j))}
 * with {@code u = h + G(h)}. Its variants count the common neighbours, or add a second pool.
 *
 * @param edgeDropout rate at which arcs are left out of the neighbour sets in training; those kept weigh 1
 * @param cap most common neighbours that are summed, the others estimated; -1 for all
 */
record CommonNeighbours(PairHeads heads, Pool pool, float edgeDropout, int cap) implements LinkNetwork.PairDecoder {

    @Override
    public LinkNetwork.Bound bind(Tape tape, Variable h, Csr neighbours) {
        Csr a = EdgeDropout.apply(tape, neighbours, edgeDropout, false);
        Optional<PairBlocks> blocks = pool == Pool.COMMON && cap < 0 ? heads.blocks(tape, h) : Optional.empty();
        if (blocks.isPresent()) {
            return (on, pairs) -> on.ownedConstant(blocks.get().scores(pairs, NeighbourSets.members(a, pairs)));
        }
        Variable u = heads.nodes(tape, h);
        return (on, pairs) -> score(on, h, u, a, pairs);
    }

    private Variable score(Tape tape, Variable h, Variable u, Csr a, Pairs pairs) {
        Workers workers = tape.engine().workers();
        Variable ends = heads.ends(tape, h, pairs);
        return switch (pool) {
            case COMMON -> {
                SparsePattern common = NeighbourSets.common(workers, a, pairs);
                yield heads.score(tape, heads.pooled(tape, sum(tape, common, pairs, u)), ends);
            }
            case COUNT ->
                heads.score(tape, heads.pooled(tape, counts(tape, NeighbourSets.common(workers, a, pairs))), ends);
            case DIFFERENCE -> {
                NeighbourSets.Three sets = NeighbourSets.all(workers, a, pairs, false);
                Variable apart = Add.apply(tape, sum(tape, sets.first(), pairs, u), sum(tape, sets.second(), pairs, u));
                yield both(tape, sum(tape, sets.common(), pairs, u), apart, ends);
            }
            case TWO_HOPS -> {
                Variable apart = Add.apply(
                        tape,
                        sum(tape, TwoHops.common(workers, a, pairs), pairs, u),
                        sum(tape, TwoHops.common(workers, a, pairs.turned()), pairs, u));
                yield both(tape, sum(tape, NeighbourSets.common(workers, a, pairs), pairs, u), apart, ends);
            }
        };
    }

    private Variable both(Tape tape, Variable common, Variable apart, Variable ends) {
        Variable second = Add.apply(tape, heads.secondPooled(tape, apart), ends);
        return heads.score(tape, heads.pooled(tape, common), second);
    }

    private Variable sum(Tape tape, SparsePattern rows, Pairs pairs, Variable u) {
        SparseMatrix capped = CappedRows.of(rows, pairs, cap, cap < 0 ? 0 : tape.draw());
        return SparseMatMul.apply(tape, capped, u);
    }

    private static Variable counts(Tape tape, SparsePattern common) {
        Tensor counts = tape.engine().pool().take(common.rows(), 1);
        for (int p = 0; p < common.rows(); p++) {
            counts.set(p, 0, common.degree(p));
        }
        return tape.ownedConstant(counts);
    }

    @Override
    public List<Parameter> parameters() {
        return heads.parameters();
    }
}
