package dev.kith.gnn.tensor;

import java.util.Arrays;

/**
 * The rows of a sparse pattern with very many arcs, and their arcs in pieces of equal size. A hub's sum is that of its
 * pieces' sums: threads share it, and its rounding error grows with the size of a piece, not with the hub's degree.
 */
final class Hubs {
    static final int LEAST_DEGREE = 8192;
    static final int PIECE = 4096;

    private final int[] rows;
    /** Hub h has the pieces {@code first[h] .. first[h] + PIECES(h) - 1}; after them stands a gap. */
    private final int[] first;
    /** Piece p has the arcs {@code bounds[p] .. bounds[p + 1]}, unless p is a gap between hubs. */
    private final int[] bounds;
    /** The pieces that are none of the gaps. */
    private final int[] tasks;

    Hubs(int rowCount, int[] offsets) {
        int[] found = new int[4];
        int hubs = 0;
        int size = 0;
        for (int i = 0; i < rowCount; i++) {
            int degree = offsets[i + 1] - offsets[i];
            if (degree >= LEAST_DEGREE) {
                found = hubs == found.length ? Arrays.copyOf(found, 2 * hubs) : found;
                found[hubs++] = i;
                size += pieces(degree) + 1;
            }
        }
        rows = Arrays.copyOf(found, hubs);
        first = new int[hubs];
        bounds = new int[size];
        tasks = new int[size - hubs];
        int at = 0;
        for (int h = 0; h < hubs; h++) {
            first[h] = at;
            int end = offsets[rows[h] + 1];
            for (int k = offsets[rows[h]]; k < end; k += PIECE) {
                tasks[at - h] = at;
                bounds[at++] = k;
            }
            bounds[at++] = end;
        }
    }

    private static int pieces(int degree) {
        return (degree + PIECE - 1) / PIECE;
    }

    int count() {
        return rows.length;
    }

    int row(int hub) {
        return rows[hub];
    }

    /** Pieces and gaps. */
    int pieces() {
        return bounds.length;
    }

    int tasks() {
        return tasks.length;
    }

    int piece(int task) {
        return tasks[task];
    }

    int hubOf(int piece) {
        int at = Arrays.binarySearch(first, piece);
        return at < 0 ? -at - 2 : at;
    }

    int[] bounds() {
        return bounds;
    }

    /** {@code y[hub] = rowScale[hub] · Σ_p sums[p] + beta · y[hub]} over its pieces p in order. */
    void join(Engine engine, Tensor sums, float[] rowScale, float beta, Tensor y) {
        var kernels = engine.kernels().elements();
        long bytes = (long) y.columns() * Float.BYTES;
        int f = y.columns();
        engine.workers().run(rows.length, h -> {
            int last = h + 1 < rows.length ? first[h + 1] - 1 : bounds.length - 1;
            var sum = sums.memory().asSlice(first[h] * bytes, bytes);
            var others = sums.memory().asSlice((first[h] + 1) * bytes);
            kernels.addPartials(others, last - first[h] - 1, f, 1f, sum, 0, f);
            float scale = rowScale == null ? 1f : rowScale[rows[h]];
            kernels.axpby(scale, sum, beta, y.memory().asSlice(rows[h] * bytes, bytes), 0, f);
        });
    }
}
