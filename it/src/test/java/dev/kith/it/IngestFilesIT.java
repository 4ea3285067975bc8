package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;

/** Files into a database: what becomes of each row. */
@EveryRelease
class IngestFilesIT extends IngestedFiles {
    IngestFilesIT(Neo4jRelease release) {
        super(release);
    }

    @Test
    void everyKindOfValueArrives() throws IOException {
        JsonNode report = ingest("--json", write("people.csv", PEOPLE), write("knows.csv", KNOWS))
                .json()
                .at("/sources/0");
        assertThat(report.get("rows").asLong()).isEqualTo(5);
        assertThat(report.get("written").asLong()).isEqualTo(5);
        assertThat(report.get("mode").asText()).isEqualTo("CREATE");
        Record ada = one("MATCH (n:Human:Poet {id: 1}) RETURN n.name, n.born, n.scores, size(keys(n))");
        assertThat(ada.get(0).asString()).isEqualTo("Ada");
        assertThat(ada.get(1).asLocalDate()).isEqualTo("1815-12-10");
        assertThat(ada.get(2).asList()).isEqualTo(List.of(1.5, 2.0));
        assertThat(one("MATCH (n:Human {id: 2}) RETURN size(keys(n)), labels(n)")
                        .get(0)
                        .asInt())
                .isEqualTo(2);
        assertThat(one("MATCH (n:Human:Poet:Late) RETURN n.name").get(0).asString())
                .isEqualTo("C\n,\"");
        assertThat(one("MATCH (:Human {id: 1})-[r:KNOWS]->(:Human {id: 2}) RETURN r.since")
                        .get(0)
                        .asInt())
                .isEqualTo(1840);
        assertThat(one("MATCH (:Human {id: 2})-[r:LIKES]->() RETURN keys(r)")
                        .get(0)
                        .asList())
                .isEmpty();
    }

    @Test
    void missingEndsStopAreListedOrAreMade() throws IOException {
        String people = write("people.csv", PEOPLE);
        String knows = write("knows.csv", KNOWS + "1,77,KNOWS,1\n88,1,KNOWS,1\n");
        assertThat(ingest(people, knows).sentence())
                .contains("knows.csv, line 4", "there is no node Human with id = 77, its target", "--missing skip");
        Path rejects = folder.resolve("rejects.csv");
        CommandRun skipped = ingest("--missing", "SKIP", "--rejects", rejects.toString(), people, knows)
                .succeeded();
        assertThat(skipped.out()).contains("7 rows in = 5 written (3 nodes, 2 relationships) + 2 rejected");
        assertThat(skipped.out()).contains("of them were there from the run before");
        // Two lanes find them.
        assertThat(Files.readAllLines(rejects))
                .containsExactlyInAnyOrder(
                        "file,line,reason,text",
                        "\"" + knows + "\",4,\"there is no node Human with id = 77, its target\",\"1,77,KNOWS,1\"",
                        "\"" + knows + "\",5,\"there is no node Human with id = 88, its source\",\"88,1,KNOWS,1\"");
        CommandRun created = ingest("--pipeline", "second", "--missing", "CREATE", people, knows)
                .succeeded();
        assertThat(created.out()).contains("7 rows in = 7 written");
        assertThat(count("MATCH (n:Human) RETURN count(n)")).isEqualTo(5);
        assertThat(count("MATCH (:Human)-[r]->(:Human) RETURN count(r)")).isEqualTo(4);
    }

    @Test
    void aKeyThatComesTwiceIsNamedWhereRowsAreCreated() throws IOException {
        String people = write("people.csv", "id:ID(Human){id-type:long}\n1\n2\n1\n");
        for (List<String> way : List.of(List.<String>of(), List.of("--no-plugin"))) {
            clear();
            List<String> arguments = new java.util.ArrayList<>(way);
            arguments.addAll(List.of("--mode", "CREATE", people));
            assertThat(ingest(arguments.toArray(String[]::new)).sentence())
                    .contains("already", "= 1")
                    .doesNotContain("Failed to invoke", "Exception");
            assertThat(count("MATCH (n:Human) RETURN count(n)")).isZero();
        }
    }

    /** Two runs at a time: the later one takes over, the earlier one says so, and every row is there once. */
    @Test
    void aRunThatIsOvertakenStops() throws Exception {
        int count = 60_000;
        StringBuilder people = new StringBuilder("id:ID(Human),name\n");
        for (int i = 0; i < count; i++) {
            people.append(i).append(",the name of ").append(i).append('\n');
        }
        String nodes = write("people.csv", people.toString());
        CompletableFuture<CommandRun> first = CompletableFuture.supplyAsync(() -> ingest(nodes));
        while (!first.isDone() && count("MATCH (n:Human) RETURN count(n)") == 0) {
            Thread.onSpinWait();
        }
        CommandRun second = ingest(nodes).succeeded();
        CommandRun overtaken = first.get(60, TimeUnit.SECONDS);
        assertThat(overtaken.sentence()).contains("Another run has taken over");
        assertThat(second.out()).contains("60,000 rows in = 60,000 written", "were there from the run before");
        assertThat(count("MATCH (n:Human) RETURN count(n)")).isEqualTo(count);
        assertThat(one("MATCH (c:KithCursor) RETURN c.status").get(0).asString())
                .isEqualTo("complete");
    }

