package dev.kith.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Adjacencies against a slow reference: a list of arcs, sorted by row and neighbour, merged one by one. */
class AdjacencyTest {
    private static final List<String> TYPES = List.of("KNOWS", "LIKES", "HATES");

    private record Arc(int row, int neighbour, float weight, int origin) {}

    @Property(edgeCases = EdgeCasesMode.NONE)
    void equalsTheReference(
            @ForAll @IntRange(min = 1, max = 12) int nodes,
            @ForAll @IntRange(max = 60) int relationships,
            @ForAll long seed,
            @ForAll Orientation orientation,
            @ForAll Set<@IntRange(max = 2) Integer> types,
            @ForAll boolean dropSelfLoops,
            @ForAll boolean mergeDuplicates,
            @ForAll boolean weighted) {
        Graph graph = graph(nodes, relationships, seed);
        Adjacency options = new Adjacency(
                orientation,
                Set.copyOf(types.stream().map(TYPES::get).toList()),
                dropSelfLoops,
                mergeDuplicates,
                weighted ? "strength" : null);
        assertEqualsReference(graph, options);
    }

    @Test
    void equalsTheReferenceInParallel() {
        Graph graph = graph(3_000, 300_000, 7);
        for (Orientation orientation : Orientation.values()) {
            for (boolean merge : new boolean[] {false, true}) {
                assertEqualsReference(graph, new Adjacency(orientation, Set.of(), false, merge, "strength"));
            }
        }
    }

    /** One node has half of all arcs, and most have none. */
    @Test
    void equalsTheReferenceWithAHubInParallel() {
        int[] source = new int[200_000];
        int[] target = new int[source.length];
        for (int e = 0; e < source.length; e++) {
            source[e] = e % 2 == 0 ? 77_777 : CounterRandom.below(1, 1, e, 1_000_000);
            target[e] = CounterRandom.below(1, 2, e, 1_000_000);
        }
        Graph graph = graph(1_000_000, source, target, new short[source.length]);
        assertEqualsReference(graph, Adjacency.natural());
        assertEqualsReference(graph, Adjacency.undirected().withMergeDuplicates(true));
    }

    @Test
    void anEmptyGraphHasAnEmptyAdjacency() {
        Csr csr = graph(0, 0, 1).adjacency(Adjacency.undirected().withMergeDuplicates(true));
        assertThat(csr.rows()).isZero();
        assertThat(csr.arcs()).isZero();
        assertThat(csr.transpose().offsets()).containsExactly(0);
    }

    @Test
    void aSelfLoopStandsOnceInAnUndirectedAdjacency() {
        Graph graph = graph(2, new int[] {1, 0}, new int[] {1, 1}, new short[2]);
        Csr csr = graph.adjacency(Adjacency.undirected());
        assertThat(csr.offsets()).containsExactly(0, 1, 3);
        assertThat(csr.indices()).containsExactly(1, 0, 1);
        assertThat(csr.origins()).containsExactly(1, 1, 0);
    }

    @Property
    void aTransposeTurnsEveryArcAndKeepsItsOrigin(
            @ForAll @IntRange(min = 1, max = 9) int nodes,
            @ForAll @IntRange(max = 50) int relationships,
            @ForAll long seed) {
        Graph graph = graph(nodes, relationships, seed);
        Csr natural = graph.adjacency(Adjacency.natural().withWeights("strength"));
        assertSame(natural.transpose(), graph.adjacency(Adjacency.reverse().withWeights("strength")));
        assertSame(natural.transpose().transpose(), natural);
    }

    @Test
    void aTransposeInParallelIsTheReverse() {
        Graph graph = graph(5_000, 200_000, 3);
        assertSame(
                graph.adjacency(Adjacency.natural().withWeights("strength")).transpose(),
                graph.adjacency(Adjacency.reverse().withWeights("strength")));
    }

    @Test
    void aMissingWeightIsOne() {
        BitSet nulls = new BitSet();
        nulls.set(0);
        RelationshipTable table = new RelationshipTable(
                new int[] {0, 1},
                new int[] {1, 0},
                new short[2],
                List.of("KNOWS"),
                Map.of("count", new LongColumn(new long[] {0, 7}, nulls)));
        assertThat(table.weights("count")).containsExactly(1f, 7f);
    }

    @Test
    void refusesWhatIsNoWeightEvenWithoutRelationships() {
        assertThatThrownBy(() -> graph(1, 0, 1).adjacency(Adjacency.natural().withWeights("wieght")))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("'wieght'")
                .hasMessageContaining("strength");
    }

