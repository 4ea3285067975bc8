package dev.kith.graph.generate;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.VectorColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A directed stochastic block model (Holland et al. 1983) whose classes also show in the features. Node i is of class
 * {@code i mod classes}. An arc starts at a uniform node; it ends in the same class with probability {@code homophily},
 * else in another one: the next class of the circle with probability {@code direction}, else any other. With
 * {@code direction} 1 the classes can be told from the arcs' direction alone, with 0 the direction says nothing.
 * Features are a mean of the class, of length {@code signal} in expectation, plus standard normal noise.
 *
 * @param nodes number of nodes, at least {@code classes}
 * @param classes number of classes, at least 2
 * @param meanDegree arcs that start at a node, on average
 * @param homophily share of arcs within a class, in [0, 1]
 * @param direction share of the other arcs that go to the next class, in [0, 1]
 * @param features length of the feature vectors, at least 1
 * @param signal length of the classes' mean vectors; 0 makes features say nothing
 */
public record BlockModel(
        int nodes, int classes, double meanDegree, double homophily, double direction, int features, double signal) {
    private static final long SOURCE = 0xB10C01;
    private static final long KIND = 0xB10C02;
    private static final long TARGET = 0xB10C03;
    private static final long MEAN = 0xB10C04;
    private static final long NOISE = 0xB10C05;
    /** What one array holds. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    public BlockModel {
        boolean sound = classes >= 2
                && nodes >= classes
                && meanDegree >= 0.0
                && nodes * meanDegree <= MOST
                && features >= 1
                && (long) nodes * features <= MOST
                && signal >= 0.0
                && signal < Double.POSITIVE_INFINITY;
        if (!sound || !isShare(homophily) || !isShare(direction)) {
            throw new KithException("A block model needs at least 2 classes, a node for each, one feature, shares in"
                    + " [0, 1], and no more than " + MOST + " arcs or feature values; got " + nodes + " nodes, "
                    + classes + " classes, mean degree " + meanDegree + ", homophily " + homophily + ", direction "
                    + direction + ", " + features + " features, signal " + signal + ".");
        }
    }

    private static boolean isShare(double share) {
        return share >= 0.0 && share <= 1.0;
    }

    /** The graph of this seed: label {@code Node}, type {@code ARC}, properties {@code class} and {@code features}. */
    public Graph graph(long seed) {
        int arcs = Math.toIntExact(Math.round(nodes * meanDegree));
        int[] source = new int[arcs];
        int[] target = new int[arcs];
        for (int e = 0; e < arcs; e++) {
            source[e] = CounterRandom.below(seed, SOURCE, e, nodes);
            target[e] = member(targetClass(source[e] % classes, e, seed), e, seed);
        }
        long[] ids = new long[nodes];
        Arrays.setAll(ids, i -> i);
        long[] codes = new long[nodes];
        Arrays.setAll(codes, i -> i % classes);
        Map<String, Column> properties = new LinkedHashMap<>();
        properties.put("class", new LongColumn(codes, null));
        properties.put("features", new VectorColumn(features(seed), nodes, features, null));
        return new Graph(
                "block-model",
                true,
                new NodeTable(new LongColumn(ids, null), NodeLabels.all("Node", nodes), properties),
                new RelationshipTable(source, target, new short[arcs], List.of("ARC"), Map.of()),
                "class",
                List.of("features"),
                Map.of());
    }

    private int targetClass(int own, int arc, long seed) {
        double u = CounterRandom.uniformDouble(seed, KIND, 2L * arc);
        if (u < homophily) {
            return own;
        }
        double v = CounterRandom.uniformDouble(seed, KIND, 2L * arc + 1);
        if (v < direction) {
            return (own + 1) % classes;
        }
        // Any of the others, uniformly.
        int other = CounterRandom.below(seed, TARGET, 2L * arc, classes - 1);
        return other < own ? other : other + 1;
    }

    private int member(int code, int arc, long seed) {
        int size = (nodes - code + classes - 1) / classes;
        return code + classes * CounterRandom.below(seed, TARGET, 2L * arc + 1, size);
    }

    private float[] features(long seed) {
        float scale = (float) (signal / Math.sqrt(features));
        float[] values = new float[nodes * features];
        for (int i = 0; i < nodes; i++) {
            for (int c = 0; c < features; c++) {
                float mean = CounterRandom.normal(seed, MEAN, (long) (i % classes) * features + c);
                float noise = CounterRandom.normal(seed, NOISE, (long) i * features + c);
                values[i * features + c] = scale * mean + noise;
            }
        }
        return values;
    }
}
