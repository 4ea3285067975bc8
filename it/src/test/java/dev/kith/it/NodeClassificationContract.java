package dev.kith.it;

import static dev.kith.it.PlantedGraph.PROJECTION;
import static dev.kith.it.PlantedGraph.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.model.amud.AmudReport;
import dev.kith.gnn.model.amud.PatternStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** {@code kith.nodeClassification.*} and {@code kith.amud.stats}, in a process or a container. */
abstract class NodeClassificationContract {
    private final PlantedGraph graph;

    NodeClassificationContract(TestServer server) {
        graph = new PlantedGraph(server);
    }

    @BeforeEach
    void plant() {
        graph.plant();
    }

    @Test
    void modelsAreTrainedAndTheirPredictionsFound() {
        for (String model : List.of("adpa", "gcn")) {
            Record trained = graph.train(model, Map.of("model", model));
            assertThat(trained.get("modelInfo").get("modelType").asString()).isEqualTo(model);
            assertThat(trained.get("modelInfo")
                            .get("metrics")
                            .get("test")
                            .get("accuracy")
                            .asDouble())
                    .isGreaterThan(0.6);
            assertThat(trained.get("configuration").asMap())
                    .containsEntry("epochs", 30L)
                    .containsEntry("learningRate", 0.01)
                    .containsEntry("randomSeed", 0L)
                    .containsEntry("targetProperty", "class");
        }
        Record written = graph.call("kith.nodeClassification.write", PROJECTION, Map.of("modelName", "adpa"));
        assertThat(written.get("nodePropertiesWritten").asLong()).isEqualTo(600);
        assertThat(written.get("nodesSkipped").asLong()).isZero();

        Map<Long, Object> streamed = graph
                .rows(
                        "CALL kith.nodeClassification.stream($graph, {modelName: 'adpa'}) YIELD nodeId, predictedClass"
                                + " RETURN nodeId, predictedClass",
                        Map.of("graph", PROJECTION))
                .stream()
                .collect(Collectors.toMap(
                        row -> row.get(0).asLong(), row -> row.get(1).asObject()));
        Map<Long, Object> found = graph
                .rows(
                        "MATCH (n:Node) WHERE n.predictedClass >= 0 AND n.confidence > 0.0 RETURN id(n), n.predictedClass")
                .stream()
                .collect(Collectors.toMap(
                        row -> row.get(0).asLong(), row -> row.get(1).asObject()));
        assertThat(found).hasSize(300).isEqualTo(streamed);

        Record stats = graph.call("kith.nodeClassification.stats", PROJECTION, Map.of("modelName", "adpa"));
        assertThat(stats.get("classes").asList(entry -> entry.get("count").asLong()).stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(300);
        assertThat(stats.get("meanConfidence").asDouble()).isBetween(0.3, 1.0);
    }

    @Test
    void directionsAreAnalysed() {
        Record stats = graph.call("kith.amud.stats", PROJECTION, Map.of("targetProperty", "class", "labels", "all"));
        assertThat(stats.get("advice").asString()).isIn("DIRECTED", "UNDIRECTED");
        assertThat(stats.get("labelledNodes").asLong()).isEqualTo(300);
        assertThat(stats.get("patterns").asList(pattern -> pattern.get("name").asString()))
                .contains("A", "AA");
        assertThat(stats.get("configuration").asMap()).containsEntry("formula", "KAPPA_RANGE_2");
        AmudReport report = PlantedGraph.amud();
        assertThat(stats.get("score").asDouble()).isCloseTo(report.score(), within(1e-9));
        assertThat(stats.get("advice").asString()).isEqualTo(report.advice().name());
        for (int p = 0; p < report.patterns().size(); p++) {
            Value pattern = stats.get("patterns").get(p);
            PatternStatistics expected = report.patterns().get(p);
            assertThat(pattern.get("name").asString()).isEqualTo(expected.name());
            assertThat(pattern.get("pairs").asDouble()).isEqualTo(expected.pairs());
            assertThat(pattern.get("kappa").asDouble()).isCloseTo(expected.kappa(), within(1e-9));
        }
    }

    @Test
    void aTrainingIsEstimatedFirst() {
        Record estimate = graph.call(
                "kith.nodeClassification.train.estimate",
                PROJECTION,
                Map.of("modelName", "none", "targetProperty", "class"));
        assertThat(estimate.get("requiredBytes").asLong()).isBetween(10_000L, 1L << 30);
        assertThat(estimate.get("nodeCount").asLong()).isEqualTo(300);
    }

    @Test
    void aPredictionIsEstimatedFirst() {
        graph.train("m", Map.of("Epochs", 2));
        for (String mode : List.of("stats", "stream", "write")) {
            Record estimate =
                    graph.call("kith.nodeClassification." + mode + ".estimate", PROJECTION, Map.of("modelName", "m"));
            assertThat(estimate.get("requiredBytes").asLong()).isBetween(10_000L, 1L << 24);
            assertThat(estimate.get("nodeCount").asLong()).isEqualTo(300);
            assertThat(estimate.get("configuration").asMap()).containsEntry("modelName", "m");
        }
        assertThat(graph.value("MATCH (n) WHERE n.predictedClass IS NOT NULL OR n:KithRun RETURN count(n)"))
                .isEqualTo(0L);
    }

    @Test
    void mistakesAreAnsweredInASentence() {
        String train = "kith.nodeClassification.train";
        assertThat(graph.refusal(train, PROJECTION, Map.of("modelNam", "m")))
                .contains("The configuration has no key 'modelNam'; did you mean 'modelName'?");
        assertThat(graph.refusal(train, PROJECTION, Map.of("model", "gcm")))
                .contains("There is no model 'gcm'; did you mean 'gcn'?");
        assertThat(graph.refusal(train, PROJECTION, training("m", Map.of("hidden", 0))))
                .contains("The option 'hidden' cannot be 0; it is a whole number from 1 to 4096 (default 64).");
        assertThat(graph.refusal(train, PROJECTION, Map.of("modelName", "m")))
                .contains("The configuration lacks the key 'targetProperty'");
        assertThat(graph.refusal(train, "nowhere", training("m", Map.of()))).contains("There is no graph 'nowhere'");
        assertThat(graph.refusal("kith.nodeClassification.stats", PROJECTION, Map.of("modelName", "m")))
                .contains("There is no model 'm'");
        assertThat(graph.refusal(train, PROJECTION, training("m", Map.of("split", "geom"))))
                .contains("has no split 'geom'");
    }
}
