package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.Split;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links, their splits and their negatives. */
class LinkSplitsTest {
    private static final int NODES = 90;
    private static final Graph GRAPH = graph(false);

    /** Random arcs, some of them repeated or turned round, with a time and a set for each. */
    private static Graph graph(boolean directed) {
        int count = 400;
        int[] source = new int[count];
        int[] target = new int[count];
        long[] time = new long[count];
        String[] set = new String[count];
        for (int e = 0; e < count; e++) {
            source[e] = CounterRandom.below(5, 1, e, NODES);
            target[e] = e % 50 == 0 ? source[e] : CounterRandom.below(5, 2, e, NODES);
            time[e] = CounterRandom.below(5, 3, e, 1000);
            set[e] = List.of("train", "validation", "test").get(e % 3);
        }
        long[] ids = new long[NODES];
        Arrays.setAll(ids, i -> i);
        Map<String, dev.kith.graph.column.Column> properties = new LinkedHashMap<>();
        properties.put("time", new LongColumn(time, null));
        properties.put("set", new TextColumn(set));
        int[] offsets = IntStream.rangeClosed(0, NODES).toArray();
        int[] codes = IntStream.range(0, NODES).map(i -> i % 2).toArray();
        return new Graph(
                "random",
                directed,
                new NodeTable(new LongColumn(ids, null), new NodeLabels(List.of("A", "B"), offsets, codes), Map.of()),
                new RelationshipTable(source, target, new short[count], List.of("ARC"), properties),
                null,
                List.of(),
                Map.of());
    }

    @Test
    void linksAreDistinctAndWithoutLoops() {
        Links undirected = Links.of(GRAPH, "");
        Links directed = Links.of(graph(true), "ARC");
        assertThat(undirected.set().size()).isEqualTo(undirected.count());
        assertThat(directed.set().size()).isEqualTo(directed.count());
        assertThat(directed.count()).isGreaterThan(undirected.count());
        for (int k = 0; k < undirected.count(); k++) {
            assertThat(undirected.pairs().source()[k])
                    .isLessThan(undirected.pairs().target()[k]);
        }
        assertThat(undirected
                        .set()
                        .contains(
                                undirected.pairs().target()[0],
                                undirected.pairs().source()[0]))
                .isTrue();
        assertThatThrownBy(() -> Links.of(GRAPH, "ARK"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("did you mean 'ARC'");
    }

    @Test
    void randomSplitsRoundHeldOutSharesDown() {
        Links links = Links.of(GRAPH, "");
        List<Split> splits = LinkSplits.all(GRAPH, links, "random:3", 7);
        assertThat(splits).hasSize(3);
        assertThat(splits.getFirst().name()).isEqualTo("random-7");
        Split one = LinkSplits.all(GRAPH, links, null, 7).getFirst();
        assertThat(one.train()).isEqualTo(splits.getFirst().train());
        assertThat(one.test()).hasSize(links.count() / 5);
        assertThat(one.validation()).hasSize(links.count() / 10);
        assertThat(one.train().length + one.validation().length + one.test().length)
                .isEqualTo(links.count());
        assertThat(splits.get(1).test()).isNotEqualTo(one.test());
        assertThat(LinkSplits.all(GRAPH, links, "random:50/25/25x2", 1)).hasSize(2);
        assertThatThrownBy(() -> LinkSplits.all(GRAPH, links, "randm", 1)).hasMessageContaining("randm");
    }

    @Test
    void timeAndGivenSplitsFollowTheProperty() {
        Links links = Links.of(GRAPH, "");
        Split time = LinkSplits.all(GRAPH, links, "time:time:80/10/10", 7).getFirst();
        LongColumn times = (LongColumn) GRAPH.relationships().properties().get("time");
        long latest = Arrays.stream(time.train())
                .mapToLong(row -> times.values()[links.relationship()[row]])
                .max()
                .orElseThrow();
        assertThat(Arrays.stream(time.test()).boxed())
                .allSatisfy(row ->
                        assertThat(times.values()[links.relationship()[row]]).isGreaterThanOrEqualTo(latest));
        Split given = LinkSplits.all(GRAPH, links, "given:set", 7).getFirst();
        assertThat(Arrays.stream(given.test()).boxed())
                .allSatisfy(row -> assertThat(links.relationship()[row] % 3).isEqualTo(2));
        assertThatThrownBy(() -> LinkSplits.all(GRAPH, links, "given:time", 1))
                .hasMessageContaining("train, validation or test");
        assertThatThrownBy(() -> LinkSplits.all(GRAPH, links, "time:tim", 1)).hasMessageContaining("did you mean");
    }

    @ParameterizedTest
    @EnumSource(NegativeSampler.Kind.class)
    void negativesAreNoLinksAndDistinct(NegativeSampler.Kind kind) {
        for (boolean directed : new boolean[] {false, true}) {
            Links links = Links.of(graph(directed), "");
            NegativeSampler sampler =
                    new NegativeSampler(links, kind, GRAPH.nodes().labels());
            Pairs first = sampler.draw(300, links.pairs(), 3, 4, true);
            Pairs second = sampler.draw(300, links.pairs(), 3, 5, false);
            assertThat(first.count()).isEqualTo(300);
            PairSet all = links.set();
            Pairs both = first.followedBy(second);
            for (int p = 0; p < both.count(); p++) {
                int i = both.source()[p];
                int j = both.target()[p];
                assertThat(i).isNotEqualTo(j);
                assertThat(all.add(i, j)).isTrue();
                if (kind == NegativeSampler.Kind.SAME_TYPE && p < first.count()) {
                    int like = p % links.count();
                    assertThat(i % 2).isEqualTo(links.pairs().source()[like] % 2);
                    assertThat(j % 2).isEqualTo(links.pairs().target()[like] % 2);
                }
            }
        }
    }

    @Test
    void aCompleteGraphHasNoNegatives() {
        Graph complete = SixNodes.graph(3, new int[][] {{0, 1}, {1, 2}, {0, 2}}, false);
        Links links = Links.of(complete, "");
        NegativeSampler sampler = new NegativeSampler(
                links, NegativeSampler.Kind.UNIFORM, complete.nodes().labels());
        assertThatThrownBy(() -> sampler.draw(2, links.pairs(), 1, 1, false)).hasMessageContaining("nearly complete");
    }
}
