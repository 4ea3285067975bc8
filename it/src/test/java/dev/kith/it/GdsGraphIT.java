package dev.kith.it;

import static dev.kith.it.PlantedGraph.training;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;

/** Named graphs of Graph Data Science as graphs to learn from. */
@EveryRelease
class GdsGraphIT {
    private final PlantedGraph graph;

    GdsGraphIT(Neo4jRelease release) {
        graph = new PlantedGraph(release.server());
    }

    @BeforeEach
    void project() {
        graph.plant();
        graph.rows("MATCH (a)-[l:LINKS]->(b) SET l.weight = 1.0 + (a.row + b.row) % 3");
        graph.rows("CALL gds.graph.project('named', 'Node', {LINKS: {properties: 'weight'}})");
    }

    @AfterEach
    void drop() {
        graph.rows("CALL gds.graph.drop('named', false) YIELD graphName");
    }

    @Test
    void itsPropertiesAndThoseOfTheStoreAreLearntFrom() {
        graph.rows("CALL gds.fastRP.mutate('named',"
                + " {embeddingDimension: 16, mutateProperty: 'place', randomSeed: 1, concurrency: 1})");
        Record trained = graph.call(
                "kith.nodeClassification.train",
                "named",
                training("m", Map.of("featureProperties", List.of("place", "features"))));
        assertThat(trained.get("modelInfo").get("featureProperties").asList()).isEqualTo(List.of("place", "features"));
        assertThat(graph.call("kith.nodeClassification.write", "named", Map.of("modelName", "m"))
                        .get("nodePropertiesWritten")
                        .asLong())
                .isEqualTo(600);
    }

    @Test
    void itIsTheGraphThatAProjectionOfTheSameGives() {
        Map<String, Object> config = Map.of(
                "featureProperties", List.of("features"), "weightProperty", "weight", "model", "sage", "Epochs", 10);
        Record named = graph.call("kith.nodeClassification.train", "named", training("n", config));
        Record projected = graph.train("p", config);
        assertThat(named.get("modelInfo").get("metrics").asMap())
                .isEqualTo(projected.get("modelInfo").get("metrics").asMap());
    }
}
