package dev.kith.gnn.link;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.Tensor;
import java.util.PriorityQueue;

/** The nearest vectors by a product of a block of sources with all vectors, {@code [block, n]} at a time. */
final class ExactNearest extends NearestVectors {
    /** Numbers of a block: 16 MiB. */
    private static final int MOST_PRODUCTS = 1 << 22;

    private final Engine engine;
    private final PairSet linked;
    private final Tensor unit;
    private final int count;

    ExactNearest(Engine engine, Tensor vectors, PairSet linked, int[] sources, int count) {
        super(sources, Math.max(1, MOST_PRODUCTS / Math.max(1, vectors.rows())));
        this.engine = engine;
        this.linked = linked;
        this.count = count;
        this.unit = unit(engine, vectors);
    }

    @Override
    int[][] nearest(int[] some) {
        Tensor x = engine.pool().take(some.length, unit.columns());
        for (int r = 0; r < some.length; r++) {
            for (int c = 0; c < unit.columns(); c++) {
                x.set(r, c, unit.get(some[r], c));
            }
        }
        Tensor cosines = engine.pool().take(some.length, unit.rows());
        Gemm.multiplyTransposed(engine, x, unit, 0f, cosines);
        int[][] nearest = new int[some.length][];
        engine.workers().run(some.length, r -> nearest[r] = largest(cosines, r, some[r]));
        engine.pool().release(cosines);
        engine.pool().release(x);
        return nearest;
    }

    private int[] largest(Tensor cosines, int row, int source) {
        PriorityQueue<Long> best = new PriorityQueue<>(count);
        long least = Long.MIN_VALUE;
        for (int node = 0; node < cosines.columns(); node++) {
            long key = key(cosines.get(row, node), node);
            if ((best.size() < count || key > least) && node != source && !linked.contains(source, node)) {
                if (best.size() == count) {
                    best.poll();
                }
                best.add(key);
                least = best.peek();
            }
        }
        return sorted(best.stream().mapToInt(ExactNearest::node));
    }

    /** Rises with the cosine; of equal ones the smaller node is larger. */
    private static long key(float cosine, int node) {
        int bits = Float.floatToIntBits(cosine);
        int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) ordered << 32) | (Integer.MAX_VALUE - node);
    }

    private static int node(long key) {
        return Integer.MAX_VALUE - (int) key;
    }

    @Override
    public void close() {
        engine.pool().release(unit);
    }
}
