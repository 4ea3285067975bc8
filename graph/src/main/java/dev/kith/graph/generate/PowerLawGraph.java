package dev.kith.graph.generate;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A directed graph whose expected degrees follow a power law (Chung and Lu 2002): both ends of an arc are drawn with
 * weights {@code rank^(-1 / (exponent - 1))}. Ranks are shared out among the nodes at random, so that hubs are not
 * neighbours in memory. Without features and classes.
 *
 * @param nodes number of nodes, at least 1
 * @param arcs number of arcs; repeated ones and self-loops occur as they fall
 * @param exponent of the degree distribution, above 2; social and citation graphs lie between 2 and 3
 */
public record PowerLawGraph(int nodes, int arcs, double exponent) {
    private static final long ENDS = 0x9041;
    private static final long RANKS = 0x9042;
    /** What one array holds. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    public PowerLawGraph {
        if (nodes < 1 || arcs < 0 || arcs > MOST || nodes > MOST || !(exponent > 2.0)) {
            throw new KithException("A power-law graph needs 1 to " + MOST + " nodes, at most as many arcs, and an"
                    + " exponent above 2; got " + nodes + " nodes, " + arcs + " arcs, exponent " + exponent + ".");
        }
    }

    /** The graph of this seed: label {@code Node}, type {@code ARC}. */
    public Graph graph(long seed) {
        int[] nodeOfRank = new int[nodes];
        Arrays.setAll(nodeOfRank, i -> i);
        CounterRandom.shuffle(nodeOfRank, seed, RANKS);
        // The distribution of ranks is inverted: with weights r^-a the first r ranks have the share (r / n)^(1 - a).
        double power = 1.0 / (1.0 - 1.0 / (exponent - 1.0));
        int[] source = new int[arcs];
        int[] target = new int[arcs];
        IntStream.range(0, arcs).parallel().forEach(e -> {
            source[e] = nodeOfRank[rank(CounterRandom.uniformDouble(seed, ENDS, 2L * e), power)];
            target[e] = nodeOfRank[rank(CounterRandom.uniformDouble(seed, ENDS, 2L * e + 1), power)];
        });
        long[] ids = new long[nodes];
        Arrays.setAll(ids, i -> i);
        return new Graph(
                "power-law",
                true,
                new NodeTable(new LongColumn(ids, null), NodeLabels.all("Node", nodes), Map.of()),
                new RelationshipTable(source, target, new short[arcs], List.of("ARC"), Map.of()),
                null,
                List.of(),
                Map.of());
    }

    private int rank(double share, double power) {
        return Math.min(nodes - 1, (int) (nodes * StrictMath.pow(share, power)));
    }
}