    @Test
    void refusesATypeThatDoesNotOccur() {
        assertThatThrownBy(() -> graph(1, 0, 1).adjacency(Adjacency.natural().withTypes(Set.of("KNOW"))))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("'KNOW'")
                .hasMessageContaining("did you mean 'KNOWS'?");
    }

    private static Graph graph(int nodes, int relationships, long seed) {
        int[] source = new int[relationships];
        int[] target = new int[relationships];
        short[] type = new short[relationships];
        for (int e = 0; e < relationships; e++) {
            source[e] = CounterRandom.below(seed, 1, e, nodes);
            target[e] = CounterRandom.below(seed, 2, e, nodes);
            type[e] = (short) CounterRandom.below(seed, 3, e, TYPES.size());
        }
        return graph(nodes, source, target, type);
    }

    private static Graph graph(int nodes, int[] source, int[] target, short[] type) {
        long[] ids = new long[nodes];
        Arrays.setAll(ids, i -> i);
        double[] strength = new double[source.length];
        Arrays.setAll(strength, e -> CounterRandom.normal(5, 4, e));
        return new Graph(
                "random",
                true,
                new NodeTable(new LongColumn(ids, null), NodeLabels.all("Node", nodes), Map.of()),
                new RelationshipTable(
                        source, target, type, TYPES, Map.of("strength", new DoubleColumn(strength, null))),
                null,
                List.of(),
                Map.of());
    }

    private static void assertEqualsReference(Graph graph, Adjacency options) {
        List<Arc> expected = reference(graph, options);
        Csr csr = graph.adjacency(options);
        int[] offsets = new int[graph.nodeCount() + 1];
        expected.forEach(arc -> offsets[arc.row + 1]++);
        Arrays.parallelPrefix(offsets, Integer::sum);
        assertThat(csr.rows()).isEqualTo(graph.nodeCount());
        assertThat(csr.columns()).isEqualTo(graph.nodeCount());
        assertThat(csr.offsets()).isEqualTo(offsets);
        assertThat(csr.indices())
                .isEqualTo(expected.stream().mapToInt(Arc::neighbour).toArray());
        assertThat(csr.origins())
                .isEqualTo(expected.stream().mapToInt(Arc::origin).toArray());
        if (options.weightProperty() == null) {
            assertThat(csr.weights()).isNull();
        } else {
            float[] weights = new float[expected.size()];
            for (int k = 0; k < weights.length; k++) {
                weights[k] = expected.get(k).weight;
            }
            assertThat(csr.weights()).isEqualTo(weights);
        }
    }

    private static List<Arc> reference(Graph graph, Adjacency options) {
        RelationshipTable table = graph.relationships();
        List<Arc> arcs = new ArrayList<>();
        for (int e = 0; e < table.count(); e++) {
            int s = table.source()[e];
            int t = table.target()[e];
            boolean counts = options.types().isEmpty()
                    || options.types().contains(table.types().get(table.type()[e]));
            if (!counts || (options.dropSelfLoops() && s == t)) {
                continue;
            }
            float weight = (float) ((DoubleColumn) table.properties().get("strength")).values()[e];
            if (options.orientation() != Orientation.REVERSE) {
                arcs.add(new Arc(s, t, weight, e));
            }
            if (options.orientation() == Orientation.REVERSE
                    || (options.orientation() == Orientation.UNDIRECTED && s != t)) {
                arcs.add(new Arc(t, s, weight, e));
            }
        }
        arcs.sort(Comparator.comparingInt(Arc::row).thenComparingInt(Arc::neighbour));
        return options.mergeDuplicates() ? merged(arcs) : arcs;
    }

    private static List<Arc> merged(List<Arc> sorted) {
        List<Arc> merged = new ArrayList<>();
        for (Arc arc : sorted) {
            Arc last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && last.row == arc.row && last.neighbour == arc.neighbour) {
                merged.set(merged.size() - 1, new Arc(last.row, last.neighbour, last.weight + arc.weight, last.origin));
            } else {
                merged.add(arc);
            }
        }
        return merged;
    }

    private static void assertSame(Csr actual, Csr expected) {
        assertThat(actual.offsets()).isEqualTo(expected.offsets());
        assertThat(actual.indices()).isEqualTo(expected.indices());
        assertThat(actual.weights()).isEqualTo(expected.weights());
        assertThat(actual.origins()).isEqualTo(expected.origins());
    }
}
