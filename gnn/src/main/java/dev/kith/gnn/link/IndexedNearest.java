package dev.kith.gnn.link;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The nearest vectors by a graph of near ones that is walked greedily (Subramanya et al. 2019, as jvector has it). It is
 * approximate: some of the nearest may be missed. Vectors are added one after the other, so that the same ones are found
 * every time.
 */
final class IndexedNearest extends NearestVectors {
    private static final int SOURCES_AT_A_TIME = 256;
    /** Near vectors that each one is joined to. */
    private static final int DEGREE = 16;
    /** How many are kept in view while a place for another one is looked for. */
    private static final int BEAM = 100;

    private static final float OVERFLOW = 1.2f;
    private static final float DIVERSITY = 1.2f;
    private static final VectorSimilarityFunction ANGLE = VectorSimilarityFunction.COSINE;

    private final Engine engine;
    private final PairSet linked;
    private final int count;
    private final RandomAccessVectorValues vectors;
    private final ImmutableGraphIndex index;
    private final GraphIndexBuilder builder;

    IndexedNearest(Engine engine, Tensor vectors, PairSet linked, int[] sources, int count) {
        super(sources, SOURCES_AT_A_TIME);
        this.engine = engine;
        this.linked = linked;
        this.count = count;
        this.vectors = values(engine, vectors);
        BuildScoreProvider scores = BuildScoreProvider.randomAccessScoreProvider(this.vectors, ANGLE);
        this.builder = GraphIndexBuilder.builder(scores, vectors.columns(), DEGREE)
                .withBeamWidth(BEAM)
                .withNeighborOverflow(OVERFLOW)
                .withAlpha(DIVERSITY)
                .build();
        for (int i = 0; i < vectors.rows(); i++) {
            builder.addGraphNode(i, this.vectors.getVector(i));
        }
        builder.cleanup();
        this.index = builder.getGraph();
    }

    /** Of length 1: an angle with a vector of zeros is not a number. */
    private static RandomAccessVectorValues values(Engine engine, Tensor vectors) {
        VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
        Tensor unit = unit(engine, vectors);
        List<VectorFloat<?>> list = new ArrayList<>(vectors.rows());
        for (int i = 0; i < vectors.rows(); i++) {
            float[] row = unit.row(i);
            if (allZero(row)) {
                row[0] = 1f;
            }
            list.add(types.createFloatVector(row));
        }
        engine.pool().release(unit);
        return new ListRandomAccessVectorValues(list, vectors.columns());
    }

    private static boolean allZero(float[] row) {
        for (float x : row) {
            if (x != 0f) {
                return false;
            }
        }
        return true;
    }

    @Override
    int[][] nearest(int[] some) {
        int[][] nearest = new int[some.length][];
        engine.workers().ranges(some.length, Math.max(1, some.length / 16), (from, to) -> {
            try (GraphSearcher searcher = new GraphSearcher(index)) {
                for (int r = from; r < to; r++) {
                    nearest[r] = nearest(searcher, some[r]);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return nearest;
    }

    private int[] nearest(GraphSearcher searcher, int source) {
        SearchResult found = searcher.search(
                DefaultSearchScoreProvider.exact(vectors.getVector(source), ANGLE, vectors),
                count,
                node -> node != source && !linked.contains(source, node));
        return sorted(Arrays.stream(found.getNodes()).mapToInt(node -> node.node));
    }

    @Override
    public void close() {
        try {
            builder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
