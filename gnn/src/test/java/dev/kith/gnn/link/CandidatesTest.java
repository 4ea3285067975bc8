package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Candidates against all pairs of nodes, on graphs that are small enough for that. */
class CandidatesTest {
    private static final int NODES = 90;
    private static final int WIDTH = 12;

    @Test
    void twoHopsAreTheNodesWithinTwoSteps() {
        Csr graph = graph(140);
        PairSet linked = new PairSet(false, 10);
        // Of the arcs only some are links that are predicted.
        for (int i = 0; i < NODES; i += 2) {
            for (int k = graph.offsets()[i]; k < graph.offsets()[i + 1]; k++) {
                linked.add(i, graph.indices()[k]);
            }
        }
        int[] sources = IntStream.range(0, NODES).toArray();
        TwoHopCandidates candidates = new TwoHopCandidates(graph, linked, sources);
        boolean[][] arc = new boolean[NODES][NODES];
        for (int i = 0; i < NODES; i++) {
            for (int k = graph.offsets()[i]; k < graph.offsets()[i + 1]; k++) {
                arc[i][graph.indices()[k]] = true;
            }
        }
        for (int i = 0; i < NODES; i++) {
            TreeSet<Integer> wanted = new TreeSet<>();
            for (int j = 0; j < NODES; j++) {
                boolean near = arc[i][j];
                for (int v = 0; v < NODES; v++) {
                    near |= arc[i][v] && arc[v][j];
                }
                if (near && i != j && !linked.contains(i, j)) {
                    wanted.add(j);
                }
            }
            assertThat(candidates.of(i))
                    .containsExactly(wanted.stream().mapToInt(j -> j).toArray());
        }
    }

    @Test
    void theNearestAreThoseOfTheSmallestAngles() {
        try (Engine engine = new Engine(2);
                Tensor vectors = vectors(NODES)) {
            PairSet linked = new PairSet(false, 10);
            linked.add(7, 8);
            linked.add(7, 3);
            int[] sources = {7, 0, 89, 7};
            try (NearestVectors exact = new ExactNearest(engine, vectors, linked, sources, 10)) {
                for (int s = 0; s < sources.length; s++) {
                    assertThat(exact.of(s)).containsExactly(nearest(vectors, linked, sources[s], 10));
                }
            }
            assertThat(engine.pool().bytesTaken()).isZero();
        }
    }

    /** Approximate, but near enough, the same every time, and never linked or the source itself. */
    @Test
    void anIndexFindsMostOfThem() {
        int n = 3000;
        int count = 20;
        int[] sources = IntStream.range(0, 200).map(s -> s * 15).toArray();
        try (Engine engine = new Engine(2);
                Tensor vectors = vectors(n)) {
            PairSet linked = new PairSet(false, 10);
            for (int source : sources) {
                linked.add(source, (source + 1) % n);
            }
            int found = 0;
            try (NearestVectors exact = new ExactNearest(engine, vectors, linked, sources, count);
                    NearestVectors index = new IndexedNearest(engine, vectors, linked, sources, count);
                    NearestVectors again = new IndexedNearest(engine, vectors, linked, sources, count)) {
                for (int s = 0; s < sources.length; s++) {
                    int[] near = index.of(s);
                    assertThat(near).isSorted().hasSize(count).doesNotContain(sources[s], (sources[s] + 1) % n);
                    assertThat(again.of(s)).containsExactly(near);
                    TreeSet<Integer> wanted = new TreeSet<>();
                    IntStream.of(exact.of(s)).forEach(wanted::add);
                    found += (int) IntStream.of(near).filter(wanted::contains).count();
                }
            }
            assertThat((double) found / (count * sources.length)).isGreaterThan(0.9);
        }
    }

    private static int[] nearest(Tensor vectors, PairSet linked, int source, int count) {
        return IntStream.range(0, vectors.rows())
                .filter(j -> j != source && !linked.contains(source, j))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -cosine(vectors, source, j)))
                .limit(count)
                .mapToInt(j -> j)
                .sorted()
                .toArray();
    }

    private static double cosine(Tensor x, int i, int j) {
        double dot = 0.0;
        double left = 0.0;
        double right = 0.0;
        for (int c = 0; c < x.columns(); c++) {
            dot += (double) x.get(i, c) * x.get(j, c);
            left += (double) x.get(i, c) * x.get(i, c);
            right += (double) x.get(j, c) * x.get(j, c);
        }
        return dot / Math.sqrt(left * right);
    }

    private static Tensor vectors(int n) {
        float[] values = new float[n * WIDTH];
        for (int k = 0; k < values.length; k++) {
            values[k] = 2f * CounterRandom.uniform(5, 1, k) - 1f;
        }
        return Tensor.of(n, WIDTH, values);
    }

    private static Csr graph(int edges) {
        PairSet seen = new PairSet(false, edges);
        int[] rows = new int[2 * edges];
        int[] others = new int[2 * edges];
        int count = 0;
        for (int e = 0; count < edges; e++) {
            int i = CounterRandom.below(6, 1, e, NODES);
            int j = CounterRandom.below(6, 2, e, NODES);
            if (i != j && seen.add(i, j)) {
                rows[count] = i;
                others[count] = j;
                rows[edges + count] = j;
                others[edges + count++] = i;
            }
        }
        return Csr.of(NODES, rows, others, null);
    }
}
