package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.SparseMatMul;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The specification's example of six nodes, by hand. */
class WorkedExampleTest {
    private static final Completion.Options USUAL =
            new Completion.Options(0f, 1, 1, 5, 3, 0.5, false, false, -1, -1, -1, 2, true);

    @Test
    void setsWithAndWithoutTheTarget() {
        try (Engine engine = new Engine(2)) {
            var removed = NeighbourSets.all(engine.workers(), SixNodes.neighbours(false), SixNodes.TARGET, true);
            assertThat(removed.common().indices()).containsExactly(2, 3);
            assertThat(removed.first().indices()).containsExactly(4);
            assertThat(removed.second().indices()).containsExactly(5);
            var kept = NeighbourSets.all(engine.workers(), SixNodes.neighbours(true), SixNodes.TARGET, true);
            assertThat(kept.common().indices()).containsExactly(2, 3);
            assertThat(kept.first().indices()).containsExactly(1, 4);
            assertThat(kept.second().indices()).containsExactly(0, 5);
            var withoutEnds = NeighbourSets.all(engine.workers(), SixNodes.neighbours(true), SixNodes.TARGET, false);
            assertThat(withoutEnds.first().indices()).containsExactly(4);
            assertThat(withoutEnds.second().indices()).containsExactly(5);
            Pairs turned = SixNodes.TARGET.turned();
            assertThat(TwoHops.common(engine.workers(), SixNodes.neighbours(false), SixNodes.TARGET)
                            .indices())
                    .containsExactly(4);
            assertThat(TwoHops.common(engine.workers(), SixNodes.neighbours(false), turned)
                            .indices())
                    .containsExactly(5);
        }
    }

    @Test
    void removalHappensInTheMessageGraph() {
        try (Engine engine = new Engine(2)) {
            Links links = Links.of(SixNodes.graph(), "");
            int target = 0;
            assertThat(links.pairs().source()[target]).isEqualTo(0);
            assertThat(links.pairs().target()[target]).isEqualTo(1);
            int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
            MessageGraph graph = new MessageGraph(engine, SixNodes.graph(), links, all);
            same(graph.whole().neighbours(), SixNodes.neighbours(true));
            same(graph.without(new int[] {target}).neighbours(), SixNodes.neighbours(false));
        }
    }

    private static void same(Csr a, Csr b) {
        assertThat(a.offsets()).isEqualTo(b.offsets());
        assertThat(a.indices()).isEqualTo(b.indices());
    }

    @Test
    void oneLayerOfPureGcn() {
        layer(false, new float[] {1.288675f, 0.216506f}, new float[] {1.577350f, 0.910684f}, new float[] {
            1.116025f, 0.866025f, 1.154701f, 0.25f, 0.622008f, 0.622008f, 0.955342f, 0.288675f, 0.622008f, 0.333333f,
            0.333333f, 0.622008f
        });
        layer(true, new float[] {1.201478f, 0.194919f}, new float[] {1.516398f, 0.849731f}, null);
    }

    private static void layer(boolean withTarget, float[] product, float[] pool, float[] vectors) {
        Csr a = SixNodes.neighbours(withTarget);
        try (Engine engine = new Engine(1);
                Tensor x = Tensor.of(6, 2, SixNodes.FEATURES);
                Tape tape = Tape.inference(engine)) {
            PlainConv conv = new PlainConv(PlainConv.Propagation.GCN, null);
            Variable h = conv.apply(tape, Input.of(tape.constant(x)), 0f, Neighbourhoods.of(a));
            if (vectors != null) {
                close(h.value().toArray(), vectors);
            }
            close(EndProduct.apply(tape, h, SixNodes.TARGET).value().toArray(), product);
            SparsePattern common = NeighbourSets.common(engine.workers(), a, SixNodes.TARGET);
            close(
                    SparseMatMul.apply(tape, new SparseMatrix(common, null, null), h)
                            .value()
                            .toArray(),
                    pool);
        }
    }

    private static void close(float[] values, float[] wanted) {
        assertThat(values).hasSize(wanted.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("element " + i).isCloseTo(wanted[i], within(2e-6f));
        }
    }

    @Test
    void scoresWithoutLayersAndPerceptrons() {
        CommonNeighbours ncn = new CommonNeighbours(new Sums(), Pool.COMMON, 0f, -1);
        assertThat(score(ncn, 0, 1)).isEqualTo(4f);
        assertThat(score(ncn, 1, 4)).isEqualTo(2f);
        assertThat(score(ncn, 0, 5)).isEqualTo(3f);
        assertThat(score(completion(5, 3, 1, 0.5, 1), 0, 1)).isCloseTo(4.006715f, within(2e-6f));
        assertThat(score(completion(1, 0, 1, 0.5, 1), 0, 1)).isCloseTo(5.573972f, within(2e-6f));
        assertThat(score(completion(1, 0, 1, 1, 1), 0, 1)).isCloseTo(5.761594f, within(2e-6f));
        assertThat(score(completion(4.3, 2.8, 1, 0.75, 1), 0, 1)).isCloseTo(4.046968f, within(2e-6f));
    }

