package dev.kith.gnn.train;

import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;

/**
 * The sub-graph that a batch of nodes needs: around each seed at most {@code fanout} neighbours a node, some layers deep
 * (Hamilton et al. 2017, §3.1). Which neighbours is a function of (seed, epoch, node). Seeds stand first.
 */
final class NeighbourSampler {
    private static final long STREAM = 0x5A3;

    private final Csr graph;
    private final int fanout;
    private final int depth;
    private final long seed;
    private final int[] local;

    NeighbourSampler(Csr graph, int fanout, int depth, long seed) {
        this.graph = graph;
        this.fanout = fanout;
        this.depth = depth;
        this.seed = seed;
        this.local = new int[graph.rows()];
        Arrays.fill(local, -1);
    }

    /**
     * @param nodes {@code [m]} original nodes, the seeds first
     * @param graph {@code m × m}, rows and columns by position in {@code nodes}
     */
    record Sample(int[] nodes, Csr graph) {}

    Sample around(int[] seeds, long epoch) {
        int[] nodes = Arrays.copyOf(seeds, Math.max(16, 4 * seeds.length));
        int count = seeds.length;
        for (int s = 0; s < seeds.length; s++) {
            local[seeds[s]] = s;
        }
        int[] source = new int[1024];
        int[] target = new int[1024];
        float[] weight = graph.weights() == null ? null : new float[1024];
        int arcs = 0;
        int from = 0;
        for (int layer = 0; layer < depth; layer++) {
            int to = count;
            for (int at = from; at < to; at++) {
                int node = nodes[at];
                int first = graph.offsets()[node];
                int[] picked = pick(graph.offsets()[node + 1] - first, epoch, node);
                if (arcs + picked.length > source.length) {
                    int larger = Math.max(2 * source.length, arcs + picked.length);
                    source = Arrays.copyOf(source, larger);
                    target = Arrays.copyOf(target, larger);
                    weight = weight == null ? null : Arrays.copyOf(weight, larger);
                }
                for (int position : picked) {
                    int neighbour = graph.indices()[first + position];
                    if (local[neighbour] < 0) {
                        if (count == nodes.length) {
                            nodes = Arrays.copyOf(nodes, 2 * count);
                        }
                        local[neighbour] = count;
                        nodes[count++] = neighbour;
                    }
                    source[arcs] = at;
                    if (weight != null) {
                        weight[arcs] = graph.weights()[first + position];
                    }
                    target[arcs++] = local[neighbour];
                }
            }
            from = to;
        }
        int[] found = Arrays.copyOf(nodes, count);
        for (int node : found) {
            local[node] = -1;
        }
        float[] weights = weight == null ? null : Arrays.copyOf(weight, arcs);
        return new Sample(found, Csr.of(count, Arrays.copyOf(source, arcs), Arrays.copyOf(target, arcs), weights));
    }

    /** {@code fanout} different positions below {@code degree}, ascending (Floyd's algorithm). */
    private int[] pick(int degree, long epoch, int node) {
        if (degree <= fanout) {
            int[] all = new int[degree];
            Arrays.setAll(all, i -> i);
            return all;
        }
        int[] chosen = new int[fanout];
        int count = 0;
        for (int j = degree - fanout; j < degree; j++) {
            int candidate =
                    (int) ((CounterRandom.bits(seed, STREAM + epoch, (long) node * fanout + count) >>> 1) % (j + 1));
            boolean taken = false;
            for (int c = 0; c < count; c++) {
                taken |= chosen[c] == candidate;
            }
            chosen[count++] = taken ? j : candidate;
        }
        Arrays.sort(chosen);
        return chosen;
    }
}
