package dev.kith.gnn.train;

import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sub-graph that some nodes need: around each seed all neighbours, or at most {@code fanout} of each relation, some
 * relationships deep (Hamilton et al. 2017, §3.1). Which neighbours is a function of (seed, epoch, relation, node).
 * O(arcs found); not for several threads.
 */
final class NeighbourSampler {
    static final int ALL = 0;

    private static final long STREAM = 0x5A3;

    private final List<Csr> relations;
    private final int fanout;
    private final long seed;
    private final int[] local;

    /**
     * @param nodes size of the graph
     * @param relations what is walked along; each {@code nodes × nodes}
     * @param fanout neighbours a node and relation, or {@link #ALL}
     */
    NeighbourSampler(int nodes, List<Csr> relations, int fanout, long seed) {
        this.relations = relations;
        this.fanout = fanout;
        this.seed = seed;
        this.local = new int[nodes];
        Arrays.fill(local, -1);
    }

    /**
     * @param nodes {@code [m]} original nodes, the seeds first
     * @param within {@code [hops + 1]}: how many of the nodes, the first ones, are at most so many relationships away
     * @param complete nodes whose neighbours were looked for: the first ones
     * @param relations each {@code m × m}, rows and columns by position in {@code nodes}, neighbours in their order;
     *     origins are the arcs' positions in the whole relation
     */
    record Sample(int[] nodes, int[] within, int complete, List<Csr> relations) {
        int arcs() {
            return relations.stream().mapToInt(Csr::arcs).sum();
        }

        /** The nodes at most some hops away, those one hop nearer with their neighbours. */
        Sample within(int hops) {
            int count = within[hops];
            int inner = Math.min(complete, hops == 0 ? 0 : within[hops - 1]);
            List<Csr> parts = relations.stream()
                    .map(relation -> first(relation, count, inner))
                    .toList();
            return new Sample(Arrays.copyOf(nodes, count), Arrays.copyOf(within, hops + 1), inner, parts);
        }

        private static Csr first(Csr relation, int count, int inner) {
            int[] offsets = Arrays.copyOf(relation.offsets(), count + 1);
            int arcs = offsets[inner];
            Arrays.fill(offsets, inner, count + 1, arcs);
            float[] weights = relation.weights() == null ? null : Arrays.copyOf(relation.weights(), arcs);
            int[] origins = Arrays.copyOf(relation.origins(), arcs);
            return Csr.ofRows(count, offsets, Arrays.copyOf(relation.indices(), arcs), weights, origins);
        }
    }

    /**
     * @param seeds different nodes
     * @param hops how far neighbours are looked for
     */
    Sample around(int[] seeds, int hops, long epoch) {
        Found found = new Found(seeds);
        List<Arcs> arcs = new ArrayList<>();
        for (Csr relation : relations) {
            arcs.add(new Arcs(relation.weights() != null));
        }
        int[] within = new int[Math.min(hops, local.length) + 1];
        Arrays.fill(within, seeds.length);
        int from = 0;
        for (int hop = 0; hop < within.length - 1 && from < found.count && !relations.isEmpty(); hop++) {
            int to = found.count;
            for (int at = from; at < to; at++) {
                for (int r = 0; r < relations.size(); r++) {
                    follow(relations.get(r), r, found, at, epoch, arcs.get(r));
                }
            }
            from = to;
            Arrays.fill(within, hop + 1, within.length, found.count);
        }
        int complete = from;
        int[] nodes = Arrays.copyOf(found.nodes, found.count);
        for (int node : nodes) {
            local[node] = -1;
        }
        List<Csr> parts = new ArrayList<>();
        for (Arcs one : arcs) {
            parts.add(one.rows(nodes.length, complete));
        }
        return new Sample(nodes, within, complete, parts);
    }

    private void follow(Csr relation, int r, Found found, int at, long epoch, Arcs arcs) {
        int node = found.nodes[at];
        int first = relation.offsets()[node];
        int degree = relation.offsets()[node + 1] - first;
        if (fanout == ALL || degree <= fanout) {
            for (int k = first; k < first + degree; k++) {
                arcs.add(found.position(relation.indices()[k]), relation, k);
            }
        } else {
            for (int position : pick(degree, CounterRandom.bits(seed, STREAM + epoch, r), node)) {
                arcs.add(found.position(relation.indices()[first + position]), relation, first + position);
            }
        }
        arcs.endRow(at);
    }

    /** {@code fanout} different positions below {@code degree}, ascending (Floyd's algorithm). */
    private int[] pick(int degree, long key, int node) {
        int[] chosen = new int[fanout];
        int count = 0;
        for (int j = degree - fanout; j < degree; j++) {
            int candidate = CounterRandom.below(key, node, count, j + 1);
            boolean taken = false;
            for (int c = 0; c < count; c++) {
                taken |= chosen[c] == candidate;
            }
            chosen[count++] = taken ? j : candidate;
        }
        Arrays.sort(chosen);
        return chosen;
    }

    /** Nodes in the order in which they were found. */
    private final class Found {
        private int[] nodes;
        private int count;

        Found(int[] seeds) {
            nodes = Arrays.copyOf(seeds, Math.max(16, 4 * seeds.length));
            count = seeds.length;
            for (int s = 0; s < count; s++) {
                local[seeds[s]] = s;
            }
        }

        int position(int node) {
            if (local[node] < 0) {
                if (count == nodes.length) {
                    nodes = Arrays.copyOf(nodes, 2 * count);
                }
                local[node] = count;
                nodes[count++] = node;
            }
            return local[node];
        }
    }

    /** The rows of one relation, filled one after the other. */
    private static final class Arcs {
        private int[] offsets = new int[1024];
        private int[] indices = new int[4096];
        private int[] origins = new int[4096];
        private float[] weights;
        private int count;

        Arcs(boolean weighted) {
            weights = weighted ? new float[indices.length] : null;
        }

        void add(int column, Csr relation, int position) {
            if (count == indices.length) {
                indices = Arrays.copyOf(indices, 2 * count);
                origins = Arrays.copyOf(origins, 2 * count);
                weights = weights == null ? null : Arrays.copyOf(weights, 2 * count);
            }
            if (weights != null) {
                weights[count] = relation.weights()[position];
            }
            origins[count] = position;
            indices[count++] = column;
        }

        void endRow(int row) {
            if (row + 1 == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * offsets.length);
            }
            offsets[row + 1] = count;
        }

        Csr rows(int nodes, int complete) {
            int[] all = Arrays.copyOf(offsets, nodes + 1);
            Arrays.fill(all, complete + 1, nodes + 1, count);
            float[] kept = weights == null ? null : Arrays.copyOf(weights, count);
            return Csr.ofRows(nodes, all, Arrays.copyOf(indices, count), kept, Arrays.copyOf(origins, count));
        }
    }
}
