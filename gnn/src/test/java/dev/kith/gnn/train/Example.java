package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.graph.Graph;
import dev.kith.graph.RandomSplit;
import dev.kith.graph.Split;
import dev.kith.graph.generate.BlockModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small trainings for tests. */
public final class Example {
    /** Three classes, mostly linked among themselves, with features that say a little. */
    public static final Graph GRAPH = new BlockModel(120, 3, 4.0, 0.85, 0.0, 12, 2.0).graph(5);

    private Example() {}

    public static Split split(Graph graph) {
        return RandomSplit.stratified(graph.target(graph.targetProperty().orElseThrow()), 0.5, 0.25, 1);
    }

    /** Settings of few epochs and a narrow network. */
    public static Settings settings(String model, Map<String, ?> given) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("hidden", 16, "epochs", 12));
        if (model.equals("gat")) {
            all.put("heads", 4);
        }
        if (model.equals("recipe")) {
            all.remove("hidden");
            all.put("recipe", "gat:2x8:mean:mlp:elu/sym-gat:2x4:sum:identity:linear");
        }
        all.putAll(given);
        return TrainingOptions.settings(ModelRegistry.find(model), all);
    }

    public static Model train(Graph graph, String model, Map<String, ?> given, int threads) {
        return train(graph, model, given, threads, TrainingListener.SILENT, Checkpoint.NONE);
    }

    public static Model train(
            Graph graph,
            String model,
            Map<String, ?> given,
            int threads,
            TrainingListener listener,
            Checkpoint checkpoint) {
        ModelEntry entry = ModelRegistry.find(model);
        try (NodeClassification task = new NodeClassification(graph, threads)) {
            return task.train(entry, settings(model, given), split(graph), 3, listener, checkpoint);
        }
    }

    /** All weights, one after the other. */
    public static List<float[]> weights(Model model) {
        return model.network().parameters().stream()
                .map(Parameter::value)
                .map(dev.kith.gnn.tensor.Tensor::toArray)
                .toList();
    }
}
