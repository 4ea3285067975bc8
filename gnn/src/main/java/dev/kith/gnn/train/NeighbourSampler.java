package dev.kith.gnn.train;

import dev.kith.gnn.tensor.Workers;
import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sub-graph that some nodes need: around each seed all neighbours, or at most {@code fanout} of each relation, some
 * relationships deep (Hamilton et al. 2017, §3.1). Which neighbours is a function of (seed, epoch, relation, node).
 * O(arcs found); not for several callers at a time.
 */
final class NeighbourSampler {
    static final int ALL = 0;

    private static final long STREAM = 0x5A3;

    /** Rows of one task. */
    private static final int GRAIN = 256;

    private final Workers workers;
    private final int fanout;
    private final long seed;
    private final int[] local;
    private final List<Arcs> arcs = new ArrayList<>();

    /**
     * @param workers threads that look for neighbours; the sample does not depend on them
     * @param nodes size of the graph
     * @param relations what is walked along; each {@code nodes × nodes}
     * @param fanout neighbours a node and relation, or {@link #ALL}
     */
    NeighbourSampler(Workers workers, int nodes, List<Csr> relations, int fanout, long seed) {
        this.workers = workers;
        this.fanout = fanout;
        this.seed = seed;
        this.local = new int[nodes];
        Arrays.fill(local, -1);
        for (Csr relation : relations) {
            arcs.add(new Arcs(relation, arcs.size()));
        }
    }

    /** A sampler of the calling thread alone. */
    @SuppressWarnings("resource") // one thread is the caller's own
    NeighbourSampler(int nodes, List<Csr> relations, int fanout, long seed) {
        this(new Workers(1), nodes, relations, fanout, seed);
    }

    /**
     * @param nodes {@code [m]} original nodes, the seeds first
     * @param within {@code [hops + 1]}: how many of the nodes, the first ones, are at most so many relationships away
     * @param complete nodes whose neighbours were looked for: the first ones
     * @param relations each {@code complete × m}, rows and columns by position in {@code nodes}, neighbours in their
     *     order; origins are the arcs' positions in the whole relation
     */
    record Sample(int[] nodes, int[] within, int complete, List<Csr> relations) {
        int arcs() {
            return relations.stream().mapToInt(Csr::arcs).sum();
        }

        /** The nodes at most some hops away, those one hop nearer with their neighbours. */
        Sample within(int hops) {
            // Beyond what was looked at nothing is found.
            int most = within.length - 1;
            int count = within[Math.min(hops, most)];
            int inner = Math.min(complete, hops == 0 ? 0 : within[Math.min(hops - 1, most)]);
            List<Csr> parts = relations.stream()
                    .map(relation -> first(relation, count, inner))
                    .toList();
            return new Sample(
                    Arrays.copyOf(nodes, count), Arrays.copyOf(within, Math.min(hops, most) + 1), inner, parts);
        }

        /** With a row for each node, empty for those that are not complete. */
        Sample square() {
            List<Csr> padded = relations.stream().map(Csr::square).toList();
            return new Sample(nodes, within, complete, padded);
        }

        private static Csr first(Csr relation, int count, int inner) {
            int[] offsets = Arrays.copyOf(relation.offsets(), inner + 1);
            int arcs = offsets[inner];
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
        int[] within = new int[Math.min(hops, local.length) + 1];
        Arrays.fill(within, seeds.length);
        int from = 0;
        for (int hop = 0; hop < within.length - 1 && from < found.count && !arcs.isEmpty(); hop++) {
            int to = found.count;
            for (Arcs one : arcs) {
                one.find(found.nodes, from, to, epoch);
            }
            // In their order, by one thread: a node's position is that at which it is met first.
            for (int at = from; at < to; at++) {
                for (Arcs one : arcs) {
                    one.place(at, found);
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
        List<Csr> parts =
                arcs.stream().map(one -> one.rows(nodes.length, complete)).toList();
        return new Sample(nodes, within, complete, parts);
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

    /** The rows of one relation, filled hop by hop; the arrays serve the next sample too. */
    private final class Arcs {
        private final Csr relation;
        private final int number;
        private int[] offsets = new int[1024];
        private int[] indices = new int[4096];
        private int[] origins = new int[4096];

        Arcs(Csr relation, int number) {
            this.relation = relation;
            this.number = number;
        }

        /** Picks arcs of the rows {@code from .. to}; their other ends are still nodes of the graph. */
        void find(int[] nodes, int from, int to, long epoch) {
            if (to >= offsets.length) {
                offsets = Arrays.copyOf(offsets, Math.max(to + 1, 2 * offsets.length));
            }
            workers.ranges(to - from, GRAIN, (first, last) -> {
                for (int at = from + first; at < from + last; at++) {
                    int degree = degree(nodes[at]);
                    offsets[at + 1] = fanout == ALL ? degree : Math.min(fanout, degree);
                }
            });
            for (int at = from; at < to; at++) {
                offsets[at + 1] += offsets[at];
            }
            if (offsets[to] > indices.length) {
                int size = Math.max(offsets[to], 2 * indices.length);
                indices = Arrays.copyOf(indices, size);
                origins = Arrays.copyOf(origins, size);
            }
            long key = CounterRandom.bits(seed, STREAM + epoch, number);
            workers.ranges(to - from, GRAIN, (first, last) -> {
                for (int at = from + first; at < from + last; at++) {
                    pick(nodes[at], key, offsets[at], offsets[at + 1]);
                }
            });
        }

        private int degree(int node) {
            return relation.offsets()[node + 1] - relation.offsets()[node];
        }

        /** Fills {@code [from, to)}: all arcs of the node, or as many different ones, ascending (Floyd's algorithm). */
        private void pick(int node, long key, int from, int to) {
            int degree = degree(node);
            int wanted = to - from;
            for (int c = 0; c < wanted; c++) {
                int last = degree - wanted + c;
                int candidate = wanted == degree ? last : CounterRandom.below(key, node, c, last + 1);
                boolean taken = false;
                for (int k = from; wanted < degree && k < from + c; k++) {
                    taken |= origins[k] == candidate;
                }
                origins[from + c] = taken ? last : candidate;
            }
            if (wanted < degree) {
                Arrays.sort(origins, from, to);
            }
            int start = relation.offsets()[node];
            for (int k = from; k < to; k++) {
                origins[k] += start;
                indices[k] = relation.indices()[origins[k]];
            }
        }

        /** Gives the other ends of a row their positions in the sample. */
        void place(int at, Found found) {
            for (int k = offsets[at]; k < offsets[at + 1]; k++) {
                indices[k] = found.position(indices[k]);
            }
        }

        Csr rows(int nodes, int complete) {
            int count = complete == 0 ? 0 : offsets[complete];
            float[] weights = null;
            if (relation.weights() != null) {
                weights = new float[count];
                for (int k = 0; k < count; k++) {
                    weights[k] = relation.weights()[origins[k]];
                }
            }
            return Csr.ofRows(
                    nodes,
                    Arrays.copyOf(offsets, complete + 1),
                    Arrays.copyOf(indices, count),
                    weights,
                    Arrays.copyOf(origins, count));
        }
    }
}
