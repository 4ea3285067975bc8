package dev.kith.gnn.train;

import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Graph;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.VectorColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 300 nodes without relationships, one in ten of class 1, which shows weakly in the first of two features. */
final class Rare {
    private static final int NODES = 300;

    private Rare() {}

    static Graph graph() {
        long[] ids = new long[NODES];
        long[] classes = new long[NODES];
        float[] features = new float[2 * NODES];
        for (int i = 0; i < NODES; i++) {
            ids[i] = i;
            classes[i] = i % 10 == 0 ? 1 : 0;
            features[2 * i] = CounterRandom.normal(1, 1, i) + 0.7f * classes[i];
            features[2 * i + 1] = CounterRandom.normal(1, 2, i);
        }
        Map<String, dev.kith.graph.column.Column> properties = new LinkedHashMap<>();
        properties.put("class", new LongColumn(classes, null));
        properties.put("x", new VectorColumn(features, NODES, 2, null));
        return new Graph(
                "rare",
                false,
                new NodeTable(new LongColumn(ids, null), NodeLabels.all("Node", NODES), properties),
                new RelationshipTable(new int[0], new int[0], new short[0], List.of("R"), Map.of()),
                "class",
                List.of("x"),
                Map.of());
    }

    /** Nodes that the model takes for class 1. */
    static long saidRare(Model model, Graph graph) {
        try (Engine engine = new Engine(1)) {
            return Arrays.stream(Predictions.of(model, engine, graph).codes())
                    .filter(code -> code == 1)
                    .count();
        }
    }
}
