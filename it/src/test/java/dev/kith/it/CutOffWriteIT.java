package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** A write of several transactions that is called off in the middle: rolled back, the database is as it was. */
@EveryRelease
class CutOffWriteIT {
    private static final int NODES = 120_000;
    private static final Map<String, Object> PROJECTION = Map.of("labels", List.of("Many"));

    private final PlantedGraph graph;

    CutOffWriteIT(Neo4jRelease release) {
        graph = new PlantedGraph(release.server());
    }

    @BeforeEach
    void plant() {
        graph.forget();
        try (Driver driver = graph.server().driver();
                Session session = driver.session()) {
            session.run(
                            "UNWIND range(0, $nodes - 1) AS i CALL (i) { CREATE (n:Many {class: i % 2, x: i % 7 / 7.0})"
                                    + " SET n.predictedClass = CASE WHEN i % 3 = 0 THEN 7 END,"
                                    + " n.confidence = CASE WHEN i % 5 = 0 THEN 0.125 END }"
                                    + " IN TRANSACTIONS OF 20000 ROWS",
                            Map.of("nodes", NODES))
                    .consume();
        }
    }

    @AfterEach
    void clear() {
        graph.server().clear();
    }

    @Test
    void aCancelledWriteIsRolledBack() {
        String before = dump();
        graph.call(
                "kith.nodeClassification.train",
                PROJECTION,
                Map.of(
                        "modelName",
                        "many",
                        "model",
                        "mlp",
                        "targetProperty",
                        "class",
                        "featureProperties",
                        List.of("x"),
                        "epochs",
                        1));
        CompletableFuture<Record> writing = CompletableFuture.supplyAsync(
                () -> graph.call("kith.nodeClassification.write", PROJECTION, Map.of("modelName", "many")));
        String run = graph.await("MATCH (r:KithRun) WHERE r.applied >= 1 RETURN r.id")
                .get(0)
                .asString();
        graph.rows("CALL kith.job.list() YIELD jobId, status WHERE status = 'running'"
                + " CALL kith.job.cancel(jobId) YIELD job RETURN job");
        assertThat(writing).failsWithin(30, TimeUnit.SECONDS).withThrowableThat().withMessageContaining("was cancelled");
        assertThat(graph.value("MATCH (r:KithRun) RETURN r.status")).isEqualTo("writing");
        assertThat(dump()).isNotEqualTo(before);

        graph.rows("CALL kith.run.rollback($run)", Map.of("run", run));

        assertThat(dump()).isEqualTo(before);
        assertThat(graph.rows("MATCH (n) WHERE NOT n:Many RETURN n")).isEmpty();
    }

    /** A hash of all nodes with all their properties, without Kith's own. */
    private String dump() {
        try (Driver driver = graph.server().driver();
                Session session = driver.session()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            session.run("MATCH (n:Many) RETURN elementId(n), properties(n) ORDER BY id(n)")
                    .forEachRemaining(row -> digest.update((row.get(0).asString()
                                    + new TreeMap<>(row.get(1).asMap()))
                            .getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
