package dev.kith.gnn.conv;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.AttentionSum;
import dev.kith.gnn.autograd.ops.BlockDiagonal;
import dev.kith.gnn.autograd.ops.DropoutRows;
import dev.kith.gnn.autograd.ops.EdgeSoftmax;
import dev.kith.gnn.autograd.ops.FirstRows;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.graph.KithException;
import java.util.List;

/**
 * Graph attention with heads side by side (Veličković et al. 2018, equations 1 to 5): {@code [columns, in] → [rows,
 * heads · width]}. Every node attends to itself too. Where arcs have weights, shares are in proportion to {@code w · exp(score)},
 * with weight 1 for a node itself.
 */
public final class Gat implements Conv {
    private final Parameter weight;
    private final Parameter own;
    private final Parameter neighbour;
    private final int heads;
    private final float attentionDropout;

    /**
     * @param out output width, a multiple of {@code heads}
     * @param attentionDropout rate at which attention weights are dropped
     */
    public Gat(Initialiser initialiser, int in, int out, int heads, float attentionDropout) {
        if (out % heads != 0) {
            throw new KithException("A hidden width of " + out + " cannot be shared by " + heads
                    + " attention heads; make hidden a multiple of heads.");
        }
        int width = out / heads;
        this.heads = heads;
        this.attentionDropout = attentionDropout;
        this.weight = initialiser.glorot("weight", in, out);
        float bound = (float) Math.sqrt(6.0 / (1 + width));
        this.own = initialiser.uniform("own", 1, out, bound, true);
        this.neighbour = initialiser.uniform("neighbour", 1, out, bound, true);
    }

    @Override
    public Variable apply(Tape tape, Input x, float dropout, Neighbourhoods graph) {
        Variable h = x.times(tape, tape.parameter(weight), dropout);
        Variable here = FirstRows.apply(tape, h, graph.nodes());
        Variable ownScore = MatMul.apply(tape, here, BlockDiagonal.apply(tape, tape.parameter(own), heads));
        Variable neighbourScore = MatMul.apply(tape, h, BlockDiagonal.apply(tape, tape.parameter(neighbour), heads));
        Variable alpha = EdgeSoftmax.apply(tape, graph.closed(), graph.closedLogWeights(), ownScore, neighbourScore);
        return AttentionSum.apply(tape, graph.closed(), DropoutRows.apply(tape, alpha, attentionDropout), h);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, own, neighbour);
    }
}
