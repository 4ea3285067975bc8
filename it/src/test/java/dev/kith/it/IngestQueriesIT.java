package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;

/** Rows that a query on a Neo4j gives, into a Neo4j. Here it is the same one: its {@code Original} becomes {@code Human}. */
@CurrentRelease
class IngestQueriesIT extends IngestedFiles {
    private static final String PEOPLE_QUERY = """
            // Those who are known.
            MATCH (o:Original) WHERE o.name IS NOT NULL
            RETURN o.key AS `id:ID(Human)`, o.name AS name, o.born AS born, o.at AS at, o.for AS for, o.place AS place,
              o.scores AS scores, o.kinds AS `:LABEL` ORDER BY o.name;
            """;

    private static final String KNOWS_QUERY =
            "MATCH (a:Original)-[r:KNEW]->(b) RETURN a.key AS `:START_ID(Human)`, b.key AS `:END_ID(Human)`, r.since AS"
                    + " since";

    IngestQueriesIT(Neo4jRelease release) {
        super(release);
    }

    @AfterEach
    void forget() {
        server.run("MATCH (n:Original) DETACH DELETE n");
    }

    private CommandRun queried(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--from", server.uri(), "--from-password", server.password()));
        all.addAll(List.of(arguments));
        return ingest(all.toArray(String[]::new));
    }

    private void originals() {
        server.run(
                "CREATE (a:Original {key: 1, name: 'Ada;\n', born: date('1815-12-10'),"
                        + " at: datetime('1840-01-01T10:00[Europe/London]'), for: duration('P1Y2DT3.5S'), place: point({latitude: 51, longitude: 0}),"
                        + " scores: [1.5, 2.0], kinds: ['Poet']})-[:KNEW {since: 1840}]->(:Original {key: 2, name: 'Bo', kinds: []})");
    }

    @Test
    void everyKindOfValueArrives() throws IOException {
        originals();
        String people = write("people.cypher", PEOPLE_QUERY);
        String knows = write("KNOWS.cypher", KNOWS_QUERY);
        CommandRun run = queried(people, knows).succeeded();
        assertThat(run.err()).contains("2 rows of " + people + " are fetched from " + server.uri());
        assertThat(run.out()).contains("3 rows in = 3 written (2 nodes, 1 relationships) + 0 rejected");
        Map<String, Object> expected =
                new java.util.HashMap<>(one("MATCH (o:Original {key: 1}) RETURN properties(o) AS all")
                        .get("all")
                        .asMap());
        expected.remove("kinds");
        expected.put("id", expected.remove("key"));
        assertThat(one("MATCH (h:Human:Poet) RETURN properties(h) AS all")
                        .get("all")
                        .asMap())
                .isEqualTo(expected);
        assertThat(one("MATCH (:Human {id: 1})-[r:KNOWS]->(:Human {id: 2}) RETURN r.since")
                        .get(0)
                        .asLong())
                .isEqualTo(1840);

        // The same rows are nothing to do; others are refused, or merged where that is asked for.
        assertThat(queried(people, knows).succeeded().out()).contains("nothing to do");
        server.run("MATCH (o:Original {key: 2}) SET o.name = 'Bob'");
        assertThat(queried(people, knows).sentence()).contains("is not what the run before it read");
        queried("--changed", "RERUN", people, knows).succeeded();
        assertThat(one("MATCH (h:Human {id: 2}) RETURN h.name").get(0).asString())
                .isEqualTo("Bob");
    }

    /** A run that ended half-way goes on with the rows that it began with, whatever the query gives by now. */
    @Test
    void rowsAreKeptUntilTheyAreWritten() throws IOException {
        originals();
        server.run("CREATE (:Original {name: 'Zoe'})");
        String people = write("people.cypher", PEOPLE_QUERY);
        assertThat(queried(people).sentence()).contains("people.cypher, line 3", "'id:ID(Human)' is empty");
        server.run("MATCH (o:Original) WHERE o.key IS NULL OR o.key = 2 DETACH DELETE o");
        Path rejects = folder.resolve("rejects.csv");
        CommandRun again = queried("--rejects", rejects.toString(), people).succeeded();
        assertThat(again.err()).contains("goes on with the rows that it was begun with");
        assertThat(again.out()).contains("3 rows in = 2 written (2 nodes, 0 relationships) + 1 rejected");
        assertThat(Files.readAllLines(rejects)).last().asString().contains("Zoe");
        try (Stream<Path> kept = Files.walk(Path.of(System.getenv("KITH_HOME"), "fetched"))) {
            assertThat(kept.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(queried(people).sentence()).contains("is not what the run before it read");
        // Nothing was begun with those rows, so that the next run asks again.
        server.run("MATCH (o:Original {key: 1}) SET o.name = 'Ada Lovelace'");
        queried("--changed", "RERUN", people).succeeded();
        assertThat(one("MATCH (h:Human {id: 1}) RETURN h.name").get(0).asString())
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void aMappingMayNameAQuery() throws IOException {
        originals();
        write("people.cypher", "MATCH (o:Original) RETURN o.key AS number, o.name AS called");
        CommandRun described = CommandRun.of(
                        server,
                        "ingest",
                        "Human=" + write("humans.cypher", "MATCH (o:Original) RETURN o.key AS id, o.name AS name"),
                        "--from",
                        server.uri(),
                        "--from-password",
                        server.password(),
                        "--describe")
                .succeeded();
        assertThat(described.out()).contains("humans.cypher", "column: id", "property: name");
        String mapping = write(
                "mapping.yaml",
                "nodes: [{files: people.cypher, labels: Human, id: {column: number, property: id}, properties: [{column:"
                        + " called, property: name}]}]");
        assertThat(queried("--mapping", mapping).succeeded().out()).contains("2 rows in = 2 written");
        List<Record> names = server.run("MATCH (h:Human) RETURN h.name ORDER BY h.id");
        assertThat(names).extracting(row -> row.get(0).asString()).containsExactly("Ada;\n", "Bo");
    }

    @Test
    void aQueryThatCannotBeIsRefused() throws IOException {
        originals();
        assertThat(queried(write("a.cypher", "MATCH (o:Original) RETURN o AS id"))
                        .sentence())
                .contains("the column 'id' of row 1 is a node, and no column holds one");
        assertThat(queried(write("b.cypher", "MATCH (o:Original) SET o.key = 7 RETURN o.key AS id"))
                        .sentence())
                .containsIgnoringCase("read access mode");
        assertThat(queried(write("c.cypher", "MATCH (o:Original RETURN 1 AS id"))
                        .sentence())
                .contains("c.cypher is refused: Invalid input");
        assertThat(queried(write("f.cypher", "RETURN 1 AS id") + "," + write("g.csv", "1\n"))
                        .sentence())
                .contains("cannot be the header of other files");
        assertThat(ingest(
                                "--from",
                                server.uri(),
                                "--from-password",
                                "wrong",
                                folder.resolve("f.cypher").toString())
                        .sentence())
                .contains("with --from-user and KITH_FROM_PASSWORD");
        assertThat(queried(write("d.cypher", " ;")).sentence()).contains("holds no query");
        assertThat(ingest(write("e.cypher", "RETURN 1 AS id")).sentence()).contains("name its server with --from URI");
        assertThat(queried(write("people.csv", PEOPLE)).sentence())
                .contains("--from goes with files that hold queries");
        assertThat(count("MATCH (n) WHERE n:Human OR n:KithCursor RETURN count(n)"))
                .isZero();
        assertThat(count("MATCH (o:Original {key: 7}) RETURN count(o)")).isZero();
    }
}
