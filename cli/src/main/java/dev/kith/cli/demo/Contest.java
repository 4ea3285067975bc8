package dev.kith.cli.demo;

import dev.kith.cli.learn.EpochProgress;
import dev.kith.gnn.baseline.LabelPropagation;
import dev.kith.gnn.baseline.Majority;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.Checkpoint;
import dev.kith.gnn.train.GraphReading;
import dev.kith.gnn.train.Metrics;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.RandomSplit;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Classifiers on the same split of the same graph: two without weights, a perceptron, a convolution that takes all
 * relationships alike, and one that tells them apart. The best on the validation nodes is chosen; the test nodes only
 * say how good each of them is.
 */
final class Contest implements AutoCloseable {
    private static final long SEED = 0;
    private static final double TRAIN = 0.6;
    private static final double VALIDATION = 0.2;

    private static final List<Entrant> ENTRANTS = List.of(
            new Entrant("mlp", "MLP, the words alone", "mlp", setting(80, 0.02)),
            new Entrant("gcn", "GCN, all pointers alike", "gcn", setting(60, 0.03)),
            new Entrant("rgcn", "R-GCN, pointers told apart", "rgcn", setting(40, 0.03)));

    private final Graph graph;
    private final NodeClassification task;
    private final Split split;
    private final List<Score> scores = new ArrayList<>();
    private Model chosen;
    private Score chosenScore;

    Contest(Graph graph, int threads) {
        this.graph = graph;
        this.task = new NodeClassification(graph, threads);
        this.split = RandomSplit.stratified(task.target(), TRAIN, VALIDATION, SEED);
    }

    private record Entrant(String key, String words, String model, Map<String, Object> settings) {}

    private static Map<String, Object> setting(int epochs, double learningRate) {
        // A word seen in ten glosses of 70,000 has its say only where weights do not decay.
        return Map.of("hidden", 64, "epochs", epochs, "learningRate", learningRate, "weightDecay", 0.0);
    }

    /** @param err hears what is under way */
    void run(PrintWriter err) {
        scores.add(majority());
        scores.add(labelPropagation());
        for (Entrant entrant : ENTRANTS) {
            err.println("  " + entrant.words);
            err.flush();
            try (EpochProgress epochs = new EpochProgress((Integer) entrant.settings.get("epochs"), err)) {
                enter(entrant, epochs);
            }
        }
    }

    private void enter(Entrant entrant, TrainingListener listener) {
        ModelEntry entry = ModelRegistry.find(entrant.model);
        Settings settings = TrainingOptions.settings(entry, entrant.settings);
        Model model = task.train(entry, settings, split, SEED, listener, Checkpoint.NONE);
        Score score = new Score(entrant.key, entrant.words, model.metrics());
        scores.add(score);
        if (chosen == null || score.validationAccuracy() > chosenScore.validationAccuracy()) {
            if (chosen != null) {
                chosen.close();
            }
            chosen = model;
            chosenScore = score;
        } else {
            model.close();
        }
    }

    private Score majority() {
        Target target = task.target();
        int[] predicted = Majority.predict(target.codes(), target.classCount(), split.train());
        return new Score("majority", "the most frequent supersense", metrics(predicted));
    }

    private Score labelPropagation() {
        Target target = task.target();
        try (Neighbourhoods neighbours = GraphReading.of(
                        graph.asUndirected(),
                        Reading.UNDIRECTED,
                        graph.relationships().types(),
                        "");
                Tensor distributions = LabelPropagation.distributions(
                        task.engine(), neighbours, target.codes(), target.classCount(), split.train())) {
            return new Score("labelPropagation", "label propagation, no words", metrics(Metrics.argmax(distributions)));
        }
    }

    private Map<String, Map<String, Double>> metrics(int[] predicted) {
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        metrics.put("validation", metrics(predicted, split.validation()));
        metrics.put("test", metrics(predicted, split.test()));
        return metrics;
    }

    private Map<String, Double> metrics(int[] predicted, int[] rows) {
        Target target = task.target();
        return Map.of(
                "accuracy",
                Metrics.accuracy(predicted, target.codes(), rows),
                "macroF1",
                Metrics.macroF1(predicted, target.codes(), rows, target.classCount()));
    }

    NodeClassification task() {
        return task;
    }

    Split split() {
        return split;
    }

    /** In the order of their entering. */
    List<Score> scores() {
        return scores;
    }

    /** The best on the validation nodes. */
    Model chosen() {
        return chosen;
    }

    Score chosenScore() {
        return chosenScore;
    }

    @Override
    public void close() {
        if (chosen != null) {
            chosen.close();
        }
        task.close();
    }
}
