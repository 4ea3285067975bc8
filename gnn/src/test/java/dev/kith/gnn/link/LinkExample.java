package dev.kith.gnn.link;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import dev.kith.graph.generate.BlockModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small trainings of link predictors. */
public final class LinkExample {
    public static final Graph GRAPH = new BlockModel(120, 3, 6.0, 0.9, 0.0, 8, 3.0).graph(5);

    private static final int[] SOURCES = {0, 5, 9, 50, 7, 80};

    private LinkExample() {}

    /** All of the task's models, those that learn nothing among them. */
    public static List<String> models() {
        return ModelRegistry.entries(ModelRegistry.LINK_PREDICTION).stream()
                .map(ModelEntry::name)
                .toList();
    }

    static Settings settings(ModelEntry entry, Map<String, ?> given) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("k", 20, "directionality", "drop"));
        if (!List.of("cn", "aa", "ra", "katz").contains(entry.name())) {
            all.putAll(Map.of("hidden", 16, "epochs", 15, "batchSize", 60, "learningRate", 0.01));
        }
        all.putAll(given);
        return TrainingOptions.settings(entry, all);
    }

    public static Model train(String name, Map<String, ?> given, int threads) {
        ModelEntry entry = ModelRegistry.find(name);
        Settings settings = settings(entry, given);
        try (LinkPrediction task = new LinkPrediction(GRAPH, threads)) {
            Split split = task.splits(settings, null, 3).getFirst();
            return task.train(task.engine(), entry, settings, split, 4, TrainingListener.SILENT);
        }
    }

    /** The likeliest new links of some nodes. */
    static LinkScores likeliest(LinkPredictor predictor) {
        return predictor.answer(new LinkQuestion.Likeliest(SOURCES, 5, 0.0, CandidateKind.TWO_HOPS));
    }

    /** SHA-256 of these. */
    public static String predicted(Model model) {
        try (Engine engine = new Engine(1);
                LinkPredictor predictor = new LinkPredictor(model, engine, GRAPH)) {
            return likeliest(predictor).sha256();
        }
    }
}
