package dev.kith.gnn.tensor;

import dev.kith.graph.Csr;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Where a sparse matrix has entries, in compressed rows, and how work on it is cut: into tasks of about equally many
 * arcs, and rows of very many arcs into pieces ({@link Hubs}), so that a hub does not stall a thread. Immutable but for
 * its transpose, which is made when first asked for.
 */
public final class SparsePattern {
    private static final int LEAST_WORK = 2048;
    private static final int MOST_TASKS = 128;

    private final int rows;
    private final int columns;
    private final int[] offsets;
    private final int[] indices;
    private final Hubs hubs;
    /** Ranges of rows between hubs: task t is {@code [cuts[2t], cuts[2t + 1])}. */
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
        this.hubs = new Hubs(rows, offsets);
        this.cuts = cut();
    }

    public static SparsePattern of(Csr csr) {
        return new SparsePattern(csr.rows(), csr.columns(), csr.offsets(), csr.indices());
    }

    private int[] cut() {
        long work = (long) offsets[rows] + rows;
        long grain = Math.max(LEAST_WORK, (work + MOST_TASKS - 1) / MOST_TASKS);
        int[] found = new int[2 * MOST_TASKS];
        int count = 0;
        int hub = 0;
        int row = 0;
        while (row < rows) {
            int end = hub < hubs.count() ? hubs.row(hub) : rows;
            if (row == end) {
                hub++;
                row++;
                continue;
            }
            int next = row;
            long start = (long) offsets[row] + row;
            while (next < end && (next == row || (long) offsets[next + 1] + next + 1 - start <= grain)) {
                next++;
            }
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
            }
            found[count++] = row;
            found[count++] = next;
            row = next;
        }
        return Arrays.copyOf(found, count);
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

    /** Runs {@code body} on ranges of rows of about equal work, the hubs first and one by one. */
    public void forRows(Workers workers, Workers.Range body) {
        workers.run(hubs.count() + cuts.length / 2, t -> {
            if (t < hubs.count()) {
                body.accept(hubs.row(t), hubs.row(t) + 1);
            } else {
                int c = 2 * (t - hubs.count());
                body.accept(cuts[c], cuts[c + 1]);
            }
        });
    }

    /**
     * {@code y[i] = rowScale[i] · Σ_k term(k) + beta · y[i]} over the arcs k of each row; the sums of hubs are made in
     * pieces of their arcs, which are then added in order.
     *
     * @param rowScale {@code [rows]} or null for all ones
     * @param y {@code [rows, f]}
     */
    public void sumArcs(Engine engine, float[] rowScale, float beta, Tensor y, ArcSums kernel) {
        Tensor pieces = engine.pool().take(hubs.pieces(), y.columns());
        int light = cuts.length / 2;
        engine.workers().run(hubs.tasks() + light, t -> {
            if (t < hubs.tasks()) {
                int piece = hubs.piece(t);
                kernel.run(hubs.bounds(), null, 0f, pieces.memory(), piece, piece + 1);
            } else {
                int c = 2 * (t - hubs.tasks());
                kernel.run(offsets, rowScale, beta, y.memory(), cuts[c], cuts[c + 1]);
            }
        });
        hubs.join(engine, pieces, rowScale, beta, y);
        engine.pool().release(pieces);
    }

    /** Sums over the arcs {@code offsets[i] .. offsets[i + 1]} of rows {@code [from, to)}. */
    @FunctionalInterface
    public interface ArcSums {
        void run(int[] offsets, float[] rowScale, float beta, MemorySegment y, int from, int to);
    }

    /**
     * Runs {@code kernel} on all arcs, those of hubs in pieces.
     *
     * @param a {@code [rows, f]}, what the kernel reads of each row
     */
    void forArcs(Workers workers, Tensor a, ArcRows kernel) {
        long bytes = (long) a.columns() * Float.BYTES;
        int light = cuts.length / 2;
        workers.run(hubs.tasks() + light, t -> {
            if (t < hubs.tasks()) {
                int piece = hubs.piece(t);
                int[] ends = {hubs.bounds()[piece], hubs.bounds()[piece + 1]};
                MemorySegment row = a.memory().asSlice(hubs.row(hubs.hubOf(piece)) * bytes, bytes);
                kernel.run(ends, row, 0, 1);
            } else {
                int c = 2 * (t - hubs.tasks());
                kernel.run(offsets, a.memory(), cuts[c], cuts[c + 1]);
            }
        });
    }

    /** Work on the arcs {@code offsets[i] .. offsets[i + 1]} and row i of {@code a} for rows {@code [from, to)}. */
    @FunctionalInterface
    interface ArcRows {
        void run(int[] offsets, MemorySegment a, int from, int to);
    }

    /** Some of the rows, in the given order, as a pattern of their own. */
    public Selection rows(int[] selected) {
        int[] starts = new int[selected.length + 1];
        for (int i = 0; i < selected.length; i++) {
            starts[i + 1] = starts[i] + degree(selected[i]);
        }
        int[] order = new int[starts[selected.length]];
        int[] picked = new int[order.length];
        for (int i = 0; i < selected.length; i++) {
            int from = offsets[selected[i]];
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                order[k] = from + k - starts[i];
                picked[k] = indices[order[k]];
            }
        }
        return new Selection(new SparsePattern(selected.length, columns, starts, picked), selected, order);
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
            int[] next = Arrays.copyOf(starts, columns);
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

    /**
     * @param rows {@code [pattern.rows]}: row i of {@code pattern} is row {@code rows[i]} of the original
     * @param order {@code [arcs]}: entry k of {@code pattern} is entry {@code order[k]} of the original
     */
    public record Selection(SparsePattern pattern, int[] rows, int[] order) {}
}
