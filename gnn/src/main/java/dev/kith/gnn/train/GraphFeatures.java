package dev.kith.gnn.train;

import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Input;
import dev.kith.graph.Graph;
import java.util.LinkedHashMap;
import java.util.Map;

/** A graph's features in the engine's form, made once for each way of reading them. Closing it frees them. */
public final class GraphFeatures implements AutoCloseable {
    private final Graph graph;
    private final Map<String, Encoded> known = new LinkedHashMap<>();

    public GraphFeatures(Graph graph) {
        this.graph = graph;
    }

    /** Features as some settings read them. */
    public record Encoded(FeatureSchema schema, Input input, HealthGate.InputNames names) {}

    public synchronized Encoded of(Settings settings) {
        String fallback = settings.choice("withoutFeatures");
        String rows = settings.choice("featureRows");
        return known.computeIfAbsent(fallback + "/" + rows, key -> {
            FeatureSchema schema = FeatureSchema.fit(graph, fallback, rows);
            return new Encoded(schema, Input.of(schema.encode(graph)), names(schema));
        });
    }

    private HealthGate.InputNames names(FeatureSchema schema) {
        return new HealthGate.InputNames() {
            @Override
            public String node(int node) {
                return "node " + graph.nodes().ids().value(node);
            }

            @Override
            public String property(int column) {
                return schema.origin(column);
            }
        };
    }

    @Override
    public void close() {
        known.values().forEach(encoded -> {
            if (encoded.input instanceof Input.Dense dense) {
                dense.close();
            }
        });
    }
}
