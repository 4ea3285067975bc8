package dev.kith.gnn.latent;

import dev.kith.gnn.train.ResultHash;
import dev.kith.graph.KithException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Relationships that were inferred: from a node to a neighbour that it reads. The nodes in their order, of each the
 * nearest neighbour first.
 *
 * @param source row of the node
 * @param target row of its neighbour, another node
 * @param distance by the trained metric, at least 0
 * @param probability in [0, 1] that the neighbour is among those drawn for the node
 * @param rank 1 for the node's nearest neighbour
 */
public record InferredGraph(int[] source, int[] target, double[] distance, double[] probability, int[] rank) {
    private static final int MOST = Integer.MAX_VALUE - 8;
    private static final int BYTES = 2 * Integer.BYTES + 2 * Double.BYTES;

    /** One after the other. */
    static InferredGraph joined(List<InferredGraph> parts) {
        long count = parts.stream().mapToLong(InferredGraph::count).sum();
        if (count > MOST) {
            throw new KithException(String.format(
                    Locale.ROOT, "It would be %,d relationships; ask for fewer by topK or threshold.", count));
        }
        return new InferredGraph(
                parts.stream().flatMapToInt(part -> IntStream.of(part.source)).toArray(),
                parts.stream().flatMapToInt(part -> IntStream.of(part.target)).toArray(),
                parts.stream()
                        .flatMapToDouble(part -> DoubleStream.of(part.distance))
                        .toArray(),
                parts.stream()
                        .flatMapToDouble(part -> DoubleStream.of(part.probability))
                        .toArray(),
                parts.stream().flatMapToInt(part -> IntStream.of(part.rank)).toArray());
    }

    public int count() {
        return source.length;
    }

    /** Each pair once: from the node for which it is likelier, of equal ones the first. */
    public InferredGraph eachPairOnce() {
        Map<Long, Integer> best = new HashMap<>();
        for (int e = 0; e < source.length; e++) {
            best.merge(pair(e), e, (before, now) -> probability[now] > probability[before] ? now : before);
        }
        return rows(e -> best.get(pair(e)) == e);
    }

    private long pair(int e) {
        return (long) Math.min(source[e], target[e]) << Integer.SIZE | Math.max(source[e], target[e]);
    }

    private InferredGraph rows(IntPredicate kept) {
        int[] rows = IntStream.range(0, source.length).filter(kept).toArray();
        return new InferredGraph(
                IntStream.of(rows).map(e -> source[e]).toArray(),
                IntStream.of(rows).map(e -> target[e]).toArray(),
                IntStream.of(rows).mapToDouble(e -> distance[e]).toArray(),
                IntStream.of(rows).mapToDouble(e -> probability[e]).toArray(),
                IntStream.of(rows).map(e -> rank[e]).toArray());
    }

    /** Over all of it, little-endian: equal where all is. */
    public String sha256() {
        return ResultHash.of(source.length, BYTES, (row, e) -> row.putInt(source[e])
                .putInt(target[e])
                .putDouble(distance[e])
                .putDouble(probability[e]));
    }
}
