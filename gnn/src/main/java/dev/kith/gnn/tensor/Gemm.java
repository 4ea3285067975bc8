package dev.kith.gnn.tensor;

import java.lang.foreign.MemorySegment;

/**
 * Dense matrix products, cut into single-threaded BLAS calls. The cut depends on the shapes only: long outputs are cut
 * by rows; products that reduce over a long axis (weight gradients, {@code AᵀB}) are cut along that axis into partial
 * results that are added in order, unless these would take more memory than they are worth. Beta is 0 or 1.
 */
public final class Gemm {
    private static final int MOST_TASKS = 64;
    private static final int LEAST_ROWS = 128;
    /** Multiplications between two looks at whether to stop: some 10 ms of a processor of today. */
    static final long MOST_UNSEEN = 1L << 28;

    private static final int LEAST_DEPTH = 1024;
    private static final int LEAST_STEP = 64;
    /** Elements of all partial results together: 64 MiB. */
    private static final long MOST_PARTIALS = 1L << 24;

    private static final int LEAST_WEIGHT_ROWS = 32;
    /** Below this many multiplications one call is faster than waking threads. */
    private static final long SMALL = 1L << 18;

    private Gemm() {}

    /** {@code C = A · B + beta · C} with A {@code [m, k]}, B {@code [k, n]}. */
    public static void multiply(Engine engine, Tensor a, Tensor b, float beta, Tensor c) {
        check(a.columns() == b.rows() && c.rows() == a.rows() && c.columns() == b.columns(), a, b, c);
        byRows(engine, false, a, b, beta, c, a.columns());
    }

    /**
     * {@code C = A · B} by the calling thread alone, for rows that a task has in its cache.
     *
     * @param a {@code [rows, k]}
     * @param c {@code [rows, n]}
     */
    public static void alone(MemorySegment a, int rows, Tensor b, MemorySegment c) {
        int depth = b.rows();
        int n = b.columns();
        long weights = b.memory().address();
        Blas.sgemm(false, false, rows, n, depth, a.address(), depth, weights, n, 0f, c.address(), n);
    }

    /** {@code C = A · Bᵀ + beta · C} with A {@code [m, k]}, B {@code [n, k]}. */
    public static void multiplyTransposed(Engine engine, Tensor a, Tensor b, float beta, Tensor c) {
        check(a.columns() == b.columns() && c.rows() == a.rows() && c.columns() == b.rows(), a, b, c);
        byRows(engine, true, a, b, beta, c, a.columns());
    }

    private static void byRows(Engine engine, boolean transposeB, Tensor a, Tensor b, float beta, Tensor c, int depth) {
        int m = a.rows();
        int n = c.columns();
        if (m == 0 || n == 0) {
            return;
        }
        if (depth == 0) {
            scale(beta, c);
            return;
        }
        int grain = rowGrain(m, n, depth);
        long aAddress = a.memory().address();
        long bAddress = b.memory().address();
        long cAddress = c.memory().address();
        engine.workers()
                .ranges(
                        m,
                        grain,
                        (from, to) -> Blas.sgemm(
                                false,
                                transposeB,
                                to - from,
                                n,
                                depth,
                                aAddress + (long) from * depth * Float.BYTES,
                                depth,
                                bAddress,
                                transposeB ? depth : n,
                                beta,
                                cAddress + (long) from * n * Float.BYTES,
                                n));
    }

    /** Rows of one task. */
    static int rowGrain(int m, int n, int depth) {
        if ((long) m * n * depth <= SMALL) {
            return m;
        }
        int seen = (int) Math.min(m, Math.max(1, MOST_UNSEEN / ((long) n * depth)));
        return Math.min(seen, Math.max(LEAST_ROWS, (m + MOST_TASKS - 1) / MOST_TASKS));
    }

    /** How much of a long axis is summed between two looks at whether to stop. */
    static int depthStep(int m, int n) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST_STEP, MOST_UNSEEN / ((long) m * n)));
    }

    /** {@code C = Aᵀ · B + beta · C} with A {@code [k, m]}, B {@code [k, n]}. */
    public static void transposedMultiply(Engine engine, Tensor a, Tensor b, float beta, Tensor c) {
        check(a.rows() == b.rows() && c.rows() == a.columns() && c.columns() == b.columns(), a, b, c);
        int depth = a.rows();
        int m = a.columns();
        int n = b.columns();
        if (m == 0 || n == 0) {
            return;
        }
        if (depth == 0) {
            scale(beta, c);
            return;
        }
        int grain = Math.max(LEAST_DEPTH, (depth + MOST_TASKS - 1) / MOST_TASKS);
        int pieces = (depth + grain - 1) / grain;
        if (pieces == 1 || (long) m * n * depth <= SMALL) {
            outer(engine, a, b, 0, depth, 0, m, beta, c.memory().address());
        } else if ((long) pieces * m * n > MOST_PARTIALS) {
            int rows = Math.max(LEAST_WEIGHT_ROWS, (m + MOST_TASKS - 1) / MOST_TASKS);
            long address = c.memory().address();
            engine.workers().ranges(m, rows, (from, to) -> {
                outer(engine, a, b, 0, depth, from, to, beta, address + (long) from * n * Float.BYTES);
            });
        } else {
            Tensor partial = engine.pool().take(pieces, m * n);
            long address = partial.memory().address();
            engine.workers().ranges(depth, grain, (from, to) -> {
                long piece = (long) (from / grain) * m * n;
                outer(engine, a, b, from, to, 0, m, 0f, address + piece * Float.BYTES);
            });
            engine.elements().addPartials(partial, beta, c);
            engine.pool().release(partial);
        }
    }

    /** {@code C = A[from..to, first..last]ᵀ · B[from..to] + beta · C}. */
    private static void outer(
            Engine engine, Tensor a, Tensor b, int from, int to, int first, int last, float beta, long c) {
        int step = depthStep(last - first, b.columns());
        int next = from;
        do {
            int end = (int) Math.min(to, (long) next + step);
            engine.workers().look();
            outer(a, b, next, end, first, last, next == from ? beta : 1f, c);
            next = end;
        } while (next < to);
    }

    private static void outer(Tensor a, Tensor b, int from, int to, int first, int last, float beta, long c) {
        int m = a.columns();
        int n = b.columns();
        Blas.sgemm(
                true,
                false,
                last - first,
                n,
                to - from,
                a.memory().address() + ((long) from * m + first) * Float.BYTES,
                m,
                b.memory().address() + (long) from * n * Float.BYTES,
                n,
                beta,
                c,
                n);
    }

    /** Partial results that {@link #transposedMultiply} makes over a long axis; none below 1,024. */
    public static int pieces(int depth) {
        int grain = Math.max(LEAST_DEPTH, (depth + MOST_TASKS - 1) / MOST_TASKS);
        return depth <= grain ? 0 : (depth + grain - 1) / grain;
    }

    private static void scale(float beta, Tensor c) {
        if (beta == 0f) {
            c.zero();
        }
    }

    private static void check(boolean fits, Tensor a, Tensor b, Tensor c) {
        if (!fits) {
            throw new IllegalArgumentException("The shapes do not fit: " + a + ", " + b + ", " + c + ".");
        }
    }
}
