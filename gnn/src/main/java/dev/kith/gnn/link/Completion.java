package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.AttentionSum;
import dev.kith.gnn.autograd.ops.CompletionWeights;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.graph.Csr;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Neural common neighbours with completion (Wang, Yang and Zhang 2024): a node that neighbours one end only joins the pool
 * with the weight {@code α · σ(scale · (s - offset) + ln π)}, where s is the model's own score of the link it lacks. Those
 * inner scores are made without gradient, of the same step's dropout mode; at depth 0 this is NCN with the same weights.
 */
final class Completion implements LinkNetwork.PairDecoder {
    private final PairHeads heads;
    private final Options options;
    /** α, saved with the weights because some trainings raise it from epoch to epoch. */
    private final Parameter alpha;

    private final Prior prior;

    /**
     * @param edgeDropout rate at which arcs are left out of the neighbour sets in training
     * @param depth how often missing links are completed within completions; 0 is NCN
     * @param pi the prior odds π, in (0, 1]
     * @param learnPi π of each pair from its ends instead
     * @param raiseAlpha α grows from 0 after the fifth epoch to its value after the fifteenth
     * @param trainCap most members of a one-sided set in training, -1 for all
     * @param testCap the same in use
     * @param commonCap the same of the common neighbours
     * @param chunk inner pairs scored at a time
     * @param reference gives the inner pass {@code u} for {@code h}, as the published runs did; else h
     */
    record Options(
            float edgeDropout,
            int depth,
            double alpha,
            double scale,
            double offset,
            double pi,
            boolean learnPi,
            boolean raiseAlpha,
            int trainCap,
            int testCap,
            int commonCap,
            int chunk,
            boolean reference) {}

    /** @param width of the node vectors */
    Completion(Initialiser initialiser, PairHeads heads, int width, Options options) {
        this.heads = heads;
        this.options = options;
        this.alpha = initialiser.buffer("alpha", 1, 1, (float) options.alpha);
        this.prior = options.learnPi ? new Prior(initialiser.within("prior"), width) : null;
    }

    @Override
    public void epoch(int epoch) {
        if (options.raiseAlpha) {
            alpha.value().set(0, 0, (float) (options.alpha * Math.clamp(0.1 * (epoch - 5), 0.0, 1.0)));
        }
    }

    @Override
    public LinkNetwork.Bound bind(Tape tape, Variable h, Csr neighbours) {
        return bind(tape, h, EdgeDropout.apply(tape, neighbours, options.edgeDropout, false), options.depth);
    }

    private LinkNetwork.Bound bind(Tape tape, Variable h, Csr a, int depth) {
        Optional<PairBlocks> blocks = options.commonCap < 0 && prior == null ? heads.blocks(tape, h) : Optional.empty();
        if (depth == 0 && blocks.isPresent()) {
            return (on, pairs) -> on.ownedConstant(blocks.get().scores(pairs, NeighbourSets.members(a, pairs)));
        }
        Variable u = heads.nodes(tape, h);
        if (depth == 0) {
            return (on, pairs) -> {
                Variable common = sum(on, NeighbourSets.common(on.engine().workers(), a, pairs), pairs, u);
                return heads.score(on, heads.pooled(on, common), heads.ends(on, h, pairs));
            };
        }
        // Bound once: all pairs of a step share it.
        LinkNetwork.Bound inner = bind(tape, tape.detach(options.reference ? u : h), a, depth - 1);
        if (blocks.isPresent()) {
            return (on, pairs) -> {
                NeighbourSets.Three sets = NeighbourSets.all(on.engine().workers(), a, pairs, false);
                SparseMatrix first = weighed(on, inner, sets.first(), pairs, pairs.target());
                SparseMatrix second = weighed(on, inner, sets.second(), pairs.turned(), pairs.source());
                return on.ownedConstant(blocks.get().scores(pairs, new WeighedMembers(sets.common(), first, second)));
            };
        }
        return (on, pairs) -> {
            NeighbourSets.Three sets = NeighbourSets.all(on.engine().workers(), a, pairs, false);
            Variable pool = sum(on, sets.common(), pairs, u);
            Variable odds = prior == null ? null : prior.apply(on, h, pairs);
            pool = Add.apply(on, pool, completed(on, inner, sets.first(), pairs, pairs.target(), odds, u));
            pool = Add.apply(on, pool, completed(on, inner, sets.second(), pairs.turned(), pairs.source(), odds, u));
            return heads.score(on, heads.pooled(on, pool), heads.ends(on, h, pairs));
        };
    }

