package dev.kith.graph;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An adjacency in compressed rows: the arcs of row i stand at {@code offsets[i] .. offsets[i+1]}, neighbours ascending.
 * Built by two stable counting sorts in O(n + m); each thread fills the rows of a range of its own, so the result does
 * not depend on the number of threads. Arrays are not to be changed.
 */
public final class Csr {
    private static final int PARALLEL_FROM = 1 << 16;

    private final int columns;
    private final int[] offsets;
    private final int[] indices;
    private final float[] weights;
    private final int[] origins;

    private Csr(int columns, int[] offsets, int[] indices, float[] weights, int[] origins) {
        this.columns = columns;
        this.offsets = offsets;
        this.indices = indices;
        this.weights = weights;
        this.origins = origins;
    }

    /**
     * @param source row of each arc, in {@code [0, n)}
     * @param target neighbour of each arc, in {@code [0, n)}
     * @param weights weight of each arc, or null
     */
    public static Csr of(int n, int[] source, int[] target, float[] weights) {
        int[] byTarget = sortedPositions(n, target, null);
        int[] order = sortedPositions(n, source, byTarget);
        return new Csr(
                n, offsets(n, source), pick(target, order), weights == null ? null : pick(weights, order), order);
    }

    /**
     * Rows that stand in order already; they are taken as they are, neighbours in the given order.
     *
     * @param offsets {@code [rows + 1]}, ascending from 0
     * @param indices {@code [arcs]}, each in {@code [0, columns)}
     * @param weights {@code [arcs]}, or null
     * @param origins {@code [arcs]}, or null where nobody will ask for them
     */
    public static Csr ofRows(int columns, int[] offsets, int[] indices, float[] weights, int[] origins) {
        return new Csr(columns, offsets, indices, weights, origins);
    }

    /** Where the rows start when arcs are grouped by {@code key}. */
    private static int[] offsets(int n, int[] key) {
        int[] offsets = new int[n + 1];
        for (int k : key) {
            offsets[k + 1]++;
        }
        for (int i = 0; i < n; i++) {
            offsets[i + 1] += offsets[i];
        }
        return offsets;
    }

    /** Positions in the order of {@code key}, those of equal keys in the order of {@code before} (null: as they are). */
    private static int[] sortedPositions(int n, int[] key, int[] before) {
        int[] next = offsets(n, key);
        int[] sorted = new int[key.length];
        int parts = key.length < PARALLEL_FROM ? 1 : Runtime.getRuntime().availableProcessors();
        int[] cuts = cuts(next, n, parts);
        IntStream.range(0, parts).parallel().forEach(part -> {
            int from = cuts[part];
            int to = cuts[part + 1];
            for (int e = 0; e < key.length; e++) {
                int position = before == null ? e : before[e];
                int row = key[position];
                if (row >= from && row < to) {
                    sorted[next[row]++] = position;
                }
            }
        });
        return sorted;
    }

    /** Row ranges with about equally many arcs. */
    private static int[] cuts(int[] offsets, int n, int parts) {
        int[] cuts = new int[parts + 1];
        for (int p = 1; p < parts; p++) {
            int wanted = (int) ((long) offsets[n] * p / parts);
            int at = Arrays.binarySearch(offsets, wanted);
            cuts[p] = Math.min(n, Math.max(cuts[p - 1], at < 0 ? -at - 1 : at));
        }
        cuts[parts] = n;
        return cuts;
    }

    private static int[] pick(int[] values, int[] order) {
        int[] picked = new int[order.length];
        Arrays.setAll(picked, k -> values[order[k]]);
        return picked;
    }

    private static float[] pick(float[] values, int[] order) {
        float[] picked = new float[order.length];
        for (int k = 0; k < order.length; k++) {
            picked[k] = values[order[k]];
        }
        return picked;
    }

    /** Several arcs between the same nodes become one: weights are added, the first origin is kept. */
    Csr merged() {
        int rows = rows();
        int[] starts = new int[rows + 1];
        int[] kept = new int[arcs()];
        float[] sums = weights == null ? null : new float[arcs()];
        int[] firsts = new int[arcs()];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                if (count > starts[i] && kept[count - 1] == indices[k]) {
                    if (sums != null) {
                        sums[count - 1] += weights[k];
                    }
                } else {
                    if (sums != null) {
                        sums[count] = weights[k];
                    }
                    firsts[count] = origins[k];
                    kept[count++] = indices[k];
                }
            }
            starts[i + 1] = count;
        }
        return new Csr(
                columns,
                starts,
                Arrays.copyOf(kept, count),
                sums == null ? null : Arrays.copyOf(sums, count),
                Arrays.copyOf(firsts, count));
    }

    /** Each arc turned round; origins go with them. */
    public Csr transpose() {
        int[] source = new int[arcs()];
        for (int i = 0; i < rows(); i++) {
            Arrays.fill(source, offsets[i], offsets[i + 1], i);
        }
        int[] order = sortedPositions(columns, indices, null);
        return new Csr(
                rows(),
                offsets(columns, indices),
                pick(source, order),
                weights == null ? null : pick(weights, order),
                origins == null ? null : pick(origins, order));
    }

    Csr withOrigins(int[] names) {
        return new Csr(columns, offsets, indices, weights, pick(names, origins));
    }

    public int rows() {
        return offsets.length - 1;
    }

    public int columns() {
        return columns;
    }

    public int arcs() {
        return indices.length;
    }

    /** {@code [rows + 1]}. */
    public int[] offsets() {
        return offsets;
    }

    /** {@code [arcs]}, ascending within a row. */
    public int[] indices() {
        return indices;
    }

    /** {@code [arcs]}, or null where arcs have no weight. */
    public float[] weights() {
        return weights;
    }

    /** {@code [arcs]}: the relationship each arc came from; null for arcs that are not a graph's own. */
    public int[] origins() {
        return origins;
    }
}
