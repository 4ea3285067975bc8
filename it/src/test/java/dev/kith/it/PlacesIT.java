package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;

/** Points of the database as features, through an encoder. */
@LongTermSupport
class PlacesIT {
    private static final Map<String, Object> PROJECTION = Map.of("labels", List.of("Node"), "types", List.of("LINKS"));

    private final PlantedGraph graph;

    PlacesIT(Neo4jRelease release) {
        graph = new PlantedGraph(release.server());
    }

    /** Each class lives around a place of its own. */
    @BeforeEach
    void plant() {
        graph.plant();
        graph.rows("MATCH (n:Node) SET n.location = point({longitude: 60.0 * n.class - 100 + n.row % 7,"
                + " latitude: 25.0 * n.class - 30 + n.row % 5})");
    }

    @Test
    void pointsAreLearnedFrom() {
        for (String encoder : List.of("invariant", "sphere")) {
            Record trained = graph.call(
                    "kith.nodeClassification.train",
                    PROJECTION,
                    PlantedGraph.training(
                            encoder,
                            Map.of(
                                    "model",
                                    "mlp",
                                    "Epochs",
                                    100,
                                    "features",
                                    List.of(Map.of("property", "location", "encoder", encoder)))));
            assertThat(trained.get("modelInfo").get("featureProperties").asList())
                    .isEqualTo(List.of("location"));
            assertThat(trained.get("modelInfo")
                            .get("metrics")
                            .get("test")
                            .get("accuracy")
                            .asDouble())
                    .isGreaterThan(0.9);
            assertThat(graph.call("kith.nodeClassification.write", PROJECTION, Map.of("modelName", encoder))
                            .get("nodePropertiesWritten")
                            .asLong())
                    .isEqualTo(600);
        }
    }

    @Test
    void aPlaceThatIsNoneIsRefused() {
        assertThatThrownBy(() -> graph.call(
                        "kith.nodeClassification.train",
                        PROJECTION,
                        PlantedGraph.training(
                                "m", Map.of("features", List.of(Map.of("property", "row", "encoder", "sphere"))))))
                .hasMessageContaining("A place on the sphere has two numbers, and 'row' has 1");
    }
}
