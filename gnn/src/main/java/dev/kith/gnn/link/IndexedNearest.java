package dev.kith.gnn.link;

import dev.kith.gnn.nearest.VectorIndex;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/** The nearest vectors by an index: some of the nearest may be missed. */
final class IndexedNearest extends NearestVectors {
    private static final int SOURCES_AT_A_TIME = 256;

    private final Engine engine;
    private final PairSet linked;
    private final int count;
    private final VectorIndex index;

    IndexedNearest(Engine engine, Tensor vectors, PairSet linked, int[] sources, int count) {
        super(sources, SOURCES_AT_A_TIME);
        this.engine = engine;
        this.linked = linked;
        this.count = count;
        Tensor unit = unit(engine, vectors);
        for (int i = 0; i < unit.rows(); i++) {
            if (isZero(unit, i)) {
                // An angle with a vector of zeros is not a number.
                unit.set(i, 0, 1f);
            }
        }
        this.index = new VectorIndex(unit, VectorIndex.Likeness.ANGLE);
        engine.pool().release(unit);
    }

    private static boolean isZero(Tensor rows, int i) {
        for (int c = 0; c < rows.columns(); c++) {
            if (rows.get(i, c) != 0f) {
                return false;
            }
        }
        return true;
    }

    @Override
    int[][] nearest(int[] some) {
        return index.nearest(engine, some, count, (source, node) -> node != source && !linked.contains(source, node));
    }

    @Override
    public void close() {
        index.close();
    }
}
