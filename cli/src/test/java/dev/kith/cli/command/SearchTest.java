package dev.kith.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.graph.Graph;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.generate.BlockModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code kith search} from a graph folder to a model, resumed, and its refusals. */
class SearchTest extends CommandTest {
    private static final Graph GRAPH = new BlockModel(90, 3, 4.0, 0.85, 0.0, 8, 2.0).graph(5);

    @Test
    void searchesResumesAndPredicts() throws IOException {
        Path graph = folder.resolve("graph");
        GraphFolder.write(GRAPH, graph);
        Path space = folder.resolve("space.json");
        Files.writeString(
                space, "{\"classes\": {\"hidden\": [4, 8], \"heads\": [1, 2]}, \"settings\": {\"epochs\": 6}}");
        String to = folder.resolve("found").toString();
        String[] begin = {
            "search",
            graph.toString(),
            "--space",
            space.toString(),
            "--trials",
            "4",
            "--parallel",
            "2",
            "--out",
            to,
            "--finalists",
            "2",
            "--final-runs",
            "2",
            "--test-runs",
            "2",
            "--strategy",
            "random",
            "--json"
        };
        JsonNode json = json(begin);
        assertThat(json.path("trials").asInt()).isEqualTo(4);
        assertThat(json.path("best").path("recipe").path("recipe").asText()).contains("/");
        assertThat(json.path("best").path("validation").path("mean").asDouble()).isBetween(0.2, 1.0);
        assertThat(json.path("best").path("test").path("accuracy").path("runs").asInt())
                .isEqualTo(2);
        assertThat(err.toString()).contains("trial 4 of 4").contains("6 of 6 trainings");

        assertThat(run(begin)).isEqualTo(1);
        assertThat(err.toString()).contains("--resume");
        assertThat(run("search", graph.toString(), "--out", to, "--resume", "--trials", "6"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("The best of 6 trials: recipe").contains("test accuracy");
        assertThat(Files.readAllLines(Path.of(to, "trials.jsonl"))).hasSize(6);
        for (String file : List.of("report.md", "report.json", "best-so-far.svg", "model")) {
            assertThat(Path.of(to, file)).exists();
        }
        assertThat(run("predict", graph.toString(), "--model", to + "/model", "--json"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("\"nodes\":90");
    }

    @Test
    void whatCannotBeIsSaid() throws IOException {
        Path graph = folder.resolve("graph");
        GraphFolder.write(GRAPH, graph);
        assertThat(run("search", graph.toString(), "--strategy", "agn")).isEqualTo(1);
        assertThat(err.toString()).contains("did you mean 'agnn'?");
        assertThat(run("search", graph.toString(), "--space", "extendet")).isEqualTo(1);
        assertThat(err.toString()).contains("did you mean 'extended'?");
        assertThat(run("search", graph.toString(), "--set", "epohcs=3")).isEqualTo(1);
        assertThat(err.toString()).contains("did you mean 'epochs'?");
        assertThat(run("search", graph.toString(), "--resume")).isEqualTo(1);
        assertThat(err.toString()).contains("--out");
        assertThat(run("search", graph.toString(), "--trials", "0")).isEqualTo(1);
        assertThat(err.toString()).contains("at least 1");
    }
}
