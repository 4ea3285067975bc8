package dev.kith.gnn.model.amud;

import dev.kith.gnn.tensor.Workers;
import dev.kith.graph.Csr;
import java.util.Arrays;

/**
 * Counts the labelled pairs that a pattern connects, node by node, by walking its steps and marking what was reached:
 * each pair once, the node itself never. All sums are of whole numbers, so that threads do not matter.
 */
final class PairCounter {
    private static final int ROWS_OF_A_TASK = 64;

    private final Csr along;
    private final Csr against;
    private final int[] labelled;
    private final int[] classes;
    private final int[] position;
    private final Replicas replicas;
    private final Workers workers;

    /**
     * @param along arcs u → v, once each and without self-loops
     * @param against its transpose
     * @param labelled nodes whose class may be looked at
     * @param classes class of each of them
     */
    PairCounter(Csr along, Csr against, int[] labelled, int[] classes, Replicas replicas, Workers workers) {
        this.along = along;
        this.against = against;
        this.labelled = labelled;
        this.classes = classes;
        this.replicas = replicas;
        this.workers = workers;
        this.position = new int[along.rows()];
        Arrays.fill(position, -1);
        for (int p = 0; p < labelled.length; p++) {
            position[labelled[p]] = p;
        }
    }

    /**
     * @param connected for each counted node its partners by the pattern
     * @param both those of its own class
     * @param replicaConnected for each replica its connected pairs
     * @param replicaBoth those of one class
     */
    record Counts(int[] connected, int[] both, long[] replicaConnected, long[] replicaBoth) {}

    /** Steps that counting takes for each of these nodes together. */
    double work(DirectedPattern pattern, int[] counted) {
        Csr first = arcs(pattern.first());
        double steps = 0.0;
        for (int p : counted) {
            int u = labelled[p];
            if (pattern.second() == null) {
                steps += degree(first, u);
            } else {
                Csr second = arcs(pattern.second());
                for (int k = first.offsets()[u]; k < first.offsets()[u + 1]; k++) {
                    steps += degree(second, first.indices()[k]);
                }
            }
        }
        return steps;
    }

    /** @param counted positions in the labelled nodes from which pairs are counted */
    Counts count(DirectedPattern pattern, int[] counted) {
        Counts counts = new Counts(
                new int[counted.length],
                new int[counted.length],
                new long[replicas.count()],
                new long[replicas.count()]);
        ThreadLocal<Walk> walks = ThreadLocal.withInitial(() -> new Walk(pattern));
        workers.ranges(counted.length, ROWS_OF_A_TASK, (from, to) -> {
            Walk walk = walks.get();
            for (int row = from; row < to; row++) {
                walk.from(counted[row]);
                counts.connected[row] = walk.connected;
                counts.both[row] = walk.both;
            }
            walk.handOver(counts);
        });
        return counts;
    }

    private Csr arcs(DirectedPattern.Step step) {
        return step == DirectedPattern.Step.ALONG ? along : against;
    }

    private static int degree(Csr csr, int node) {
        return csr.offsets()[node + 1] - csr.offsets()[node];
    }

    /** One thread's walk, with its marks. */
    private final class Walk {
        private final Csr first;
        private final Csr second;
        private final int[] mark = new int[along.rows()];
        private final int[] same = new int[replicas.count()];
        private final int[] other = new int[replicas.count()];
        private final long[] replicaConnected = new long[replicas.count()];
        private final long[] replicaBoth = new long[replicas.count()];
        private int visit;
        private int start;
        private int connected;
        private int both;

        Walk(DirectedPattern pattern) {
            first = arcs(pattern.first());
            second = pattern.second() == null ? null : arcs(pattern.second());
        }

        void from(int p) {
            start = p;
            connected = 0;
            both = 0;
            visit++;
            Arrays.fill(same, 0);
            Arrays.fill(other, 0);
            int u = labelled[p];
            mark[u] = visit;
            for (int k = first.offsets()[u]; k < first.offsets()[u + 1]; k++) {
                int w = first.indices()[k];
                if (second == null) {
                    reach(w);
                } else {
                    for (int l = second.offsets()[w]; l < second.offsets()[w + 1]; l++) {
                        reach(second.indices()[l]);
                    }
                }
            }
            byte[] times = replicas.times()[p];
            for (int r = 0; r < times.length; r++) {
                replicaConnected[r] += (long) times[r] * (same[r] + other[r]);
                replicaBoth[r] += (long) times[r] * same[r];
            }
        }

        private void reach(int v) {
            if (mark[v] == visit) {
                return;
            }
            mark[v] = visit;
            int q = position[v];
            if (q < 0) {
                return;
            }
            boolean equal = classes[q] == classes[start];
            connected++;
            both += equal ? 1 : 0;
            int[] sums = equal ? same : other;
            byte[] times = replicas.times()[q];
            for (int r = 0; r < sums.length; r++) {
                sums[r] += times[r];
            }
        }

        private void handOver(Counts counts) {
            synchronized (counts) {
                for (int r = 0; r < replicaConnected.length; r++) {
                    counts.replicaConnected[r] += replicaConnected[r];
                    counts.replicaBoth[r] += replicaBoth[r];
                }
            }
            Arrays.fill(replicaConnected, 0);
            Arrays.fill(replicaBoth, 0);
        }
    }
}
