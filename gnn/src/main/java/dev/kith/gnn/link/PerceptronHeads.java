package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.ScaleBy;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.LayerNorm;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.nn.Norm;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The functions as perceptrons. Dropout and ReLU commute, so they are one pass. Where links have a direction, the source
 * goes through a linear map of its own first, and a pair is not what it is turned round.
 */
final class PerceptronHeads implements PairHeads {
    private final Options options;
    private final Block node;
    private final Block pool;
    private final Block second;
    private final Linear source;
    private final Block pair;
    private final Block output;
    private final Block longer;
    private final Linear last;
    private final Parameter beta;

    /**
     * @param norm layer norm inside ({@code lnnn})
     * @param nodeMap {@code u = h + G(h)} instead of h ({@code use_xlin})
     * @param shortTail leaves out the last linear map of Φ and Ψ ({@code tailact})
     * @param longOutput one more hidden layer in Ω ({@code twolayerlin})
     * @param beta the pool's weight at the start
     */
    record Options(float dropout, boolean norm, boolean nodeMap, boolean shortTail, boolean longOutput, double beta) {}

    /**
     * @param kind what is pooled, or null for the ends alone
     * @param directed whether (i, j) and (j, i) are different pairs
     */
    PerceptronHeads(Initialiser initialiser, int width, Pool kind, boolean directed, Options options) {
        this.options = options;
        boolean tail = !options.shortTail;
        boolean pools = kind != null;
        int poolWidth = kind == Pool.COUNT ? 1 : width;
        boolean twice = kind == Pool.DIFFERENCE || kind == Pool.TWO_HOPS;
        second = twice ? new Block(initialiser.within("pool2"), width, width, true, tail) : null;
        node = pools && options.nodeMap ? new Block(initialiser.within("node"), width, width, true, false) : null;
        pool = pools ? new Block(initialiser.within("pool"), poolWidth, width, true, tail) : null;
        source = directed ? new Linear(initialiser.within("source"), width, width) : null;
        pair = new Block(initialiser.within("pair"), width, width, false, tail);
        output = new Block(initialiser.within("output"), width, width, false, false);
        longer = options.longOutput ? new Block(initialiser.within("output2"), width, width, false, false) : null;
        last = new Linear(initialiser.within("score"), width, 1);
        beta = pools ? initialiser.constant("beta", 1, 1, (float) options.beta) : null;
    }

    @Override
    public Variable nodes(Tape tape, Variable h) {
        return node == null ? h : Add.apply(tape, h, node.apply(tape, h));
    }

    @Override
    public Variable pooled(Tape tape, Variable pooled) {
        return pool.apply(tape, pooled);
    }

    @Override
    public Variable secondPooled(Tape tape, Variable pooled) {
        return second.apply(tape, pooled);
    }

    @Override
    public Variable ends(Tape tape, Variable h, Pairs pairs) {
        return pair.apply(tape, EndProduct.apply(tape, source, h, pairs));
    }

    @Override
    public Variable score(Tape tape, Variable pooled, Variable ends) {
        return score(tape, Add.apply(tape, ScaleBy.apply(tape, 0f, tape.parameter(beta), pooled), ends));
    }

    @Override
    public Variable score(Tape tape, Variable ends) {
        Variable hidden = output.apply(tape, ends);
        return last.apply(tape, Input.of(longer == null ? hidden : longer.apply(tape, hidden)));
    }

    @Override
    public Optional<PairBlocks> blocks(Tape tape, Variable h) {
        if (tape.isTraining() || second != null) {
            return Optional.empty();
        }
        Variable sources = source == null ? h : source.apply(tape, Input.of(h));
        Tensor members = null;
        if (pool != null) {
            Tensor weight = pool.layers().getFirst().weight();
            members = tape.engine().pool().take(h.rows(), weight.columns());
            Gemm.multiply(tape.engine(), nodes(tape, h).value(), weight, 0f, members);
            tape.ownedConstant(members);
        }
        List<BlockLayer> hidden = new ArrayList<>(output.layers());
        if (longer != null) {
            hidden.addAll(longer.layers());
        }
        List<Parameter> end = last.parameters();
        return Optional.of(new PairBlocks(
                tape.engine(),
                new PairBlocks.Vectors(sources.value(), h.value(), members),
                new PairBlocks.Layers(
                        pair.layers(),
                        pool == null ? List.of() : pool.layers(),
                        beta == null ? 0f : beta.value().get(0, 0),
                        hidden,
                        end.get(0).value(),
                        end.get(1).value().get(0, 0))));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        for (Module part : new Module[] {node, pool, second, source, pair, output, longer, last}) {
            if (part != null) {
                all.addAll(part.parameters());
            }
        }
        if (beta != null) {
            all.add(beta);
        }
        return all;
    }

    /** {@code [Linear, Dropout, ReLU,] Linear, Norm, Dropout, ReLU [, Linear]}. */
    private final class Block implements Module {
        private final Linear before;
        private final Linear main;
        private final Norm norm;
        private final Linear after;

        Block(Initialiser names, int in, int width, boolean deep, boolean tail) {
            before = deep ? new Linear(names.within("linear0"), in, width) : null;
            main = new Linear(names.within("linear1"), deep ? width : in, width);
            norm = options.norm ? new LayerNorm(names.within("norm"), width) : new Norm.None();
            after = tail ? new Linear(names.within("linear2"), width, width) : null;
        }

        /** Outside training. */
        List<BlockLayer> layers() {
            List<BlockLayer> layers = new ArrayList<>();
            if (before != null) {
                layers.add(BlockLayer.of(before, new Norm.None(), true));
            }
            layers.add(BlockLayer.of(main, norm, true));
            if (after != null) {
                layers.add(BlockLayer.of(after, new Norm.None(), false));
            }
            return layers;
        }

        Variable apply(Tape tape, Variable x) {
            float rate = options.dropout;
            Variable hidden = before == null ? x : before.apply(tape, Input.of(x), 0f, Activation.RELU, rate);
            Variable normal = norm.apply(tape, main.apply(tape, Input.of(hidden)));
            Variable active = BiasActivation.apply(tape, normal, null, Activation.RELU, rate);
            return after == null ? active : after.apply(tape, Input.of(active));
        }

        @Override
        public List<Parameter> parameters() {
            List<Parameter> all = new ArrayList<>();
            if (before != null) {
                all.addAll(before.parameters());
            }
            all.addAll(Module.join(main, norm));
            if (after != null) {
                all.addAll(after.parameters());
            }
            return all;
        }
    }
}
