package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.column.LongColumn;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.export.GraphExport;
import dev.kith.ingest.export.GraphProjection;
import dev.kith.ingest.source.GraphRecords;
import dev.kith.ingest.source.NodeBatch;
import dev.kith.ingest.source.NodeKey;
import dev.kith.ingest.source.RelationshipBatch;
import dev.kith.ingest.source.Source;
import dev.kith.ingest.write.IngestReport;
import dev.kith.ingest.write.Ingester;
import dev.kith.ingest.write.WriteMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** What an ingest leaves behind when it completes, fails half-way, or ends with its connection. */
@CurrentRelease
class IngestMarkIT {

    private static final int NODES = 200;

    private final TestServer server;
    private Driver driver;
    private Connection connection;

    IngestMarkIT(Neo4jRelease release) {
        server = release.server();
    }

    @BeforeEach
    void connect() {
        server.clear();
        driver = server.driver();
        connection = open();
    }

    @AfterEach
    void disconnect() {
        driver.executableQuery("MATCH (n) WHERE n:KithIngest OR n:Marked OR n:Late DETACH DELETE n")
                .execute();
        connection.close();
        driver.close();
    }

    @Test
    void aCompleteIngestSaysSo() {
        IngestReport report = new Ingester(connection).ingest(source(graph("whole", false)), WriteMode.CREATE);
        assertThat(report.nodes()).isEqualTo(NODES);
        Value mark = mark(report.id());
        assertThat(mark.asMap())
                .containsEntry("source", "whole")
                .containsEntry("mode", "CREATE")
                .containsEntry("status", "complete")
                .containsEntry("nodes", (long) NODES)
                .containsEntry("relationships", (long) NODES)
                .containsKeys("startedAt", "finishedAt")
                .hasSize(8);
        assertThat(count("MATCH (n:Marked) RETURN count(n)")).isEqualTo(NODES);
    }

    @Test
    void theMarkIsNoNodeOfTheGraphThatIsExported(@TempDir Path folder) {
        new Ingester(connection).ingest(source(graph("whole", false)), WriteMode.CREATE);
        assertThat(count("MATCH (n:KithIngest) RETURN count(n)")).isEqualTo(1);
        Graph exported = GraphExport.run(
                        connection,
                        new GraphProjection(List.of(), List.of(), List.of(), List.of()),
                        new GraphFolder.Description("all", true, null, List.of(), Map.of()),
                        folder)
                .graph();
        assertThat(exported.nodeCount()).isEqualTo(NODES);
        assertThat(exported.nodes().labels().names()).contains("Marked").doesNotContain("KithIngest");
    }

    @Test
    void anIngestThatFailsHalfWayIsMarkedAndCompletedByAMerge() {
        Graph graph = graph("broken", false);
        Throwable failure = catchThrowable(
                () -> new Ingester(connection, 50, 2).ingest(new WithoutItsLastBatch(source(graph)), WriteMode.CREATE));
        Value failed = theMark("failed");
        String id = failed.get("id").asString();
        assertThat(failure)
                .isInstanceOf(KithException.class)
                .hasMessageContaining("have an endpoint that is not in the database")
                .hasMessageEndingWith(
                        "What was written stays, and (:KithIngest {id: '%s'}) marks it as failed. Run the"
                                + " command again with --mode MERGE to complete it.",
                        id);
        assertThat(failed.get("message").asString()).contains("an endpoint that is not in the database");
        assertThat(count("MATCH (n:Marked) RETURN count(n)")).isEqualTo(NODES - 50);

        IngestReport report = new Ingester(connection).ingest(source(graph), WriteMode.MERGE);
        assertThat(report.nodesCreated()).isEqualTo(50);
        assertThat(count("MATCH (n:Marked) RETURN count(n)")).isEqualTo(NODES);
        assertThat(count("MATCH (:Marked)-[r:NEXT]->(:Marked) RETURN count(r)")).isEqualTo(NODES);
        assertThat(mark(report.id()).get("status").asString()).isEqualTo("complete");
        assertThat(mark(id).get("status").asString()).isEqualTo("superseded");
        assertThat(mark(id).get("supersededBy").asString()).isEqualTo(report.id());
    }

    /** Merging makes one relationship of several; the check at the end says so, and to merge again would not help. */
    @Test
    void anIngestWhoseCheckFailsIsMarked() {
        Throwable failure =
                catchThrowable(() -> new Ingester(connection).ingest(source(graph("repeated", true)), WriteMode.MERGE));
        Value failed = theMark("failed");
        assertThat(failure)
                .isInstanceOf(KithException.class)
                .hasMessageContaining("Rows that repeat a key or the same relationship were merged")
                .hasMessageEndingWith(
                        "(:KithIngest {id: '%s'}) marks it as failed.",
                        failed.get("id").asString());
    }

