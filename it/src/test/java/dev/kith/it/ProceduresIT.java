package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kith.graph.arrow.TableSchema;
import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.job.ProcedureCatalogue;
import dev.kith.graph.job.ProcedureCatalogue.Procedure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/** The reference page of the procedures: what it says is what the server has, and its examples run. */
@EveryRelease
class ProceduresIT {
    private final TestServer server;
    private final PlantedGraph graph;

    ProceduresIT(Neo4jRelease release) {
        server = release.server();
        graph = new PlantedGraph(server);
    }

    @BeforeEach
    void papers() {
        graph.plant();
        server.run("MATCH (n:Node) SET n:Paper, n.topic = n.class, n.words = n.features REMOVE n:Node");
        server.run("MATCH (a)-[l:LINKS]->(b) CREATE (a)-[:CITES]->(b) DELETE l");
    }

    @Test
    void theServerHasThePagesProcedures() {
        List<Record> there = server.run("SHOW PROCEDURES YIELD name, mode, argumentDescription, returnDescription"
                + " WHERE name STARTS WITH 'kith.'"
                + " RETURN name, mode, [a IN argumentDescription | a.name + ' ' + a.type] AS arguments,"
                + " [r IN returnDescription | r.name + ' ' + r.type] AS values");
        List<Procedure> said = ProcedureCatalogue.current().procedures();
        assertThat(there)
                .extracting(Record::asMap)
                .containsExactlyInAnyOrderElementsOf(
                        said.stream().map(ProceduresIT::shown).toList());
    }

    private static Map<String, Object> shown(Procedure procedure) {
        return Map.of(
                "name",
                procedure.name(),
                "mode",
                procedure.mode(),
                "arguments",
                procedure.arguments().stream()
                        .map(argument -> argument.name() + " " + argument.type())
                        .toList(),
                "values",
                procedure.yields().stream()
                        .map(value -> value.name() + " " + value.type())
                        .toList());
    }

    /** The editions that know roles let a reader call what reads; all let a session say that it reads only. */
    @Test
    void whatWritesIsRefusedWhereOnlyReadingIsAllowed() {
        SessionConfig reading =
                SessionConfig.builder().withDefaultAccessMode(AccessMode.READ).build();
        try (Driver driver = server.driver();
                Session session = driver.session(reading)) {
            for (Procedure procedure : ProcedureCatalogue.current().procedures()) {
                String arguments = procedure.arguments().stream()
                        .map(argument -> argument.type().equals("STRING")
                                ? "'none'"
                                : argument.type().startsWith("LIST")
                                        ? "[]"
                                        : argument.type().equals("INTEGER") ? "1" : "{}")
                        .collect(Collectors.joining(", "));
                Throwable met = catchThrowable(() -> session.run("CALL " + procedure.name() + "(" + arguments + ")")
                        .consume());
                boolean refused =
                        met != null && String.valueOf(met.getMessage()).contains("Writing in read access mode");
                assertThat(refused)
                        .as(procedure.name() + " " + met)
                        .isEqualTo(procedure.mode().equals("WRITE"));
            }
        }
    }

    @Test
    void theExamplesRun() throws IOException {
        long id = server.run("MATCH (n:Paper) RETURN min(id(n))")
                .getFirst()
                .get(0)
                .asLong();
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        TableWriter.write(
                new LongColumn(new long[] {id}, null),
                Map.of("score", new DoubleColumn(new double[] {0.25}, null)),
                Channels.newChannel(chunk));
        ByteArrayOutputStream link = new ByteArrayOutputStream();
        LongColumn source = new LongColumn(new long[] {id}, null);
        TableWriter.write(
                source,
                Map.of(TableSchema.TARGET, new LongColumn(new long[] {id + 1}, null)),
                Channels.newChannel(link));
        server.run("CREATE CONSTRAINT IF NOT EXISTS FOR (t:Town) REQUIRE t.name IS UNIQUE");
        LongColumn towns = new LongColumn(new long[] {1, 2}, null);
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        TableWriter.write(towns, Map.of(), Channels.newChannel(rows));
        ByteArrayOutputStream pairs = new ByteArrayOutputStream();
        TableWriter.write(towns, Map.of(TableSchema.TARGET, towns), Channels.newChannel(pairs));
        Map<String, Object> parameters = Map.of(
                "chunks",
                List.of(chunk.toByteArray()),
                "links",
                List.of(link.toByteArray()),
                "rows",
                List.of(rows.toByteArray()),
                "pairs",
                List.of(pairs.toByteArray()));
        for (Procedure procedure : ProcedureCatalogue.current().procedures()) {
            List<Record> answer = server.run(procedure.example(), parameters);
            // No job is left to be cancelled.
            if (!procedure.name().equals("kith.job.cancel")) {
                assertThat(answer).as(procedure.name()).isNotEmpty();
            }
        }
    }
}
