package dev.kith.gnn.link;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a link predictor is worth on validation and test links. */
final class LinkEvaluation {
    private LinkEvaluation() {}

    /** By set, {@code validation} and {@code test}; the metric that the best epoch was chosen by comes first. */
    static Map<String, Map<String, Double>> of(Engine engine, LinkNetwork network, LinkData data, Settings settings) {
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        metrics.put(
                "validation",
                of(
                        engine,
                        network,
                        data,
                        settings,
                        data.seen(),
                        data.split().validation(),
                        data.validationNegatives()));
        metrics.put(
                "test",
                of(engine, network, data, settings, data.tested(), data.split().test(), data.testNegatives()));
        return metrics;
    }

    private static Map<String, Double> of(
            Engine engine,
            LinkNetwork network,
            LinkData data,
            Settings settings,
            MessageGraph graph,
            int[] rows,
            Pairs negatives) {
        try (MessageGraph.View view = graph.whole();
                LinkScorer scorer = new LinkScorer(engine, network, data.input(), view, settings.whole("scoreBatch"))) {
            int k = settings.whole("k");
            Map<String, Double> all = LinkMetrics.all(k, scorer.scores(data.positives(rows)), scorer.scores(negatives));
            String first = settings.asMap().getOrDefault("metric", "hits").equals("hits")
                    ? "hits@" + k
                    : settings.choice("metric");
            Map<String, Double> ordered = new LinkedHashMap<>();
            if (all.containsKey(first)) {
                ordered.put(first, all.get(first));
            }
            all.forEach(ordered::putIfAbsent);
            return ordered;
        }
    }
}