    @Test
    void limits() {
        CommonNeighbours ncn = new CommonNeighbours(new Sums(), Pool.COMMON, 0f, -1);
        for (int j = 1; j < 6; j++) {
            float wanted = score(ncn, 0, j);
            assertThat(score(completion(5, 3, 0, 0.5, 1), 0, j)).isEqualTo(wanted);
            assertThat(score(completion(5, 3, 1, 0.5, 0), 0, j)).isEqualTo(wanted);
        }
        // Nodes 2 and 3 have the same neighbours.
        assertThat(score(completion(1, 0, 1, 0.5, 1), 2, 3)).isEqualTo(score(ncn, 2, 3));
        // 0 and 2 have no common neighbour: what is left is the product of the ends.
        assertThat(score(ncn, 0, 2)).isEqualTo(1f);
    }

    @Test
    void weightsLieBetweenZeroAndAlphaAndRise() {
        double[] scores = {2, 2.5, 3, 3.5, 4};
        double[] weights = {0.003358, 0.039424, 1.0 / 3, 0.858981, 0.986703};
        for (int i = 0; i < scores.length; i++) {
            assertThat(Completion.weight(5 * (scores[i] - 3), 0.5, 1)).isCloseTo((float) weights[i], within(1e-6f));
        }
        for (double alpha : new double[] {0, 0.4, 1, 1.05}) {
            float before = 0f;
            for (double s = -50; s <= 50; s += 0.5) {
                float w = Completion.weight(s, 0.75, alpha);
                assertThat(w).isBetween(before, (float) alpha);
                before = w;
            }
        }
    }

    private static Completion completion(double scale, double offset, double alpha, double pi, int depth) {
        Completion.Options options = new Completion.Options(
                0f, depth, alpha, scale, offset, pi, false, false, -1, -1, -1, 2, USUAL.reference());
        return new Completion(new Initialiser(0), new Sums(), 2, options);
    }

    private static float score(LinkNetwork.PairDecoder decoder, int i, int j) {
        try (Engine engine = new Engine(1);
                Tensor x = Tensor.of(6, 2, SixNodes.FEATURES);
                Tape tape = Tape.inference(engine)) {
            Variable h = tape.constant(x);
            return decoder.bind(tape, h, SixNodes.neighbours(false))
                    .scores(tape, SixNodes.pair(i, j))
                    .value()
                    .get(0, 0);
        } finally {
            decoder.parameters().forEach(Parameter::close);
        }
    }

    /** Identities for perceptrons, and the sum of all components for the score. */
    private record Sums() implements PairHeads {
        @Override
        public Variable nodes(Tape tape, Variable h) {
            return h;
        }

        @Override
        public Variable pooled(Tape tape, Variable pool) {
            return pool;
        }

        @Override
        public Variable secondPooled(Tape tape, Variable pool) {
            return pool;
        }

        @Override
        public Variable ends(Tape tape, Variable h, Pairs pairs) {
            return EndProduct.apply(tape, h, pairs);
        }

        @Override
        public Variable score(Tape tape, Variable pooled, Variable ends) {
            return score(tape, Add.apply(tape, pooled, ends));
        }

        @Override
        public Variable score(Tape tape, Variable ends) {
            Tensor ones = tape.engine().pool().take(ends.columns(), 1);
            float[] values = new float[ends.columns()];
            Arrays.fill(values, 1f);
            ones.copyFrom(values);
            return MatMul.apply(tape, ends, tape.ownedConstant(ones));
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    @Test
    void heuristics() {
        Csr a = SixNodes.neighbours(false);
        assertThat(new Heuristic.Common(Heuristic.Common.Weight.ONE).score(a, 0, 1))
                .isEqualTo(2.0);
        assertThat(new Heuristic.Common(Heuristic.Common.Weight.ADAMIC_ADAR).score(a, 0, 1))
                .isCloseTo(2.885390, within(1e-6));
        assertThat(new Heuristic.Common(Heuristic.Common.Weight.RESOURCE_ALLOCATION).score(a, 0, 1))
                .isEqualTo(1.0);
        // Two walks of length 2, and 0-4-5-1.
        double katz = new Heuristic.Katz(0.5, 3).score(a, 0, 1);
        assertThat(katz).isCloseTo(0.25 * 2 + 0.125, within(1e-12));
    }

    /** The leaderboard's counts of NCN's decoder on ogbl-ddi and ogbl-ppa. */
    @Test
    void parameterCounts() {
        var ddi = new PerceptronHeads.Options(0f, true, true, false, true, 1);
        assertThat(count(new PerceptronHeads(new Initialiser(0), 224, Pool.COMMON, false, ddi)))
                .isEqualTo(456_066);
        var ppa = new PerceptronHeads.Options(0f, true, false, true, false, 1);
        assertThat(count(new PerceptronHeads(new Initialiser(0), 64, Pool.COMMON, false, ppa)))
                .isEqualTo(17_090);
    }

    private static long count(PairHeads heads) {
        long count = heads.parameters().stream()
                .mapToLong(parameter -> parameter.value().size())
                .sum();
        heads.parameters().forEach(Parameter::close);
        return count;
    }
}
