package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Files that are taken in more than once: what the database remembers of a run, and what the next one does with it. */
@CurrentRelease
class IngestAgainIT extends IngestedFiles {
    IngestAgainIT(Neo4jRelease release) {
        super(release);
    }

    @Test
    void aCompleteSourceIsNotWrittenAgainAndAChangedOneOnlyWhenAsked() throws IOException {
        String people = write("people.csv", PEOPLE);
        ingest(people).succeeded();
        server.run("MATCH (n:Human {id: 2}) DELETE n");
        CommandRun again = ingest(people).succeeded();
        assertThat(again.out()).contains("3 rows in = 3 written", "nothing to do");
        assertThat(count("MATCH (n:Human) RETURN count(n)")).isEqualTo(2);
        write("people.csv", PEOPLE + "4,Dora,,,\n");
        assertThat(ingest(people).sentence()).contains("is not what the run before it read", "--changed rerun");
        JsonNode rerun = ingest("--json", "--changed", "RERUN", people).json().at("/sources/0");
        assertThat(rerun.get("mode").asText()).isEqualTo("MERGE");
        assertThat(rerun.at("/totals/nodesCreated").asLong()).isEqualTo(2);
        assertThat(count("MATCH (n:Human) RETURN count(n)")).isEqualTo(4);
        assertThat(one("MATCH (c:KithCursor) RETURN c.status, c.rows").asMap())
                .containsEntry("c.status", "complete")
                .containsEntry("c.rows", 4L);
        assertThat(count("MATCH (n) WHERE n:KithCursorLane OR n:KithReject RETURN count(n)"))
                .isZero();
    }

    @Test
    void aRowThatCannotBeReadStopsOrIsListed() throws IOException {
        String people = write("people.csv", PEOPLE + "x,Eve,,,\n5,Fay\n");
        assertThat(ingest(people).sentence()).contains("people.csv, line 6", "'x' is no long", "--rejects FILE");
        Path rejects = folder.resolve("rejects.csv");
        assertThat(ingest("--rejects", rejects.toString(), people).succeeded().out())
                .contains("5 rows in = 3 written (3 nodes, 0 relationships) + 2 rejected");
        assertThat(Files.readAllLines(rejects)).hasSize(3).last().asString().endsWith("\"5,Fay\"");
    }

    @Test
    void theDescribedMappingDoesTheSame() throws IOException {
        String people = write("people.csv", PEOPLE);
        String described =
                CommandRun.of("ingest", people, "--describe").succeeded().out();
        String mapping = write("mapping.yaml", described);
        assertThat(ingest("--mapping", mapping).succeeded().out()).contains("3 rows in = 3 written");
        assertThat(count("MATCH (n:Human) WHERE n.id IS :: INTEGER RETURN count(n)"))
                .isEqualTo(3);
    }

    /** Many units, and a run that ends in the middle: the next one writes the rest and nothing twice. */
    @Test
    void aRunThatFailedGoesOnWhereItWas() throws IOException {
        StringBuilder people = new StringBuilder("id:ID(Human)\n");
        StringBuilder knows = new StringBuilder(":START_ID(Human),:END_ID(Human),w:int\n");
        int count = 30_000;
        for (int i = 0; i < count; i++) {
            people.append(i).append('\n');
            knows.append(i).append(',').append((i * 7 + 1) % count).append(",1\n");
        }
        String nodes = write("people.csv", people.toString());
        String arcs = write("knows.csv", knows + "0,nobody,2\n");
        assertThat(ingest(nodes, arcs).sentence()).contains("line 30002", "nobody");
        assertThat(count("MATCH (n:Human) RETURN count(n)")).isEqualTo(count);
        assertThat(one("MATCH (c:KithCursor) RETURN c.status").get(0).asString())
                .isEqualTo("failed");
        server.run("CREATE (:Human {id: 'nobody'})");
        CommandRun resumed = ingest(nodes, arcs).succeeded();
        assertThat(resumed.out()).contains("60,001 rows in = 60,001 written", "were there from the run before");
        assertThat(count("MATCH (n:Human) RETURN count(n)")).isEqualTo(count + 1);
        assertThat(count("MATCH (:Human)-[r:KNOWS]->(:Human) RETURN count(r)")).isEqualTo(count + 1);
        assertThat(count("MATCH (:Human)-[r]->(:Human) RETURN sum(r.w)")).isEqualTo(count + 2);
    }

    @Test
    void aModeThatTheCursorContradictsIsRefused() throws IOException {
        String people = write("people.csv", PEOPLE + "x,Eve,,,\n");
        assertThat(ingest("--mode", "CREATE", people).sentence()).contains("line 6");
        assertThat(ingest("--mode", "MERGE", people).sentence()).contains("writes with CREATE", "--mode MERGE");
        Files.writeString(Path.of(people), PEOPLE);
        assertThat(ingest("--mode", "CREATE", "--changed", "RERUN", people).sentence())
                .contains("Leave --mode out");
        assertThat(ingest("--changed", "RERUN", people).succeeded().out()).contains("3 rows in = 3 written");
    }

    /** A file that is replaced while it is read, and put back: rows of both may be there, and nothing goes on from them. */
    @Test
    void aFileThatWasReplacedInMidRunIsOnlyRunAgain() throws Exception {
        StringBuilder people = new StringBuilder("id:ID(Human),name\n");
        for (int i = 0; i < 60_000; i++) {
            people.append(i).append(",the name of ").append(i).append('\n');
        }
        String nodes = write("people.csv", people.toString());
        FileTime before = Files.getLastModifiedTime(Path.of(nodes));
        CompletableFuture<CommandRun> first = CompletableFuture.supplyAsync(() -> ingest(nodes));
        while (!first.isDone() && count("MATCH (n:Human) RETURN count(n)") == 0) {
            Thread.onSpinWait();
        }
        write("other.csv", "id:ID(Human),name\n");
        Files.move(folder.resolve("other.csv"), Path.of(nodes), StandardCopyOption.REPLACE_EXISTING);
        assertThat(first.get(60, TimeUnit.SECONDS).sentence()).contains("people.csv", "--changed rerun");
        write("people.csv", people.toString());
        Files.setLastModifiedTime(Path.of(nodes), before);
        assertThat(ingest(nodes).sentence()).contains("is not what the run before it read", "--changed rerun");
        assertThat(ingest("--changed", "RERUN", nodes).succeeded().out()).contains("60,000 rows in = 60,000 written");
    }

    /** The same file by another name is the same source. */
    @Test
    void theCursorKnowsAFileByItsFullName() throws IOException {
        String people = write("people.csv", PEOPLE);
        ingest(people).succeeded();
        assertThat(ingest(folder + "/./people.csv").succeeded().out()).contains("nothing to do");
        assertThat(one("MATCH (c:KithCursor) RETURN c.source, size(c.id)").values())
                .extracting(Object::toString)
                .containsExactly("\"" + people + "\"", "64");
    }
}
