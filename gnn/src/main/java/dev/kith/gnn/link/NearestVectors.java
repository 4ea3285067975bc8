package dev.kith.gnn.link;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Nodes whose vectors make the smallest angles with a source's, some sources at a time: by comparing with every vector
 * where that is quick, O(n · h) a source, else by an index, O(log n · h). Neither ever holds n × n numbers.
 */
abstract sealed class NearestVectors implements Candidates, AutoCloseable permits ExactNearest, IndexedNearest {
    /** Up to so many nodes every vector is looked at: an index takes longer to be built than that. */
    static final int MOST_EXACT = 50_000;

    private final int[] sources;
    private final int atATime;
    private int[][] block = {};
    private int start;

    /** @param atATime sources */
    NearestVectors(int[] sources, int atATime) {
        this.sources = sources;
        this.atATime = atATime;
    }

    /**
     * @param vectors {@code [n, h]}, which this does not keep
     * @param count most candidates of a source
     */
    static NearestVectors of(Engine engine, Tensor vectors, PairSet linked, int[] sources, int count) {
        return vectors.rows() <= MOST_EXACT
                ? new ExactNearest(engine, vectors, linked, sources, count)
                : new IndexedNearest(engine, vectors, linked, sources, count);
    }

    @Override
    public final int[] of(int position) {
        if (position < start || position >= start + block.length) {
            start = position;
            block = nearest(Arrays.copyOfRange(sources, position, Math.min(sources.length, position + atATime)));
        }
        return block[position - start];
    }

    /** The candidates of some sources, each ascending. */
    abstract int[][] nearest(int[] some);

    /** Rows divided by their lengths, of the pool; a row of zeros stays one. */
    static Tensor unit(Engine engine, Tensor vectors) {
        Tensor unit = engine.pool().take(vectors.rows(), vectors.columns());
        engine.elements().rows(vectors, (from, to) -> {
            for (int i = from; i < to; i++) {
                double squares = 0.0;
                for (int c = 0; c < vectors.columns(); c++) {
                    squares += (double) vectors.get(i, c) * vectors.get(i, c);
                }
                float scale = squares == 0.0 ? 0f : (float) (1.0 / Math.sqrt(squares));
                for (int c = 0; c < vectors.columns(); c++) {
                    unit.set(i, c, scale * vectors.get(i, c));
                }
            }
        });
        return unit;
    }

    static int[] sorted(IntStream nodes) {
        return nodes.sorted().toArray();
    }

    @Override
    public abstract void close();
}
