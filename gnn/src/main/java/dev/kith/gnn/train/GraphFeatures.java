package dev.kith.gnn.train;

import dev.kith.gnn.feature.FeatureSchema;
import dev.kith.gnn.geometry.ScalingFlags;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Input;
import dev.kith.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph's features in the engine's form, made once for each way of reading them. Closing it frees them. */
public final class GraphFeatures implements AutoCloseable {
    private final Graph graph;
    private final Map<String, Encoded> known = new LinkedHashMap<>();

    public GraphFeatures(Graph graph) {
        this.graph = graph;
    }

    /**
     * Features as some settings read them.
     *
     * @param flags what could not be fixed of places, by what they were made from; null without such ones
     */
    public record Encoded(
            FeatureSchema schema, Input input, HealthGate.InputNames names, Map<String, ScalingFlags> flags) {

        /** A sentence for each place that is not fixed. */
        public List<String> notices() {
            List<String> notices = new ArrayList<>();
            for (Map.Entry<String, ScalingFlags> place :
                    (flags == null ? Map.<String, ScalingFlags>of() : flags).entrySet()) {
                if (!place.getValue().clear()) {
                    notices.add("The features of " + place.getKey() + " are not fixed by the set alone ("
                            + place.getValue().ambiguousSigns() + " signs open, "
                            + place.getValue().degenerateGroups() + " groups of equal spread"
                            + (place.getValue().symmetric() ? ", symmetric" : "")
                            + "): a moved or turned copy may get others. signs=average makes up for open signs.");
                }
            }
            return notices;
        }
    }

    public synchronized Encoded of(Settings settings) {
        String fallback = settings.choice("withoutFeatures");
        String rows = settings.choice("featureRows");
        return known.computeIfAbsent(fallback + "/" + rows, key -> {
            FeatureSchema schema = FeatureSchema.fit(graph, fallback, rows);
            return new Encoded(schema, Input.of(schema.encode(graph)), names(schema), schema.placeFlags(graph));
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
