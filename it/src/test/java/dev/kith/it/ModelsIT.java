package dev.kith.it;

import static dev.kith.it.PlantedGraph.PROJECTION;
import static dev.kith.it.PlantedGraph.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The catalogues of models and projections: owners, travel. */
@EveryRelease
class ModelsIT {
    private final PlantedGraph graph;

    ModelsIT(Neo4jRelease release) {
        graph = new PlantedGraph(release.server());
    }

    @BeforeEach
    void plant() {
        graph.plant();
    }

    @Test
    void aModelTravelsAsBytes() {
        graph.train("m", Map.of());
        graph.rows("CALL kith.model.export('m') YIELD file, chunk WITH collect({file: file, chunk: chunk}) AS chunks"
                + " CALL kith.model.import('copy', chunks) YIELD modelName RETURN modelName");
        assertThat(meanConfidence("copy")).isCloseTo(meanConfidence("m"), within(1e-12));
        assertThatThrownBy(() -> graph.rows("CALL kith.model.export('m') YIELD file, chunk"
                        + " WITH collect({file: file, chunk: chunk}) AS chunks"
                        + " CALL kith.model.import('bad', chunks[1..]) YIELD modelName RETURN modelName"))
                .hasMessageContaining("are not those that model.json describes");
        assertThat(graph.value("CALL kith.model.exists('bad') YIELD exists RETURN exists"))
                .isEqualTo(false);
    }

    private double meanConfidence(String model) {
        return graph.call("kith.nodeClassification.stats", PROJECTION, Map.of("modelName", model))
                .get("meanConfidence")
                .asDouble();
    }

    @Test
    void modelsAndJobsAreTheirUsersOwn() {
        String password = "a password of theirs";
        TestServer server = graph.server();
        TestServer theirs = new TestServer(server.uri(), "reader", password);
        server.run(
                "CREATE USER reader IF NOT EXISTS SET PASSWORD $password CHANGE NOT REQUIRED",
                Map.of("password", password));
        try {
            graph.train("mine", Map.of());
            theirs.run(
                    "CALL kith.nodeClassification.train($graph, $config)",
                    Map.of("graph", PROJECTION, "config", training("theirs", Map.of())));
            String names = "CALL kith.model.list() YIELD modelName, username RETURN username + ' ' + modelName AS name"
                    + " ORDER BY name";
            assertThat(theirs.run(names))
                    .extracting(row -> row.get(0).asString())
                    .containsExactly("reader theirs");
            assertThat(graph.rows(names))
                    .extracting(row -> row.get(0).asString())
                    .containsExactly("neo4j mine", "reader theirs");
            assertThatThrownBy(() -> theirs.run("CALL kith.model.drop('mine')"))
                    .hasMessageContaining("There is no model 'mine'");
            assertThat(theirs.run("CALL kith.job.list() YIELD username RETURN DISTINCT username"))
                    .extracting(row -> row.get(0).asString())
                    .containsExactly("reader");
        } finally {
            server.run("DROP USER reader IF EXISTS");
        }
    }
}
