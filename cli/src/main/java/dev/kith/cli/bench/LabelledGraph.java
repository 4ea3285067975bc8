package dev.kith.cli.bench;

import dev.kith.graph.Graph;
import dev.kith.graph.NodeTable;
import dev.kith.graph.Split;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.VectorColumn;
import dev.kith.graph.generate.PowerLawGraph;
import dev.kith.graph.random.CounterRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A power-law graph with random features and classes: what a training costs depends on little else.
 *
 * @param relationships directed ones
 * @param present non-zero features of a node; 0 stands for dense ones
 */
record LabelledGraph(int nodes, int relationships, int features, int present, int classes) {
    private static final long SEED = 7;
    private static final double EXPONENT = 2.9;

    /** The graph, its features in {@code x}, classes in {@code class}, and a split {@code shares} of 60/20/20. */
    Graph graph() {
        Graph bare = new PowerLawGraph(nodes, relationships, EXPONENT).graph(SEED);
        Map<String, Column> properties = new LinkedHashMap<>();
        properties.put("class", classColumn());
        properties.put("x", present == 0 ? denseColumn() : sparseColumn());
        byte[] set = new byte[nodes];
        for (int i = 0; i < nodes; i++) {
            int fifth = CounterRandom.below(SEED, 4, i, 5);
            set[i] = (byte) (fifth < 3 ? 1 : fifth - 1);
        }
        return new Graph(
                "power-law",
                true,
                new NodeTable(bare.nodes().ids(), bare.nodes().labels(), properties),
                bare.relationships(),
                "class",
                List.of("x"),
                Map.of("shares", Split.of("shares", set)));
    }

    private Column classColumn() {
        long[] values = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            values[i] = CounterRandom.below(SEED, 3, i, classes);
        }
        return new LongColumn(values, null);
    }

    private Column denseColumn() {
        float[] values = new float[Math.multiplyExact(nodes, features)];
        IntStream.range(0, nodes).parallel().forEach(i -> {
            for (int c = 0; c < features; c++) {
                values[i * features + c] = CounterRandom.uniform(SEED, 1, (long) i * features + c) - 0.5f;
            }
        });
        return new VectorColumn(values, nodes, features, null);
    }

    private Column sparseColumn() {
        int[] offsets = new int[nodes + 1];
        int[] indices = new int[Math.multiplyExact(nodes, present)];
        float[] values = new float[indices.length];
        int stride = features / present;
        for (int at = 0; at < indices.length; at++) {
            indices[at] = at % present * stride + CounterRandom.below(SEED, 2, at, stride);
            values[at] = 1f;
        }
        for (int i = 0; i < nodes; i++) {
            offsets[i + 1] = (i + 1) * present;
        }
        return new SparseVectorColumn(offsets, indices, values, features);
    }
}
