package dev.kith.gnn.model.recipe;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.ArcPairs;
import dev.kith.gnn.autograd.ops.ArcSoftmax;
import dev.kith.gnn.autograd.ops.ArcTanhDots;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.BlockDiagonal;
import dev.kith.gnn.autograd.ops.EdgeSoftmax;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.Multiply;
import dev.kith.gnn.autograd.ops.SampledDots;
import dev.kith.gnn.autograd.ops.ScaleColumns;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.List;

/**
 * Trained coefficients of the arcs i ← j, each node's to itself among them, {@code [arcs, heads]}, for head vectors x
 * and the vectors l, r and g of a head (Gao et al. 2019, table 1, as its code has them):
 *
 * <ul>
 *   <li>gat: {@code LeakyReLU(l·x_i + r·x_j)}; sym-gat: the same and its mirror image, added
 *   <li>linear: {@code tanh(l·x_j + r·x_j)}, of the neighbour alone
 *   <li>cos: {@code Σ (l ⊙ x_i) ⊙ (r ⊙ x_j)}
 *   <li>gene-linear: {@code g · tanh(l ⊙ x_i + r ⊙ x_j)}
 * </ul>
 *
 * and their softmax over the arcs of each row. Where arcs have weights, shares are in proportion to {@code w · exp(score)}.
 */
final class Coefficients implements Module {
    private final AttentionFunction function;
    private final int heads;
    private final Parameter own;
    private final Parameter neighbour;
    private final Parameter gate;

    /** @param width of one head */
    Coefficients(Initialiser initialiser, AttentionFunction function, int heads, int width) {
        this.function = function;
        this.heads = heads;
        float bound = (float) Math.sqrt(6.0 / (1 + width));
        this.own = initialiser.uniform("own", 1, heads * width, bound, true);
        this.neighbour = initialiser.uniform("neighbour", 1, heads * width, bound, true);
        this.gate = function == AttentionFunction.GENE_LINEAR
                ? initialiser.uniform("gate", 1, heads * width, bound, true)
                : null;
    }

    /** @param x {@code [n, heads · width]} */
    Variable of(Tape tape, Neighbourhoods graph, Variable x) {
        if (function == AttentionFunction.GAT) {
            return EdgeSoftmax.apply(
                    tape, graph.closed(), graph.closedLogWeights(), score(tape, x, own), score(tape, x, neighbour));
        }
        return ArcSoftmax.apply(tape, graph.closed(), graph.closedLogWeights(), scores(tape, graph.closed(), x));
    }

    private Variable scores(Tape tape, SparsePattern arcs, Variable x) {
        return switch (function) {
            case SYM_GAT -> {
                Variable l = score(tape, x, own);
                Variable r = score(tape, x, neighbour);
                yield Add.apply(tape, leaky(tape, arcs, l, r), leaky(tape, arcs, r, l));
            }
            case LINEAR -> {
                Variable sum = Add.apply(tape, score(tape, x, own), score(tape, x, neighbour));
                yield ArcPairs.apply(tape, arcs, null, BiasActivation.apply(tape, sum, null, Activation.TANH, 0f));
            }
            case COS -> {
                Variable factors = Multiply.apply(tape, tape.parameter(own), tape.parameter(neighbour));
                yield SampledDots.apply(tape, arcs, ScaleColumns.apply(tape, x, factors), x, heads);
            }
            case GENE_LINEAR ->
                ArcTanhDots.apply(
                        tape,
                        arcs,
                        ScaleColumns.apply(tape, x, tape.parameter(own)),
                        ScaleColumns.apply(tape, x, tape.parameter(neighbour)),
                        tape.parameter(gate),
                        heads);
            default -> throw new IllegalStateException(function + " has no scores.");
        };
    }

    /** The inner product of each head's columns with its vector, {@code [n, heads]}. */
    private Variable score(Tape tape, Variable x, Parameter vector) {
        return MatMul.apply(tape, x, BlockDiagonal.apply(tape, tape.parameter(vector), heads));
    }

    private static Variable leaky(Tape tape, SparsePattern arcs, Variable first, Variable second) {
        return BiasActivation.apply(tape, ArcPairs.apply(tape, arcs, first, second), null, Activation.LEAKY_RELU, 0f);
    }

    @Override
    public List<Parameter> parameters() {
        return gate == null ? List.of(own, neighbour) : List.of(own, neighbour, gate);
    }
}
