package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.Graph;
import dev.kith.graph.generate.BlockModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Aggregators that are learned, in layers and in batches, and what is said of the neighbours' order. */
class LearnedAggregationTest {
    private static final Graph GRAPH = new BlockModel(300, 3, 6.0, 0.8, 0.5, 16, 2.0).graph(5);

    @ParameterizedTest
    @CsvSource({
        "sage, lcm, 0",
        "sage, lcm, 40",
        "gin, lcm, 0",
        "gin, lcm, 40",
        "dirsage, lcm, 0",
        "sage, gru, 40",
        "gin, gru, 0"
    })
    void learns(String layer, String aggregator, int batchSize) {
        Map<String, Object> given = new LinkedHashMap<>(
                Map.of("aggregator", aggregator, "epochs", 60, "hidden", 16, "batchSize", batchSize));
        given.put("clip", 1.0);
        try (Model model = Example.train(GRAPH, layer, given, 2)) {
            // Chance is a third.
            assertThat(model.metrics().get("test").get("accuracy")).isGreaterThan(0.5);
            assertThat(model.metrics().get("test").get("orderSpread"))
                    .isBetween(0.0, 0.5)
                    .isPositive();
        }
    }

    @Test
    void everyPenaltyTrains() {
        Map<String, Object> given = new LinkedHashMap<>(Map.of("aggregator", "lcm", "epochs", 5, "hidden", 8));
        given.putAll(Map.of("lcmOperator", "raw", "lcmCommutativity", 1.0));
        given.putAll(Map.of("lcmLearnIdentity", true, "lcmIdentity", 0.5));
        try (Model model = Example.train(GRAPH, "sage", given, 1)) {
            assertThat(model.metrics().get("test").get("accuracy")).isNotNaN();
        }
    }

    @Test
    void nothingIsSaidWhereTheOrderCannotMatter() {
        for (String aggregator : new String[] {"sum", "max", "pna"}) {
            try (Model model = Example.train(GRAPH, "gin", Map.of("aggregator", aggregator, "epochs", 3), 1)) {
                assertThat(model.metrics().get("test")).doesNotContainKey("orderSpread");
            }
        }
    }
}