    @Test
    void anIngestThatLosesItsConnectionStaysMarkedAsRunning() {
        Connection lost = open();
        Throwable failure = catchThrowable(() -> new Ingester(lost)
                .ingest(new Interrupted(source(graph("lost", false)), lost::close), WriteMode.CREATE));
        assertThat(failure).isNotNull();
        Value running = theMark("running");
        assertThat(running.get("source").asString()).isEqualTo("lost");
        assertThat(running.get("finishedAt").isNull()).isTrue();
    }

    /** Half of the nodes are of another label first: each counts under all of its labels. */
    @Test
    void nodesOfSeveralLabelsAreCountedUnderEach() {
        int[] offsets = IntStream.rangeClosed(0, NODES).map(i -> 2 * i).toArray();
        int[] codes = IntStream.range(0, 2 * NODES).map(k -> (k + k / 2) % 2).toArray();
        Graph plain = graph("labels", false);
        Graph graph = new Graph(
                "labels",
                true,
                new NodeTable(plain.nodes().ids(), new NodeLabels(List.of("Marked", "Late"), offsets, codes), Map.of()),
                plain.relationships(),
                null,
                List.of(),
                Map.of());
        IngestReport report = new Ingester(connection).ingest(source(graph), WriteMode.CREATE);
        assertThat(mark(report.id()).get("status").asString()).isEqualTo("complete");
        assertThat(count("MATCH (n:Marked:Late) RETURN count(n)")).isEqualTo(NODES);
    }

    private Connection open() {
        return Connection.open(ServerAddress.parse(server.uri(), server.user(), (uri, user) -> server.password()));
    }

    private Value mark(String id) {
        return single("MATCH (i:KithIngest) WHERE i.id = '" + id + "' RETURN i").get(0);
    }

    private Value theMark(String status) {
        return single("MATCH (i:KithIngest) WHERE i.status = '" + status + "' RETURN i")
                .get(0);
    }

    private long count(String query) {
        return single(query).get(0).asLong();
    }

    private Record single(String query) {
        List<Record> records = driver.executableQuery(query).execute().records();
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static Source source(Graph graph) {
        return new GraphRecords(graph, null);
    }

    /** A ring; repeated, each of its relationships stands twice. */
    private static Graph graph(String name, boolean repeated) {
        long[] ids = new long[NODES];
        Arrays.setAll(ids, i -> i);
        int count = repeated ? 2 * NODES : NODES;
        return new Graph(
                name,
                true,
                new NodeTable(new LongColumn(ids, null), NodeLabels.all("Marked", NODES), Map.of()),
                new RelationshipTable(
                        IntStream.range(0, count).map(e -> e % NODES).toArray(),
                        IntStream.range(0, count).map(e -> (e + 1) % NODES).toArray(),
                        new short[count],
                        List.of("NEXT"),
                        Map.of()),
                null,
                List.of(),
                Map.of());
    }

    /** A source that yields other nodes than its graph has. */
    private abstract static class Tampered implements Source {
        final Source source;

        Tampered(Source source) {
            this.source = source;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Optional<String> notice() {
            return source.notice();
        }

        @Override
        public List<NodeKey> keys() {
            return source.keys();
        }

        @Override
        public List<String> relationshipTypes() {
            return source.relationshipTypes();
        }

        @Override
        public OptionalLong nodeCount() {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong relationshipCount() {
            return source.relationshipCount();
        }

        @Override
        public void relationships(int batchRows, Consumer<RelationshipBatch> sink) {
            source.relationships(batchRows, sink);
        }
    }

    private static final class WithoutItsLastBatch extends Tampered {
        WithoutItsLastBatch(Source source) {
            super(source);
        }

        @Override
        public void nodes(int batchRows, Consumer<NodeBatch> sink) {
            source.nodes(batchRows, batch -> {
                if (Arrays.stream(batch.rows()).noneMatch(row -> row == NODES - 1)) {
                    sink.accept(batch);
                }
            });
        }
    }

    private static final class Interrupted extends Tampered {
        private final Runnable interruption;

        Interrupted(Source source, Runnable interruption) {
            super(source);
            this.interruption = interruption;
        }

        @Override
        public void nodes(int batchRows, Consumer<NodeBatch> sink) {
            interruption.run();
            source.nodes(batchRows, sink);
        }
    }
}
