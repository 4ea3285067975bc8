package dev.kith.gnn.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.Metrics;
import dev.kith.graph.Adjacency;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.RandomSplit;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import dev.kith.graph.generate.BlockModel;
import dev.kith.graph.random.CounterRandom;
import org.junit.jupiter.api.Test;

class LabelPropagationTest {
    private static float[] distributions(Csr graph, int[] classes, int classCount, int... labelled) {
        return distributions(2, graph, classes, classCount, labelled);
    }

    private static float[] distributions(int threads, Csr graph, int[] classes, int classCount, int... labelled) {
        try (Engine engine = new Engine(threads);
                Neighbourhoods neighbourhoods = Neighbourhoods.of(graph);
                Tensor result = LabelPropagation.distributions(engine, neighbourhoods, classes, classCount, labelled)) {
            return result.toArray();
        }
    }

    /** Both directions of some relationships. */
    private static Csr undirected(int nodes, int... ends) {
        int[] source = new int[ends.length];
        int[] target = new int[ends.length];
        for (int e = 0; e < ends.length; e++) {
            source[e] = ends[e];
            target[e] = ends[e ^ 1];
        }
        return Csr.of(nodes, source, target, null);
    }

    @Test
    void aChainBetweenTwoLabelsIsShared() {
        // 0 - 1 - 2 - 3 with the ends labelled: the harmonic solution falls in equal steps.
        float[] found = distributions(undirected(4, 0, 1, 1, 2, 2, 3), new int[] {0, -1, -1, 1}, 2, 0, 3);
        assertThat(found).containsExactly(new float[] {1, 0, 2 / 3f, 1 / 3f, 1 / 3f, 2 / 3f, 0, 1}, within(1e-3f));
    }

    @Test
    void aLabelThatMayNotBeLookedAtIsNot() {
        // Node 1 is known to be of class 1, and is to be predicted all the same.
        float[] found = distributions(undirected(3, 0, 1, 1, 2), new int[] {0, 1, 0}, 2, 0, 2);
        assertThat(found).containsExactly(1, 0, 1, 0, 1, 0);
    }

    @Test
    void whatNoLabelReachesIsOfTheMostFrequentClass() {
        float[] found = distributions(undirected(6, 4, 5), new int[] {2, 1, 1, -1, -1, -1}, 3, 0, 1, 2);
        for (int node : new int[] {3, 4, 5}) {
            assertThat(java.util.Arrays.copyOfRange(found, 3 * node, 3 * node + 3))
                    .containsExactly(0, 1, 0);
        }
    }

    @Test
    void isTheHarmonicSolution() {
        int nodes = 30;
        int classes = 3;
        int[] ends = new int[2 * 60];
        for (int e = 0; e < ends.length; e += 2) {
            ends[e] = CounterRandom.below(1, 1, e, nodes);
            // Not itself, and every node is reached from the one before it.
            ends[e + 1] = e / 2 < nodes ? (e / 2 + 1) % nodes : (ends[e] + 1 + e % 7) % nodes;
            ends[e] = e / 2 < nodes ? e / 2 : ends[e];
        }
        Csr graph = undirected(nodes, ends);
        int[] codes = new int[nodes];
        int[] labelled = new int[10];
        for (int i = 0; i < nodes; i++) {
            codes[i] = i % classes;
        }
        for (int i = 0; i < labelled.length; i++) {
            labelled[i] = 3 * i + i % 2;
        }
        double[][] expected = harmonic(graph, codes, classes, labelled);
        float[] found = distributions(graph, codes, classes, labelled);
        for (int i = 0; i < nodes; i++) {
            for (int c = 0; c < classes; c++) {
                assertThat((double) found[i * classes + c]).isCloseTo(expected[i][c], within(2e-3));
            }
        }
    }

    /** {@code f_U = (D_UU - W_UU)^-1 · W_UL · f_L} (Zhu, Ghahramani and Lafferty 2003, equation 5) by elimination. */
    private static double[][] harmonic(Csr graph, int[] codes, int classes, int[] labelled) {
        int n = graph.rows();
        boolean[] known = new boolean[n];
        for (int node : labelled) {
            known[node] = true;
        }
        double[][] rows = new double[n][n + classes];
        for (int i = 0; i < n; i++) {
            rows[i][i] = known[i] ? 1.0 : graph.offsets()[i + 1] - graph.offsets()[i];
            if (known[i]) {
                rows[i][n + codes[i]] = 1.0;
            }
            for (int k = graph.offsets()[i]; k < graph.offsets()[i + 1] && !known[i]; k++) {
                rows[i][graph.indices()[k]] -= 1.0;
            }
        }
        for (int p = 0; p < n; p++) {
            for (int i = 0; i < n; i++) {
                double factor = i == p ? 0.0 : rows[i][p] / rows[p][p];
                for (int c = p; c < n + classes && factor != 0.0; c++) {
                    rows[i][c] -= factor * rows[p][c];
                }
            }
        }
        double[][] solution = new double[n][classes];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < classes; c++) {
                solution[i][c] = rows[i][n + c] / rows[i][i];
            }
        }
        return solution;
    }

    @Test
    void findsTheBlocksOfAHomophilousGraphWithTheSameBytesAtAnyThreadCount() {
        Graph graph = new BlockModel(3000, 4, 8, 0.9, 0, 1, 0).graph(1);
        Target target = graph.target("class");
        Split split = RandomSplit.stratified(target, 0.3, 0.2, 1);
        Csr both = graph.adjacency(Adjacency.undirected().withMergeDuplicates(true));
        float[] one = distributions(1, both, target.codes(), 4, split.train());
        try (Tensor scores = Tensor.of(3000, 4, one)) {
            assertThat(Metrics.accuracy(Metrics.argmax(scores), target.codes(), split.test()))
                    .isGreaterThan(0.95);
        }
        assertThat(distributions(3, both, target.codes(), 4, split.train())).containsExactly(one);
    }

    @Test
    void theMajorityIsThatOfTheTrainingNodes() {
        assertThat(Majority.predict(new int[] {0, 1, 1, 0, 0}, 2, new int[] {1, 2, 3}))
                .containsExactly(1, 1, 1, 1, 1);
    }
}