    private Variable sum(Tape tape, SparsePattern rows, Pairs pairs, Variable u) {
        int cap = options.commonCap;
        return SparseMatMul.apply(tape, CappedRows.of(rows, pairs, cap, cap < 0 ? 0 : tape.draw()), u);
    }

    /** Σ over a one-sided set, each member weighed by the link that it lacks to {@code other}. */
    private Variable completed(
            Tape tape,
            LinkNetwork.Bound inner,
            SparsePattern rows,
            Pairs pairs,
            int[] other,
            Variable odds,
            Variable u) {
        if (odds == null) {
            return SparseMatMul.apply(tape, weighed(tape, inner, rows, pairs, other), u);
        }
        SparseMatrix members = capped(tape, rows, pairs);
        SparsePattern pattern = members.pattern();
        float[] shifted = shifted(tape, inner, pattern, other);
        Variable weights = CompletionWeights.apply(
                tape, odds, pattern, shifted, members.values(), alpha.value().get(0, 0));
        return AttentionSum.apply(tape, pattern, weights, u);
    }

    private SparseMatrix capped(Tape tape, SparsePattern rows, Pairs pairs) {
        int cap = tape.isTraining() ? options.trainCap : options.testCap;
        return CappedRows.of(rows, pairs, cap, cap < 0 ? 0 : tape.draw());
    }

    /** The members of a one-sided set with their weights, which no gradient reaches. */
    private SparseMatrix weighed(Tape tape, LinkNetwork.Bound inner, SparsePattern rows, Pairs pairs, int[] other) {
        SparseMatrix members = capped(tape, rows, pairs);
        float[] shifted = shifted(tape, inner, members.pattern(), other);
        float[] weights = new float[shifted.length];
        for (int k = 0; k < weights.length; k++) {
            float times = members.values() == null ? 1f : members.values()[k];
            weights[k] = times * weight(shifted[k], options.pi, alpha.value().get(0, 0));
        }
        return members.withValues(weights);
    }

    /** {@code scale · (s - offset)} of the links that the members lack to the other end. */
    private float[] shifted(Tape tape, LinkNetwork.Bound inner, SparsePattern pattern, int[] other) {
        int[] from = new int[pattern.arcs()];
        for (int p = 0; p < pattern.rows(); p++) {
            Arrays.fill(from, pattern.offsets()[p], pattern.offsets()[p + 1], other[p]);
        }
        float[] shifted = scores(tape, inner, new Pairs(from, pattern.indices()));
        for (int k = 0; k < shifted.length; k++) {
            shifted[k] = (float) (options.scale * (shifted[k] - options.offset));
        }
        return shifted;
    }

    /**
     * {@code α · σ(z + ln π)}, the stable form of {@code α · π · p / (π · p + 1 - p)} with {@code p = σ(z)}: in [0, α],
     * rising with z.
     */
    static float weight(double z, double pi, double alpha) {
        return (float) (alpha / (1.0 + Math.exp(-(z + Math.log(pi)))));
    }

    private float[] scores(Tape tape, LinkNetwork.Bound inner, Pairs pairs) {
        float[] scores = new float[pairs.count()];
        // All parts alike: one that is much smaller than the others would need memory of its own.
        int parts = Math.max(1, (scores.length + options.chunk - 1) / options.chunk);
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) scores.length * part / parts);
            int to = (int) ((long) scores.length * (part + 1) / parts);
            try (Tape aside = tape.aside()) {
                Tensor some = inner.scores(aside, pairs.range(from, to)).value();
                for (int k = from; k < to; k++) {
                    scores[k] = some.get(k - from, 0);
                }
            }
        }
        return scores;
    }

    @Override
    public List<Parameter> parameters() {
        Stream<Parameter> own = Stream.concat(heads.parameters().stream(), Stream.of(alpha));
        return (prior == null ? own : Stream.concat(own, prior.parameters().stream())).toList();
    }

    /** {@code ln π / (1 - π)} of each pair from the product of its ends: {@code [n, h] → [t, 1]}. */
    private record Prior(Linear hidden, Linear last) implements Module {
        Prior(Initialiser names, int width) {
            this(new Linear(names.within("hidden"), width, width), new Linear(names.within("last"), width, 1));
        }

        Variable apply(Tape tape, Variable h, Pairs pairs) {
            Variable product = EndProduct.apply(tape, h, pairs);
            return last.apply(tape, Input.of(hidden.apply(tape, Input.of(product), 0f, Activation.RELU, 0f)));
        }

        @Override
        public List<Parameter> parameters() {
            return Module.join(hidden, last);
        }
    }
}
