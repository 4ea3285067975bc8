package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionConfig;

/** Workers that are killed, crash, are called off or are asked again: the database goes on. */
@CurrentRelease
class WorkersIT {
    private static final String TRAIN = "CALL kith.nodeClassification.train($graph, $config)";

    private static final int RUNNING = 2;
    private static final int QUEUED = 20;

    private final Neo4jRelease release;
    private final PlantedGraph graph;

    WorkersIT(Neo4jRelease release) {
        this.release = release;
        graph = new PlantedGraph(release.server());
    }

    @BeforeEach
    void plant() {
        graph.plant();
    }

    @Test
    void aWorkerThatIsKilledLeavesAFailedJobAndAHealthyDatabase() throws Exception {
        CompletableFuture<Record> training = graph.longTraining("killed");
        Record job = graph.running();
        List<String> met =
                whileAClientReadsAndWrites(() -> PlantedGraph.worker(job).destroyForcibly(), training);
        assertThatThrownBy(training::get)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("ended with code 137 (signal 9)")
                .hasMessageContaining("epoch");
        assertThat(met).isEmpty();
        assertThat(graph.end(job)).isEqualTo("failed");
        assertThat(graph.train("m", Map.of()).get("modelInfo").get("modelName").asString())
                .isEqualTo("m");
    }

    @Test
    void aWorkerThatCrashesInNativeCodeLeavesAFailedJobAndAHealthyDatabase() throws Exception {
        CompletableFuture<Record> training = graph.longTraining("crashed");
        Record job = graph.running();
        String pid = Long.toString(PlantedGraph.worker(job).pid());
        List<String> met = whileAClientReadsAndWrites(
                () -> new ProcessBuilder("kill", "-SEGV", pid).start().waitFor(), training);
        assertThatThrownBy(training::get)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("ended with code 134 (signal 6)")
                .hasMessageContaining("SIGSEGV");
        assertThat(met).isEmpty();
        assertThat(graph.end(job)).isEqualTo("failed");
    }

    /** What ends a worker. */
    private interface Blow {
        void strike() throws Exception;
    }

    /** Strikes, and returns what a client met who read and wrote from before that until the call was answered. */
    private List<String> whileAClientReadsAndWrites(Blow blow, CompletableFuture<Record> call) throws Exception {
        List<String> met = new ArrayList<>();
        long before = (long) graph.value("MATCH (n:Beside) RETURN count(n)");
        long written = 0;
        for (int i = 0; i < 20 || !call.isDone(); i++) {
            try {
                written += graph.rows("CREATE (n:Beside {i: $i}) RETURN n.i", Map.of("i", i))
                        .size();
                assertThat(graph.value("MATCH (n:Node) RETURN count(n)")).isEqualTo((long) PlantedGraph.NODES);
            } catch (RuntimeException | AssertionError e) {
                met.add(e.toString());
            }
            if (i == 10) {
                blow.strike();
            }
        }
        assertThat(graph.value("MATCH (n:Beside) RETURN count(n)")).isEqualTo(before + written);
        return met;
    }

