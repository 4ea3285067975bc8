package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Workers;
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
        assertThat(part.rows()).isEqualTo(sample.complete());
        assertThat(part.columns()).isEqualTo(sample.nodes().length);
        for (int i = 0; i < sample.complete(); i++) {
            int[] found = Arrays.stream(neighbours(part, i))
                    .map(j -> sample.nodes()[j])
                    .toArray();
            assertThat(found).isEqualTo(neighbours(csr, sample.nodes()[i]));
        }
        Csr square = sample.square().relations().getFirst();
        assertThat(square.rows()).isEqualTo(square.columns()).isEqualTo(sample.nodes().length);
        assertThat(square.arcs()).isEqualTo(part.arcs());
        for (int i = 0; i < square.rows(); i++) {
            assertThat(neighbours(square, i)).isEqualTo(i < part.rows() ? neighbours(part, i) : new int[0]);
        }
    }

    /** One sampler's arrays serve one sample after the other, and any number of threads finds the same. */
    @Property(tries = 20)
    void theSameByAnyNumberOfThreads(@ForAll @IntRange(max = 50) int seed, @ForAll @IntRange(max = 4) int fanout) {
        Csr csr = new PowerLawGraph(4000, 30_000, 2.3)
                .graph(seed)
                .adjacency(Adjacency.reverse().withMergeDuplicates(true));
        List<Csr> both = List.of(csr, csr.transpose());
        int[] seeds = IntStream.range(0, 600).map(i -> 7 * i % 4000).distinct().toArray();
        NeighbourSampler.Sample alone = new NeighbourSampler(4000, both, fanout, 9).around(seeds, 2, 4);
        for (int threads : new int[] {2, 4}) {
            try (Workers workers = new Workers(threads)) {
                NeighbourSampler sampler = new NeighbourSampler(workers, 4000, both, fanout, 9);
                sampler.around(new int[] {1, 2, 3}, 3, 1);
                NeighbourSampler.Sample together = sampler.around(seeds, 2, 4);
                assertThat(together.nodes()).isEqualTo(alone.nodes());
                assertThat(together.within()).isEqualTo(alone.within());
                for (int r = 0; r < both.size(); r++) {
                    Csr one = alone.relations().get(r);
                    Csr other = together.relations().get(r);
                    assertThat(other.offsets()).isEqualTo(one.offsets());
                    assertThat(other.indices()).isEqualTo(one.indices());
                    assertThat(other.origins()).isEqualTo(one.origins());
                }
            }
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
