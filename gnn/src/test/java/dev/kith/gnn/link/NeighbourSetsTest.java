package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Merged rows against sets, on random graphs with empty rows and hubs. */
class NeighbourSetsTest {
    @Property(tries = 60)
    void equalSets(
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll @IntRange(max = 300) int edges,
            @ForAll @IntRange(max = 40) int pairs,
            @ForAll long seed) {
        List<Set<Integer>> sets = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            sets.add(new TreeSet<>());
        }
        for (int e = 0; e < edges; e++) {
            // Node 0 is a hub.
            int i = e % 3 == 0 ? 0 : CounterRandom.below(seed, 1, e, n);
            int j = CounterRandom.below(seed, 2, e, n);
            if (i != j) {
                sets.get(i).add(j);
                sets.get(j).add(i);
            }
        }
        int[] from = new int[pairs];
        int[] to = new int[pairs];
        for (int p = 0; p < pairs; p++) {
            from[p] = p % 4 == 0 ? 0 : CounterRandom.below(seed, 3, p, n);
            to[p] = CounterRandom.below(seed, 4, p, n);
        }
        Csr a = csr(sets);
        Pairs some = new Pairs(from, to);
        try (Engine engine = new Engine(2)) {
            NeighbourSets.Three found = NeighbourSets.all(engine.workers(), a, some, true);
            NeighbourSets.Three without = NeighbourSets.all(engine.workers(), a, some, false);
            SparsePattern twoHops = TwoHops.common(engine.workers(), a, some);
            for (int p = 0; p < pairs; p++) {
                Set<Integer> first = sets.get(from[p]);
                Set<Integer> second = sets.get(to[p]);
                assertThat(row(found.common(), p)).isEqualTo(both(first, second));
                assertThat(row(found.first(), p)).isEqualTo(less(first, second));
                assertThat(row(found.second(), p)).isEqualTo(less(second, first));
                Set<Integer> ends = Set.of(from[p]);
                Set<Integer> other = Set.of(to[p]);
                assertThat(row(without.first(), p)).isEqualTo(less(less(less(first, second), ends), other));
                assertThat(row(without.second(), p)).isEqualTo(less(less(less(second, first), ends), other));
                Set<Integer> reached = new TreeSet<>();
                second.forEach(v -> reached.addAll(sets.get(v)));
                assertThat(row(twoHops, p)).isEqualTo(both(first, reached));
            }
        }
    }

    private static Csr csr(List<Set<Integer>> sets) {
        int[] offsets = new int[sets.size() + 1];
        for (int i = 0; i < sets.size(); i++) {
            offsets[i + 1] = offsets[i] + sets.get(i).size();
        }
        int[] indices =
                sets.stream().flatMap(Set::stream).mapToInt(Integer::intValue).toArray();
        return Csr.ofRows(sets.size(), offsets, indices, null, null);
    }

    private static Set<Integer> row(SparsePattern pattern, int p) {
        Set<Integer> row = new TreeSet<>();
        Arrays.stream(pattern.indices(), pattern.offsets()[p], pattern.offsets()[p + 1])
                .forEach(row::add);
        assertThat(row).hasSize(pattern.degree(p));
        return row;
    }

    private static Set<Integer> both(Set<Integer> a, Set<Integer> b) {
        Set<Integer> both = new TreeSet<>(a);
        both.retainAll(b);
        return both;
    }

    private static Set<Integer> less(Set<Integer> a, Set<Integer> b) {
        Set<Integer> less = new TreeSet<>(a);
        less.removeAll(b);
        return less;
    }

    /** The sampled sum is right on average, and rows that are short enough stay. */
    @Property(tries = 5)
    void cappedRowsAreUnbiased(@ForAll @IntRange(min = 3, max = 12) int length, @ForAll long seed) {
        int[] indices = new int[length];
        Arrays.setAll(indices, k -> k);
        SparsePattern row = new SparsePattern(1, length, new int[] {0, length}, indices);
        double[] sums = new double[length];
        int draws = 6000;
        for (int d = 0; d < draws; d++) {
            var capped = CappedRows.of(row, SixNodes.TARGET, 2, seed + d);
            for (int k = 0; k < capped.pattern().arcs(); k++) {
                sums[capped.pattern().indices()[k]] += capped.values()[k] / draws;
            }
        }
        assertThat(Arrays.stream(sums).boxed())
                .allSatisfy(sum -> assertThat(sum).isBetween(0.8, 1.2));
        assertThat(CappedRows.of(row, SixNodes.TARGET, length, seed).values()).isNull();
    }
}
