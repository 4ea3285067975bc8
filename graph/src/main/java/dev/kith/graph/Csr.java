package dev.kith.graph;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * An adjacency in compressed rows: the arcs of row i stand at {@code offsets[i] .. offsets[i+1]}, neighbours ascending,
 * arcs between the same two nodes in the order they were given. Built by two stable counting sorts in O(n + m), in
 * parallel; the result does not depend on the number of threads. Arrays are not to be changed.
 */
public final class Csr {
    private static final int ROWS_AT_A_TIME = 1 << 13;

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
        ArcSort.Arcs scratch = ArcSort.Arcs.room(source.length);
        ArcSort.Arcs sorted = ArcSort.Arcs.room(source.length);
        ArcSort.sort(n, new ArcSort.Arcs(target, source, null), scratch, sorted);
        ArcSort.Arcs bySource = sorted.turned();
        int[] offsets = ArcSort.sort(n, bySource, scratch, bySource);
        int[] order = bySource.position();
        return new Csr(n, offsets, bySource.other(), weights == null ? null : pick(weights, order), order);
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

    /** With as many rows as columns: those that are missing are empty. Shares its arrays but for the offsets. */
    public Csr square() {
        int[] all = Arrays.copyOf(offsets, columns + 1);
        Arrays.fill(all, offsets.length, columns + 1, indices.length);
        return new Csr(columns, all, indices, weights, origins);
    }

    private static int[] pick(int[] values, int[] order) {
        int[] picked = new int[order.length];
        Arrays.parallelSetAll(picked, k -> values[order[k]]);
        return picked;
    }

    private static float[] pick(float[] values, int[] order) {
        float[] picked = new float[order.length];
        IntStream.range(0, order.length).parallel().forEach(k -> picked[k] = values[order[k]]);
        return picked;
    }

    /** Several arcs between the same nodes become one: weights are added in their order, the first origin is kept. */
    Csr merged() {
        int[] starts = new int[rows() + 1];
        forRows(i -> starts[i + 1] = distinct(i));
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] kept = new int[starts[rows()]];
        float[] sums = weights == null ? null : new float[kept.length];
        int[] firsts = new int[kept.length];
        forRows(i -> {
            int at = starts[i] - 1;
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                if (k == offsets[i] || indices[k] != indices[k - 1]) {
                    kept[++at] = indices[k];
                    firsts[at] = origins[k];
                }
                if (sums != null) {
                    sums[at] += weights[k];
                }
            }
        });
        return new Csr(columns, starts, kept, sums, firsts);
    }

    private int distinct(int row) {
        int count = 0;
        for (int k = offsets[row]; k < offsets[row + 1]; k++) {
            count += k == offsets[row] || indices[k] != indices[k - 1] ? 1 : 0;
        }
        return count;
    }

    /** Does something for each row, for several ranges of them at a time. */
    private void forRows(IntConsumer body) {
        IntStream.rangeClosed(0, (rows() - 1) / ROWS_AT_A_TIME).parallel().forEach(range -> {
            int to = (int) Math.min(rows(), (range + 1L) * ROWS_AT_A_TIME);
            for (int i = range * ROWS_AT_A_TIME; i < to; i++) {
                body.accept(i);
            }
        });
    }

    /** Each arc turned round; origins go with them. */
    public Csr transpose() {
        int[] source = new int[arcs()];
        forRows(i -> Arrays.fill(source, offsets[i], offsets[i + 1], i));
        ArcSort.Arcs turned = ArcSort.Arcs.room(arcs());
        int[] starts =
                ArcSort.sort(columns, new ArcSort.Arcs(indices, source, null), ArcSort.Arcs.room(arcs()), turned);
        int[] order = turned.position();
        return new Csr(
                rows(),
                starts,
                turned.other(),
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
