package dev.kith.gnn.nearest;

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
public final class VectorIndex implements AutoCloseable {
    /** Near vectors that each one is joined to. */
    private static final int DEGREE = 16;
    /** How many are kept in view while a place for another one is looked for. */
    private static final int BEAM = 100;

    private static final float OVERFLOW = 1.2f;
    private static final float DIVERSITY = 1.2f;
    private static final int LEAST_GRAIN = 1;
    private static final int PIECES = 16;

    private final RandomAccessVectorValues vectors;
    private final VectorSimilarityFunction likeness;
    private final ImmutableGraphIndex index;
    private final GraphIndexBuilder builder;

    /** What makes vectors near. */
    public enum Likeness {
        /** The angle between them; of a vector of zeros it is not a number. */
        ANGLE(VectorSimilarityFunction.COSINE),
        DISTANCE(VectorSimilarityFunction.EUCLIDEAN);

        private final VectorSimilarityFunction function;

        Likeness(VectorSimilarityFunction function) {
            this.function = function;
        }
    }

    /** Whether one vector may be found for another. */
    @FunctionalInterface
    public interface Allowed {
        boolean test(int source, int other);
    }

    /** @param rows {@code [n, h]}, which are copied */
    public VectorIndex(Tensor rows, Likeness likeness) {
        VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
        List<VectorFloat<?>> list = new ArrayList<>(rows.rows());
        for (int i = 0; i < rows.rows(); i++) {
            list.add(types.createFloatVector(rows.row(i)));
        }
        this.vectors = new ListRandomAccessVectorValues(list, rows.columns());
        this.likeness = likeness.function;
        BuildScoreProvider scores = BuildScoreProvider.randomAccessScoreProvider(vectors, this.likeness);
        this.builder = GraphIndexBuilder.builder(scores, rows.columns(), DEGREE)
                .withBeamWidth(BEAM)
                .withNeighborOverflow(OVERFLOW)
                .withAlpha(DIVERSITY)
                .build();
        for (int i = 0; i < rows.rows(); i++) {
            builder.addGraphNode(i, vectors.getVector(i));
        }
        builder.cleanup();
        this.index = builder.getGraph();
    }

    /**
     * The nearest of some vectors, each list ascending by row.
     *
     * @param sources rows
     * @param count most for each
     */
    public int[][] nearest(Engine engine, int[] sources, int count, Allowed allowed) {
        int[][] nearest = new int[sources.length][];
        engine.workers().ranges(sources.length, Math.max(LEAST_GRAIN, sources.length / PIECES), (from, to) -> {
            try (GraphSearcher searcher = new GraphSearcher(index)) {
                for (int r = from; r < to; r++) {
                    nearest[r] = nearest(searcher, sources[r], count, allowed);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return nearest;
    }

    private int[] nearest(GraphSearcher searcher, int source, int count, Allowed allowed) {
        SearchResult found = searcher.search(
                DefaultSearchScoreProvider.exact(vectors.getVector(source), likeness, vectors),
                count,
                node -> allowed.test(source, node));
        return Arrays.stream(found.getNodes())
                .mapToInt(node -> node.node)
                .sorted()
                .toArray();
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
