package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline from files to predictions in the database; one that failed half-way goes on. */
@CurrentRelease
class PipelineIT {
    private static final int PAPERS = 60;

    private final TestServer server;

    @TempDir
    Path folder;

    PipelineIT(Neo4jRelease release) {
        server = release.server();
    }

    @AfterEach
    void clear() {
        server.run("MATCH (n) WHERE n:Piece OR n:KithCursor OR n:KithCursorLane OR n:KithReject OR n:KithRun"
                + " OR n:KithRunPart DETACH DELETE n");
    }

    @Test
    void fromFilesToPredictionsAndOnFromWhereItFailed() throws IOException {
        writeFiles();
        Path pipeline = Files.writeString(folder.resolve("nightly.yaml"), pipeline(folder));
        Path metrics = folder.resolve("kith.prom");
        CommandRun plan = CommandRun.of("run", pipeline.toString(), "--dry-run").succeeded();
        assertThat(plan.out().lines()).hasSize(4).first().asString().startsWith("1-ingest: kith ingest ");
        assertThat(plan.out()).doesNotContain(server.password());
        assertThat(folder.resolve("nightly.yaml.run.json")).doesNotExist();

        // The file that stands where the model's folder goes makes the third step fail.
        Path inTheWay = Files.writeString(folder.resolve("model"), "");
        CommandRun failed = CommandRun.of("run", pipeline.toString(), "--json", "--metrics", metrics.toString());
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.out()).contains("\"status\":\"failed\"");
        assertThat(Files.readString(metrics)).contains("kith_pipeline_success{pipeline=\"nightly\"} 0");
        Files.delete(inTheWay);

        JsonNode run = CommandRun.of("run", pipeline.toString(), "--json", "--metrics", metrics.toString())
                .json();
        assertThat(run.path("status").asText()).isEqualTo("complete");
        assertThat(failed.out()).contains(run.path("run").asText());
        assertThat(run.at("/steps/1-ingest/result/sources/0/rows").asLong()).isEqualTo(2L * PAPERS);
        assertThat(Files.readString(metrics))
                .contains("kith_pipeline_success{pipeline=\"nightly\"} 1")
                .contains("kith_ingest_rows{pipeline=\"nightly\",step=\"1-ingest\"} " + 2 * PAPERS);
        assertThat(server.run("MATCH (n:Piece) WHERE n.predictedTopic IS NOT NULL RETURN count(n)")
                        .getFirst()
                        .get(0)
                        .asLong())
                .isEqualTo(PAPERS);

        CommandRun next = CommandRun.of("run", pipeline.toString()).succeeded();
        assertThat(next.out())
                .contains("4 of 4 steps are done")
                .doesNotContain(run.path("run").asText());
    }

    private String pipeline(Path folder) {
        return """
                name: nightly
                steps:
                  - ingest: {sources: ['%1$s/pieces.csv', '%1$s/cites.csv'], to: '%2$s', user: %3$s, password: '%4$s'}
                  - export: {from: '%2$s', user: %3$s, password: '%4$s', labels: Piece, target: topic, features: words, out: '%1$s/graph'}
                  - train: {graph: '%1$s/graph', model: gcn, set: {epochs: 5}, out: '%1$s/model'}
                  - predict: {graph: '%1$s/graph', model: '%1$s/model', write: true, to: '%2$s', user: %3$s, password: '%4$s', out: '%1$s/predictions.csv'}
                """.formatted(folder, server.uri(), server.user(), server.password());
    }

    private void writeFiles() throws IOException {
        StringBuilder papers = new StringBuilder("id:ID(Piece){id-type:long},topic,words:float[]\n");
        StringBuilder cites = new StringBuilder(":START_ID(Piece),:END_ID(Piece)\n");
        for (int i = 0; i < PAPERS; i++) {
            papers.append(i).append(i % 2 == 0 ? ",even,1;0\n" : ",odd,0;1\n");
            cites.append(i).append(',').append((i + 2) % PAPERS).append('\n');
        }
        Files.writeString(folder.resolve("pieces.csv"), papers);
        Files.writeString(folder.resolve("cites.csv"), cites);
    }
}
