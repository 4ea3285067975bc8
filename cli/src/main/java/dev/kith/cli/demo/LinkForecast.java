package dev.kith.cli.demo;

import dev.kith.cli.learn.EpochProgress;
import dev.kith.gnn.link.CandidateKind;
import dev.kith.gnn.link.LinkPrediction;
import dev.kith.gnn.link.LinkPredictor;
import dev.kith.gnn.link.LinkQuestion;
import dev.kith.gnn.link.LinkScores;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import dev.kith.graph.column.Column;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Relationships of one type: how well those that were held out are told from pairs that are none, and the likeliest new
 * ones, for a person to judge.
 *
 * @param heldOut relationships that the test asks for
 * @param metrics of the test
 * @param commonNeighbours area under the curve of counting common neighbours, on the same test
 */
public record LinkForecast(
        String type,
        int heldOut,
        Map<String, Double> metrics,
        double commonNeighbours,
        List<NewLink> likeliest,
        double seconds) {
    private static final long SEED = 0;
    private static final int SHOWN = 10;
    private static final int EPOCHS = 15;

    /** A relationship that is not there. */
    public record NewLink(String source, String target, double probability, int commonNeighbours) {}

    /** @param err hears what is under way */
    static LinkForecast of(Graph graph, String type, int threads, PrintWriter err) {
        long start = System.nanoTime();
        try (LinkPrediction task = new LinkPrediction(graph, threads);
                EpochProgress epochs = new EpochProgress(EPOCHS, err);
                Model model = train(
                        task,
                        "ncn",
                        Map.of("targetType", type, "epochs", EPOCHS, "batchSize", 8192, "metric", "rocAuc"),
                        epochs);
                Model counted = train(task, "cn", Map.of("targetType", type), TrainingListener.SILENT);
                LinkPredictor predictor = new LinkPredictor(model, task.engine(), graph)) {
            LinkScores best = predictor.answer(new LinkQuestion.Likeliest(
                    IntStream.range(0, graph.nodeCount()).toArray(), 1, 0.0, CandidateKind.TWO_HOPS));
            Map<String, Double> metrics = new LinkedHashMap<>(model.metrics().get("test"));
            return new LinkForecast(
                    type,
                    split(task, model.settings()).test().length,
                    metrics,
                    counted.metrics().get("test").get("rocAuc"),
                    likeliest(graph, best),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    private static Model train(LinkPrediction task, String name, Map<String, Object> given, TrainingListener listener) {
        ModelEntry entry = ModelRegistry.find(name);
        Settings settings = TrainingOptions.settings(entry, given);
        return task.train(task.engine(), entry, settings, split(task, settings), SEED, listener);
    }

    private static Split split(LinkPrediction task, Settings settings) {
        return task.splits(settings, null, SEED).getFirst();
    }

    private static List<NewLink> likeliest(Graph graph, LinkScores scores) {
        Column names = graph.nodes().properties().get("lemma");
        return IntStream.range(0, scores.count())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -scores.scores()[k]))
                .limit(SHOWN)
                .map(k -> new NewLink(
                        String.valueOf(names.value(scores.pairs().source()[k])),
                        String.valueOf(names.value(scores.pairs().target()[k])),
                        scores.probability(k),
                        scores.commonNeighbours()[k]))
                .toList();
    }
}
