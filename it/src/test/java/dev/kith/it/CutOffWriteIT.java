package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;

/** A write of several transactions that is called off in the middle: rolled back, the database is as it was. */
@LongTermSupport
class CutOffWriteIT {
    private final ManyNodes many;
    private final PlantedGraph graph;

    CutOffWriteIT(Neo4jRelease release) {
        many = new ManyNodes(release.server());
        graph = many.graph();
    }

    @BeforeEach
    void plant() {
        many.plant();
    }

    @AfterEach
    void clear() {
        graph.server().clear();
    }

    @Test
    void aCancelledWriteIsRolledBack() {
        String before = many.dump();
        CompletableFuture<Record> writing = many.write();
        String run = many.runThatHasBegun();
        graph.rows("CALL kith.job.list() YIELD jobId, status WHERE status = 'running'"
                + " CALL kith.job.cancel(jobId) YIELD job RETURN job");
        assertThat(writing)
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("was cancelled");
        assertThat(graph.value("MATCH (r:KithRun) RETURN r.status")).isEqualTo("writing");
        assertThat(many.dump()).isNotEqualTo(before);

        graph.rows("CALL kith.run.rollback($run)", Map.of("run", run));

        assertThat(many.dump()).isEqualTo(before);
        assertThat(graph.rows("MATCH (n) WHERE NOT n:Many RETURN n")).isEmpty();
    }
}
