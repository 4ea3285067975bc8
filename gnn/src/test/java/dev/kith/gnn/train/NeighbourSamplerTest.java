package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.Adjacency;
import dev.kith.graph.Csr;
import dev.kith.graph.generate.PowerLawGraph;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NeighbourSamplerTest {
    private static final int NODES = 200;

    private static Csr graph(long seed) {
        return new PowerLawGraph(NODES, 900, 2.3)
                .graph(seed)
                .adjacency(Adjacency.reverse().withMergeDuplicates(true));
    }

    @Property(tries = 30)
    void allNeighboursOfTheCompleteNodesInTheirOrder(
            @ForAll @IntRange(max = 50) int seed, @ForAll @IntRange(max = 3) int hops) {
        Csr csr = graph(seed);
        int[] seeds = {3, 77, 12, 199};
        NeighbourSampler.Sample sample =
                new NeighbourSampler(NODES, List.of(csr), NeighbourSampler.ALL, 1).around(seeds, hops, 0);
        assertThat(Arrays.copyOf(sample.nodes(), seeds.length)).isEqualTo(seeds);
        Set<Integer> reached = new HashSet<>(Arrays.stream(seeds).boxed().toList());
        Set<Integer> complete = new HashSet<>();
        for (int hop = 0; hop < hops; hop++) {
            complete.addAll(reached);
            for (int node : List.copyOf(reached)) {
                reached.addAll(Arrays.stream(neighbours(csr, node)).boxed().toList());
            }
        }
        assertThat(Arrays.stream(sample.nodes()).boxed()).containsExactlyInAnyOrderElementsOf(reached);
        assertThat(Arrays.stream(sample.nodes()).limit(sample.complete()).boxed())
                .containsExactlyInAnyOrderElementsOf(complete);
        Csr part = sample.relations().getFirst();
        for (int i = 0; i < sample.nodes().length; i++) {
            int[] found = Arrays.stream(neighbours(part, i))
                    .map(j -> sample.nodes()[j])
                    .toArray();
            assertThat(found).isEqualTo(i < sample.complete() ? neighbours(csr, sample.nodes()[i]) : new int[0]);
        }
    }

    @Property(tries = 30)
    void atMostFanoutDifferentOnes(
            @ForAll @IntRange(max = 50) int seed, @ForAll @IntRange(min = 1, max = 6) int fanout) {
        Csr csr = graph(seed);
        NeighbourSampler.Sample sample = new NeighbourSampler(NODES, List.of(csr, csr.transpose()), fanout, 9)
                .around(new int[] {0, 1, 2, 3}, 2, 4);
        for (int r = 0; r < 2; r++) {
            Csr whole = r == 0 ? csr : csr.transpose();
            for (int i = 0; i < sample.complete(); i++) {
                int[] all = neighbours(whole, sample.nodes()[i]);
                int[] found = Arrays.stream(neighbours(sample.relations().get(r), i))
                        .map(j -> sample.nodes()[j])
                        .toArray();
                assertThat(found).hasSize(Math.min(fanout, all.length)).doesNotHaveDuplicates();
                assertThat(all).contains(found);
            }
        }
    }

    @Test
    void everyNeighbourIsDrawnAboutEquallyOften() {
        // A star: node 0 hears from 1 .. 20.
        int[] target = IntStream.rangeClosed(1, 20).toArray();
        Csr star = Csr.of(21, new int[20], target, null);
        NeighbourSampler sampler = new NeighbourSampler(21, List.of(star), 5, 7);
        int[] times = new int[21];
        for (int epoch = 0; epoch < 4000; epoch++) {
            for (int node : sampler.around(new int[] {0}, 1, epoch).nodes()) {
                times[node]++;
            }
        }
        // 4,000 draws of 5 in 20: 1,000 each, deviation 27.
        for (int node = 1; node <= 20; node++) {
            assertThat(times[node]).as("node %d", node).isBetween(870, 1130);
        }
    }

    @Test
    void weightsGoWithTheirArcs() {
        Csr csr = Csr.of(4, new int[] {0, 0, 1, 3}, new int[] {1, 2, 3, 0}, new float[] {0.1f, 0.2f, 0.3f, 0.4f});
        Csr part = new NeighbourSampler(4, List.of(csr), NeighbourSampler.ALL, 1)
                .around(new int[] {3, 0}, 1, 0)
                .relations()
                .getFirst();
        assertThat(part.weights()).containsExactly(0.4f, 0.1f, 0.2f);
    }

    private static int[] neighbours(Csr csr, int row) {
        return Arrays.copyOfRange(csr.indices(), csr.offsets()[row], csr.offsets()[row + 1]);
    }
}
