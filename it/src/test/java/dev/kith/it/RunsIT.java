package dev.kith.it;

import static dev.kith.it.PlantedGraph.PROJECTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;

/** Runs that write predictions: the same one again, cut off, rolled back. */
@EveryRelease
class RunsIT {
    private final PlantedGraph graph;

    RunsIT(Neo4jRelease release) {
        graph = new PlantedGraph(release.server());
    }

    @BeforeEach
    void plant() {
        graph.plant();
    }

    @Test
    void aRunThatIsRolledBackLeavesTheDatabaseAsItWas() {
        graph.rows("MATCH (n:Node) WHERE n.row % 3 = 0 SET n.predictedClass = 7");
        graph.rows("MATCH (n:Node) WHERE n.row % 5 = 0 SET n.confidence = 0.125");
        List<Map<String, Object>> before = graph.everything();
        graph.train("m", Map.of());
        String first = graph.write("m");
        List<Map<String, Object>> written = graph.itsNodes();

        assertThat(graph.call("kith.nodeClassification.write", PROJECTION, Map.of("MODELNAME", "m"))
                        .get("runId")
                        .asString())
                .isEqualTo(first);
        assertThat(graph.itsNodes()).isEqualTo(written);
        assertThat(graph.rows("CALL kith.run.list() YIELD runId, status, properties RETURN *"))
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.get("status").asString()).isEqualTo("complete");
                    assertThat(run.get("properties").asList()).isEqualTo(List.of("confidence", "predictedClass"));
                });

        Record back =
                graph.rows("CALL kith.run.rollback($run)", Map.of("run", first)).getFirst();

        assertThat(back.get("nodePropertiesRestored").asLong()).isBetween(590L, 600L);
        assertThat(graph.everything()).isEqualTo(before);
    }

    @Test
    void aRunThatStoppedHalfWayIsRolledBack() throws IOException {
        graph.rows("MATCH (n:Node) WHERE n.row < 150 SET n.vector = [1.5, 2.5], n.note = 'before'");
        List<Map<String, Object>> before = graph.everything();
        long[] ids = graph.rows("MATCH (n:Node) RETURN id(n) AS id ORDER BY id").stream()
                .mapToLong(row -> row.get(0).asLong())
                .toArray();
        for (int part = 0; part < 2; part++) {
            long[] some = Arrays.copyOfRange(ids, 100 * part, 100 * part + 100);
            Map<String, Column> columns = new LinkedHashMap<>();
            columns.put("vector", new VectorColumn(new float[200], 100, 2, null));
            columns.put("note", new TextColumn(Collections.nCopies(100, "after").toArray(String[]::new)));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            TableWriter.write(new LongColumn(some, null), columns, Channels.newChannel(bytes));
            graph.rows(
                    "CALL kith.nodeProperties.write('half', $chunks, {last: false})",
                    Map.of("chunks", List.of(bytes.toByteArray())));
        }
        assertThat(graph.rows("CALL kith.run.list() YIELD runId, status RETURN runId, status"))
                .extracting(Record::asMap)
                .containsExactly(Map.of("runId", "half", "status", "writing"));
        assertThat(graph.rows("MATCH (n:Node {note: 'after'}) WHERE n.vector = [0.0, 0.0] RETURN n"))
                .hasSize(200);

        graph.rows("CALL kith.run.rollback('half')");

        assertThat(graph.everything()).isEqualTo(before);
    }

    /** Others may have taken the ids of those that are gone; their labels tell them apart. */
    @Test
    void nodesThatAreGoneAreSkippedByAWrite() throws IOException {
        long[] ids = graph.rows("MATCH (n:Node) RETURN id(n) AS id ORDER BY id").stream()
                .mapToLong(row -> row.get(0).asLong())
                .toArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, Column> score = Map.of("score", new DoubleColumn(new double[ids.length], null));
        TableWriter.write(new LongColumn(ids, null), score, Channels.newChannel(bytes));
        graph.rows("MATCH (n:Node) WHERE n.row < 10 DETACH DELETE n");
        graph.rows("UNWIND range(1, 20) AS i CREATE (:Other {i: i})");
        Record written = graph.rows(
                        "CALL kith.nodeProperties.write('skipping', $chunks, {labels: ['Node']})",
                        Map.of("chunks", List.of(bytes.toByteArray())))
                .getFirst();
        assertThat(written.get("nodePropertiesWritten").asLong()).isEqualTo(PlantedGraph.NODES - 10);
        assertThat(written.get("nodesSkipped").asLong()).isEqualTo(10);
        assertThat(graph.rows("MATCH (n:Other) WHERE n.score IS NOT NULL RETURN n"))
                .isEmpty();
    }

    @Test
    void theSamePredictionsAreOneRunThoughSeveralWriteThemAtOnce() {
        List<Map<String, Object>> before = graph.everything();
        graph.train("m", Map.of());
        List<CompletableFuture<String>> writes = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> graph.write("m")))
                .limit(2)
                .toList();
        Set<String> runs = writes.stream().map(CompletableFuture::join).collect(Collectors.toSet());
        assertThat(runs).hasSize(1);
        assertThat(graph.rows("MATCH (run:KithRun) RETURN run")).hasSize(1);
        graph.rows("CALL kith.run.rollback($run)", Map.of("run", runs.iterator().next()));
        assertThat(graph.everything()).isEqualTo(before);
    }

    @Test
    void nodesThatAreGoneAreSkippedByARollback() {
        graph.train("m", Map.of());
        String run = graph.write("m");
        graph.rows("MATCH (n:Node) WHERE n.row < 10 DETACH DELETE n");
        graph.rows("UNWIND range(1, 10) AS i CREATE (:Other {i: i})");
        Record back =
                graph.rows("CALL kith.run.rollback($run)", Map.of("run", run)).getFirst();
        assertThat(back.get("nodePropertiesSkipped").asLong()).isEqualTo(20);
        assertThat(graph.rows("MATCH (n) WHERE n.predictedClass IS NOT NULL RETURN n"))
                .isEmpty();
        assertThat(graph.rows("MATCH (n:Other) WHERE n.i IS NOT NULL RETURN n")).hasSize(10);
    }
}
