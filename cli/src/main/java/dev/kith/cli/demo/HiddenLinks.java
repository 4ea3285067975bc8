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
import dev.kith.graph.random.CounterRandom;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Links of one type that were hidden and predicted, beside a score that nobody trains, and the likeliest that are not in
 * the graph.
 *
 * @param scores of the heuristic and the trained model, the chosen one last
 * @param likeliest for a person to judge
 */
public record HiddenLinks(List<Judged> scores, List<NewLink> likeliest) {
    static final String TYPE = "HYPERNYM";
    private static final long SEED = 0;
    private static final long STREAM = 0x11_4E4B;
    private static final int EPOCHS = 4;
    static final int BATCH = 8192;
    /** Nodes whose likeliest links are looked at: those of all would take longer than the rest of the demo. */
    static final int SOURCES = 2_000;

    private static final int OF_EACH = 5;
    private static final int SHOWN = 10;

    /** @param metrics by set, then by name */
    public record Judged(String key, String words, Map<String, Map<String, Double>> metrics) {
        public double test(String metric) {
            return metrics.get("test").get(metric);
        }
    }

    /** @param commonNeighbours of its ends */
    public record NewLink(
            String source,
            String sourceGloss,
            String target,
            String targetGloss,
            double probability,
            int commonNeighbours) {}

    /**
     * @param batch links of a training step
     * @param err hears what is under way
     */
    static HiddenLinks find(Graph graph, int batch, int threads, PrintWriter err) {
        try (LinkPrediction task = new LinkPrediction(graph, threads)) {
            List<Judged> scores = new ArrayList<>();
            try (Model heuristic = train(task, "ra", Map.of(), TrainingListener.SILENT)) {
                scores.add(new Judged("ra", "resource allocation, untrained", heuristic.metrics()));
            }
            err.println("  NCN, common neighbours and words");
            err.flush();
            Map<String, Object> settings = new LinkedHashMap<>(
                    Map.of("epochs", EPOCHS, "batchSize", batch, "hidden", 64, "layers", 1, "encoder", "sage"));
            settings.putAll(Map.of("learningRate", 0.01, "predictorLearningRate", 0.01, "metric", "rocAuc"));
            settings.putAll(Map.of("inputDropout", 0.0, "dropout", 0.0));
            try (EpochProgress epochs = new EpochProgress(EPOCHS, err);
                    Model model = train(task, "ncn", settings, epochs)) {
                scores.add(new Judged("ncn", "NCN, common neighbours and words", model.metrics()));
                return new HiddenLinks(scores, likeliest(graph, task, model));
            }
        }
    }

    private static Model train(LinkPrediction task, String name, Map<String, Object> given, TrainingListener listener) {
        ModelEntry entry = ModelRegistry.find(name);
        Map<String, Object> all = new LinkedHashMap<>(given);
        all.put("targetType", TYPE);
        all.put("directionality", "drop");
        Settings settings = TrainingOptions.settings(entry, all);
        Split split = task.splits(settings, null, SEED).getFirst();
        return task.train(task.engine(), entry, settings, split, SEED, listener);
    }

    /** Of some nodes, the likeliest first, no node twice; none that a relationship of any type joins. */
    private static List<NewLink> likeliest(Graph graph, LinkPrediction task, Model model) {
        int[] nodes = IntStream.range(0, graph.nodeCount()).toArray();
        CounterRandom.shuffle(nodes, SEED, STREAM);
        int[] sources = IntStream.of(nodes).limit(SOURCES).toArray();
        LinkScores scores;
        try (LinkPredictor predictor = new LinkPredictor(model, task.engine(), graph)) {
            scores = predictor.answer(new LinkQuestion.Likeliest(sources, OF_EACH, 0.5, CandidateKind.TWO_HOPS));
        }
        Set<Long> joined = joined(graph);
        // A node that many are near would fill the list otherwise.
        Set<Integer> shown = new HashSet<>();
        return IntStream.range(0, scores.count())
                .filter(k -> !joined.contains(
                        pair(scores.pairs().source()[k], scores.pairs().target()[k])))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -scores.probability(k)))
                .filter(k -> {
                    List<Integer> ends =
                            List.of(scores.pairs().source()[k], scores.pairs().target()[k]);
                    return ends.stream().noneMatch(shown::contains) && shown.addAll(ends);
                })
                .limit(SHOWN)
                .map(k -> link(graph, scores, k))
                .toList();
    }

    private static Set<Long> joined(Graph graph) {
        Set<Long> joined = new HashSet<>();
        for (int e = 0; e < graph.relationships().count(); e++) {
            joined.add(pair(
                    graph.relationships().source()[e], graph.relationships().target()[e]));
        }
        return joined;
    }

    private static long pair(int a, int b) {
        return ((long) Math.min(a, b) << 32) | Math.max(a, b);
    }

    private static NewLink link(Graph graph, LinkScores scores, int k) {
        Column lemma = graph.nodes().properties().get("lemma");
        Column gloss = graph.nodes().properties().get("gloss");
        int source = scores.pairs().source()[k];
        int target = scores.pairs().target()[k];
        return new NewLink(
                String.valueOf(lemma.value(source)),
                String.valueOf(gloss.value(source)),
                String.valueOf(lemma.value(target)),
                String.valueOf(gloss.value(target)),
                scores.probability(k),
                scores.commonNeighbours()[k]);
    }
}
