package dev.kith.it;

import static dev.kith.it.PlantedGraph.PROJECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;

/** Architecture searches from Cypher: begun, watched, killed, resumed, and their best one trained and kept. */
@LongTermSupport
class SearchIT {
    private static final Map<String, Object> SPACE = Map.of(
            "base", "default", "layers", 1L, "classes", Map.of("hidden", List.of(4L, 8L), "heads", List.of(1L, 2L)));

    private final PlantedGraph graph;

    SearchIT(Neo4jRelease release) {
        graph = new PlantedGraph(release.server());
    }

    @BeforeEach
    void plant() {
        graph.plant();
    }

    private static Map<String, Object> configuration(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "targetProperty",
                "class",
                "strategy",
                "random",
                "trials",
                6,
                "space",
                SPACE,
                "epochs",
                20,
                "finalists",
                1,
                "finalRuns",
                1,
                "testRuns",
                1));
        all.putAll(more);
        return all;
    }

    private Map<String, Object> begin(Map<String, Object> more) {
        Record begun = graph.call("kith.search.start", PROJECTION, configuration(more));
        return Map.of(
                "id",
                begun.get("searchId").asString(),
                "job",
                begun.get("jobId").asString());
    }

    private String await(Map<String, Object> search) {
        return graph.rows("CALL kith.job.wait($job, 120) YIELD status RETURN status", search)
                .getFirst()
                .get(0)
                .asString();
    }

    @Test
    void aSearchEndsInAModelAndItsTrialsStandInTheGraph() {
        Map<String, Object> search = begin(Map.of());
        assertThat(await(search)).isEqualTo("done");
        assertThat(graph.rows("CALL kith.search.list() YIELD searchId, status, tried, trials RETURN *"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("status").asString()).isEqualTo("done");
                    assertThat(row.get("tried").asLong()).isEqualTo(6);
                });
        List<Record> trials = graph.rows("CALL kith.search.trials($id) YIELD trial, score, model, settings", search);
        assertThat(trials).hasSize(6);
        assertThat(graph.rows(
                        "MATCH (s:KithSearch {id: $id})-[:TRIED]->(t:KithTrial) WHERE s.status = 'done'"
                                + " RETURN t.trial AS trial, t.score AS score ORDER BY trial",
                        search))
                .extracting(row -> row.get("score").asDouble())
                .isEqualTo(
                        trials.stream().map(row -> row.get("score").asDouble()).toList());

        Record node = graph.rows(
                        "MATCH (t:KithTrial {search: $id, trial: 5}) RETURN t.seed AS seed, t.choices AS choices,"
                                + " t.parent AS parent, t.changed AS changed, t.inherited AS inherited",
                        search)
                .getFirst();
        Record tried = graph.rows(
                        "CALL kith.search.trials($id) YIELD trial, seed, choices, parent, changed, inherited WHERE"
                                + " trial = 5 RETURN seed, choices, parent, changed, inherited",
                        search)
                .getFirst();
        assertThat(node).isEqualTo(tried);
        assertThat(tried.get("choices").asList()).isNotEmpty();

        Map<String, Object> keep = Map.of("id", search.get("id"), "config", Map.of("modelName", "found"));
        Record best = graph.rows("CALL kith.search.best($id, $config)", keep).getFirst();
        assertThat(best.get("test").get("accuracy").get("mean").asDouble()).isBetween(0.0, 1.0);
        assertThat(best.get("modelName").asString()).isEqualTo("found");
        assertThat(graph.call("kith.nodeClassification.write", PROJECTION, Map.of("modelName", "found"))
                        .get("nodePropertiesWritten")
                        .asLong())
                .isPositive();

        Map<String, Object> again = new HashMap<>(best.get("configuration").asMap());
        again.put("modelName", "again");
        assertThat(graph.call("kith.nodeClassification.train", PROJECTION, again)
                        .get("modelInfo")
                        .get("modelType")
                        .asString())
                .isEqualTo(best.get("model").asString());
    }

    /** What a killed and resumed search tried is what one tried that nobody disturbed. */
    @Test
    void aKilledSearchIsResumedToTheSameTrials() {
        Map<String, Object> config = Map.of("trials", 16, "finalRuns", 0, "strategy", "agnn");
        Map<String, Object> search = begin(config);
        graph.await("MATCH (t:KithTrial {search: '" + search.get("id") + "'}) WITH count(t) AS tried WHERE tried > 2"
                + " RETURN tried");
        Record job = graph.begun();
        assertThat(graph.value("MATCH (s:KithSearch {id: '" + search.get("id") + "'}) RETURN s.status"))
                .isEqualTo("running");
        PlantedGraph.worker(job).destroyForcibly();
        assertThat(await(search)).isEqualTo("failed");
        assertThat(graph.value("CALL kith.search.list() YIELD status RETURN status"))
                .isEqualTo("stopped");
        Record resumed = graph.rows("CALL kith.search.resume($id)", search).getFirst();
        assertThat(await(Map.of("job", resumed.get("jobId").asString()))).isEqualTo("done");

        Map<String, Object> undisturbed = begin(config);
        assertThat(await(undisturbed)).isEqualTo("done");
        String trials = "CALL kith.search.trials($id) YIELD trial, score, settings RETURN trial, score, settings";
        assertThat(graph.rows(trials, search)).hasSize(16).isEqualTo(graph.rows(trials, undisturbed));
        assertThat(graph.rows("MATCH (t:KithTrial {search: $id}) RETURN t.trial AS trial ORDER BY trial", search))
                .extracting(row -> row.get("trial").asInt())
                .doesNotHaveDuplicates()
                .hasSize(16);
    }

    @Test
    void whatCannotBeSearchedIsSaidInASentence() {
        assertThatThrownBy(() -> begin(Map.of("strategy", "agn")))
                .hasMessageContaining("'strategy'")
                .hasMessageContaining("agnn");
        assertThatThrownBy(() -> begin(Map.of("trails", 3))).hasMessageContaining("'trials'");
        assertThatThrownBy(() -> begin(Map.of("learningRate", 50))).hasMessageContaining("learningRate");
        assertThatThrownBy(() -> graph.rows("CALL kith.search.best('search-none')"))
                .hasMessageContaining("There is no search 'search-none'");
        assertThat(graph.rows("CALL kith.search.list() YIELD searchId")).isEmpty();
        Map<String, Object> search = begin(Map.of("space", Map.of("base", "defalt")));
        assertThat(await(search)).isEqualTo("failed");
        assertThat(graph.value("CALL kith.search.list() YIELD error RETURN error"))
                .asString()
                .contains("default");
    }
}
