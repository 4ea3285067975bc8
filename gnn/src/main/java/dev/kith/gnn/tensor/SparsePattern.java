package dev.kith.gnn.tensor;

import dev.kith.graph.Csr;

/**
 * Where a sparse matrix has entries, in compressed rows, and how work on it is cut: into tasks of about equally many
 * arcs, so that a hub does not stall a thread. Immutable but for its transpose, which is made when first asked for.
 */
public final class SparsePattern {
    private static final int LEAST_WORK = 2048;
    private static final int MOST_TASKS = 128;

    private final int rows;
    private final int columns;
    private final int[] offsets;
    private final int[] indices;
    private final int[] cuts;
    private volatile Transpose transpose;

    /**
     * @param offsets {@code [rows + 1]}, ascending from 0
     * @param indices {@code [arcs]}, each in {@code [0, columns)}
     */
    public SparsePattern(int rows, int columns, int[] offsets, int[] indices) {
        this.rows = rows;
        this.columns = columns;
        this.offsets = offsets;
        this.indices = indices;
        this.cuts = cut(rows, offsets);
    }

    public static SparsePattern of(Csr csr) {
        return new SparsePattern(csr.rows(), csr.columns(), csr.offsets(), csr.indices());
    }

    private static int[] cut(int rows, int[] offsets) {
        long work = (long) offsets[rows] + rows;
        long grain = Math.max(LEAST_WORK, (work + MOST_TASKS - 1) / MOST_TASKS);
        int[] cuts = new int[MOST_TASKS + 2];
        int count = 1;
        int row = 0;
        while (row < rows) {
            int next = row;
            long start = (long) offsets[row] + row;
            while (next < rows && (next == row || (long) offsets[next + 1] + next + 1 - start <= grain)) {
                next++;
            }
            if (count == cuts.length) {
                cuts = java.util.Arrays.copyOf(cuts, 2 * count);
            }
            cuts[count++] = next;
            row = next;
        }
        return java.util.Arrays.copyOf(cuts, count);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Number of entries. */
    public int arcs() {
        return offsets[rows];
    }

    /** {@code [rows + 1]}; not to be changed. */
    public int[] offsets() {
        return offsets;
    }

    /** {@code [arcs]}; not to be changed. */
    public int[] indices() {
        return indices;
    }

    public int degree(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /** Runs {@code body} on ranges of rows of about equal work. */
    public void forRows(Workers workers, Workers.Range body) {
        workers.run(cuts.length - 1, t -> body.accept(cuts[t], cuts[t + 1]));
    }

    /** The transposed pattern with, for each of its entries, the position of the same entry here. */
    public synchronized Transpose transpose() {
        if (transpose == null) {
            int[] starts = new int[columns + 1];
            for (int index : indices) {
                starts[index + 1]++;
            }
            for (int c = 0; c < columns; c++) {
                starts[c + 1] += starts[c];
            }
            int[] next = java.util.Arrays.copyOf(starts, columns);
            int[] origins = new int[indices.length];
            int[] order = new int[indices.length];
            for (int i = 0; i < rows; i++) {
                for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                    int at = next[indices[k]]++;
                    origins[at] = i;
                    order[at] = k;
                }
            }
            transpose = new Transpose(new SparsePattern(columns, rows, starts, origins), order);
        }
        return transpose;
    }

    /** Bytes of its arrays and, where it was made, of its transpose's. */
    public long bytes() {
        Transpose made = transpose;
        long transposed = made == null ? 0 : made.pattern.bytes() + 4L * made.order.length;
        return 4L * (offsets.length + indices.length + cuts.length) + transposed;
    }

    /**
     * @param order {@code [arcs]}: entry k of {@code pattern} is entry {@code order[k]} of the original
     */
    public record Transpose(SparsePattern pattern, int[] order) {}
}