    @Test
    void aJobIsCancelled() {
        CompletableFuture<Record> training = graph.longTraining("cancelled");
        Record job = graph.running();
        String id = job.get("jobId").asString();
        assertThat(job.get("log").asList()).isNotEmpty();
        assertThat(graph.rows("CALL kith.job.wait($id, 0) YIELD status RETURN status", Map.of("id", id)))
                .singleElement()
                .returns("running", row -> row.get(0).asString());
        graph.rows("CALL kith.job.cancel($id)", Map.of("id", id));
        assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS)).hasMessageContaining("was cancelled");
        assertThat(graph.rows("CALL kith.job.wait($id, 10) YIELD status RETURN status", Map.of("id", id)))
                .singleElement()
                .returns("cancelled", row -> row.get(0).asString());
        assertThat(graph.rows("CALL kith.model.list()")).isEmpty();
    }

    @Test
    void aTerminatedTransactionEndsItsWorker() throws Exception {
        CompletableFuture<Record> training = graph.longTraining("terminated");
        Record job = graph.running();
        ProcessHandle worker = PlantedGraph.worker(job);
        graph.rows("SHOW TRANSACTIONS YIELD transactionId, currentQuery"
                + " WHERE currentQuery STARTS WITH 'CALL kith.nodeClassification.train'"
                + " TERMINATE TRANSACTIONS transactionId YIELD message RETURN message");
        worker.onExit().get(1, TimeUnit.SECONDS);
        assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(graph.end(job)).isEqualTo("cancelled");
    }

    @Test
    void aTransactionsTimeOutEndsItsWorker() throws Exception {
        Map<String, Object> parameters = Map.of(
                "graph",
                PlantedGraph.PROJECTION,
                "config",
                PlantedGraph.training("late", Map.of("Epochs", 1_000_000, "patience", 1_000_000)));
        try (Driver driver = graph.server().driver();
                Session session = driver.session()) {
            TransactionConfig limit = TransactionConfig.builder()
                    .withTimeout(Duration.ofSeconds(3))
                    .build();
            CompletableFuture<Void> training = CompletableFuture.runAsync(
                    () -> session.run(TRAIN, parameters, limit).consume());
            Record job = graph.begun();
            PlantedGraph.worker(job).onExit().get(30, TimeUnit.SECONDS);
            assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("timeout");
            assertThat(graph.end(job)).isEqualTo("cancelled");
        }
    }

    @Test
    void whoFindsTheQueueFullIsToldSoAndLeavesNothing() {
        Map<String, Object> endless = Map.of("targetProperty", "class", "trials", 1000, "epochs", 100_000);
        for (int search = 0; search < RUNNING; search++) {
            graph.call("kith.search.start", PlantedGraph.PROJECTION, endless);
        }
        graph.await("CALL kith.job.list() YIELD status WHERE status = 'running' WITH count(*) AS running"
                + " WHERE running = " + RUNNING + " RETURN running");
        for (int search = 0; search < QUEUED; search++) {
            graph.call("kith.search.start", PlantedGraph.PROJECTION, endless);
        }
        String full =
                "There are " + QUEUED + " jobs waiting for their turn, as many as may; try again when some of them"
                        + " are done (kith.job.list).";
        assertThat(graph.refusal("kith.search.start", PlantedGraph.PROJECTION, endless))
                .contains(full);
        assertThat(graph.refusal(
                        "kith.nodeClassification.train", PlantedGraph.PROJECTION, PlantedGraph.training("m", Map.of())))
                .contains(full);
        assertThat(graph.value("MATCH (s:KithSearch) RETURN count(s)")).isEqualTo((long) RUNNING + QUEUED);
        assertThat(graph.value("CALL kith.search.list() YIELD searchId RETURN count(*)"))
                .isEqualTo((long) RUNNING + QUEUED);
        graph.forget();
        assertThat(graph.value(
                        "CALL kith.job.list() YIELD status WHERE status IN ['queued', 'running'] RETURN count(*)"))
                .isEqualTo(0L);
    }

    @Test
    void aWorkerWaitsForTheNextJobOfItsUserAndOfNoOther() {
        graph.train("first", Map.of());
        Set<Long> waiting = release.workers();
        assertThat(waiting).hasSize(1);
        graph.train("second", Map.of());
        assertThat(release.workers()).isEqualTo(waiting);

        String password = "a password of theirs";
        graph.rows(
                "CREATE USER other IF NOT EXISTS SET PASSWORD $password CHANGE NOT REQUIRED",
                Map.of("password", password));
        try {
            new TestServer(graph.server().uri(), "other", password)
                    .run(
                            "CALL kith.amud.stats($graph, {targetProperty: 'class'})",
                            Map.of("graph", PlantedGraph.PROJECTION));
            assertThat(release.workers()).hasSize(1).doesNotContainAnyElementsOf(waiting);
        } finally {
            graph.rows("DROP USER other IF EXISTS");
        }
    }
}