    /** Runs that begin at the same moment: whichever has the cursor, every row is there once. */
    @Test
    void runsThatBeginAtTheSameMomentDoNotDouble() throws Exception {
        StringBuilder people = new StringBuilder("id:ID(Human)\n");
        for (int i = 0; i < 30_000; i++) {
            people.append(i).append('\n');
        }
        String nodes = write("people.csv", people.toString());
        List<CompletableFuture<CommandRun>> runs = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> ingest(nodes)))
                .limit(3)
                .toList();
        int succeeded = 0;
        for (CompletableFuture<CommandRun> run : runs) {
            CommandRun ended = run.get(120, TimeUnit.SECONDS);
            if (ended.exit() == 0) {
                assertThat(ended.out()).contains("30,000 rows in = 30,000 written");
                succeeded++;
            } else {
                assertThat(ended.sentence()).contains("Another run has taken over");
            }
        }
        assertThat(succeeded).isPositive();
        assertThat(count("MATCH (n:Human) RETURN count(n)")).isEqualTo(30_000);
        assertThat(one("MATCH (c:KithCursor) RETURN c.status").get(0).asString())
                .isEqualTo("complete");
    }

    /** Through the procedures and without them, created and merged: the same nodes and relationships. */
    @Test
    void bothWaysWriteTheSame() throws IOException {
        String people = write("people.csv", """
                id:ID(Human){id-type:long},name,ok:boolean,n:int,x:double,tags:string[],v:float[],l:long[],day:date
                1,Ada,true,5,0.5,a;b,1.5;2,7,
                2,,,,,,,,
                3,"",false,-1,NaN,"",,,2024-01-01
                1,Again,,,,c,,,
                """);
        String knows = write("knows.csv", """
                :START_ID(Human),:END_ID(Human),w:double
                1,2,1
                1,2,2
                2,9,
                8,1,3
                3,3,
                """);
        Path rejects = folder.resolve("rejects.csv");
        java.util.Set<List<Object>> dumps = new java.util.HashSet<>();
        for (List<String> way : List.of(
                List.of("--missing", "SKIP"),
                List.of("--missing", "SKIP", "--no-plugin"),
                List.of("--missing", "CREATE"),
                List.of("--missing", "CREATE", "--no-plugin"))) {
            clear();
            List<String> arguments = new java.util.ArrayList<>(way);
            arguments.addAll(List.of("--json", "--mode", "MERGE", "--rejects", rejects.toString(), people, knows));
            JsonNode report = ingest(arguments.toArray(String[]::new)).json().at("/sources/0");
            boolean plugin = !way.contains("--no-plugin");
            assertThat(report.get("path").asText()).isEqualTo(plugin ? "plugin" : "cypher");
            // The nodes have a date and an empty list, which travel as parameters everywhere; the relationships do not.
            assertThat(report.get("rowsByCypher").asLong()).matches(sent -> plugin ? sent <= 4 : sent >= 9);
            boolean create = way.contains("CREATE");
            assertThat(report.get("written").asLong()).isEqualTo(create ? 9 : 7);
            assertThat(report.at("/totals/nodesCreated").asLong()).isEqualTo(create ? 5 : 3);
            assertThat(report.at("/totals/relationshipsCreated").asLong()).isEqualTo(create ? 4 : 2);
            dumps.add(server.run("MATCH (n:Human) OPTIONAL MATCH (n)-[r]->(m) WITH n, r, m ORDER BY n.id, m.id"
                            + " RETURN collect([labels(n), toString(n.x), n {.*, x: null}, r {.*}, m.id])")
                    .getFirst()
                    .get(0)
                    .asList());
            if (!create) {
                assertThat(Files.readString(rejects)).contains("id = 9, its target", "id = 8, its source");
            }
        }
        assertThat(dumps).hasSize(2);
    }

    @Test
    void plainColumnsTravelThroughThePlugin() throws IOException {
        String people = write("people.csv", "id:ID(Human),name,n:int\na,Ada,1\nb,Bo,2\na,Ada,3\n");
        String knows = write("knows.csv", ":START_ID(Human),:END_ID(Human),w:double\na,b,1\na,b,2\n");
        JsonNode report =
                ingest("--json", "--mode", "MERGE", people, knows).json().at("/sources/0");
        assertThat(report.get("rowsByCypher").asLong()).isZero();
        assertThat(report.get("written").asLong()).isEqualTo(5);
        assertThat(report.get("merged").asLong()).isEqualTo(2);
        assertThat(ingest("--pipeline", "again", "--mode", "MERGE", people, knows)
                        .out())
                .contains("0 nodes and 0 relationships are new, 5 rows were merged into ones that were there");
    }

    /** Keys and repetitions that only the server knows to refuse: each is named, and none stops the others. */
    @Test
    void aRowThatTheServerRefusesIsNamedOrListed() throws IOException {
        String people = write(
                "people.csv",
                "id:ID(Human),at:point\n1,\"{latitude:1,longitude:2}\"\n2,\n3,\n" + "k".repeat(9_000) + ",\n1,\n4,\n");
        Path rejects = folder.resolve("rejects.csv");
        for (List<String> way : List.of(List.<String>of(), List.of("--no-plugin"))) {
            clear();
            List<String> arguments = new java.util.ArrayList<>(way);
            arguments.addAll(List.of("--mode", "CREATE", people));
            assertThat(ingest(arguments.toArray(String[]::new)).sentence())
                    .contains("people.csv, line ", "the server refuses it", "--rejects FILE");
            arguments.addAll(List.of("--rejects", rejects.toString()));
            assertThat(ingest(arguments.toArray(String[]::new)).succeeded().out())
                    .contains("6 rows in = 4 written (4 nodes, 0 relationships) + 2 rejected");
            assertThat(Files.readAllLines(rejects).stream()
                            .map(line -> line.replaceAll(".*people.csv\",(\\d+),.*", "$1")))
                    .containsExactlyInAnyOrder("file,line,reason,text", "5", "6");
        }
    }
}
