package dev.kith.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.graph.Graph;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.generate.BlockModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
            "--set",
            "dropout=0.4",
            "--set",
            "weightDecay=0",
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
        assertThat(run("search", graph.toString(), "--out", to, "--resume"))
                .as("the larger budget is kept: " + err)
                .isZero();
        assertThat(out.toString()).contains("The best of 6 trials");
        for (String[] other : new String[][] {{"--seed", "9"}, {"--parallel", "1"}, {"--set", "epochs=7"}}) {
            assertThat(run("search", graph.toString(), "--out", to, "--resume", other[0], other[1]))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("begun with another " + other[0]);
        }
        assertThat(run(
                        "search",
                        graph.toString(),
                        "--out",
                        to,
                        "--resume",
                        "--set",
                        "weightDecay=0",
                        "--set",
                        "dropout=0.4"))
                .as(err.toString())
                .isZero();
        Path another = folder.resolve("another");
        GraphFolder.write(new BlockModel(90, 3, 4.0, 0.85, 0.0, 8, 2.0).graph(6), another);
        assertThat(run("search", another.toString(), "--out", to, "--resume", "--trials", "2"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("another graph");
        assertThat(Files.readString(Path.of(to, "search.json")))
                .as("what was refused changes nothing")
                .contains("\"trials\" : 6");
        assertThat(run("search", graph.toString(), "--out", to, "--resume", "--trials", "0"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("at least 1");
        String[] same = Arrays.copyOf(begin, begin.length + 1);
        same[begin.length] = "--resume";
        assertThat(run(same)).as("the command that began it: " + err).isZero();
        for (String file : List.of("report.md", "report.json", "best-so-far.svg", "model")) {
            assertThat(Path.of(to, file)).exists();
        }
        assertThat(run("predict", graph.toString(), "--model", to + "/model", "--json"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("\"nodes\":90");
    }

    @Test
    void beginsWithARecipe() throws IOException {
        Path graph = folder.resolve("graph");
        GraphFolder.write(GRAPH, graph);
        String recipe = "gat:2x8:sum:identity:elu/gcn:1x4:sum:identity:sigmoid";
        Path to = folder.resolve("found");
        String[] begin = {
            "search",
            graph.toString(),
            "--space",
            "extended",
            "--first",
            recipe,
            "--trials",
            "3",
            "--parallel",
            "1",
            "--final-runs",
            "0",
            "--trial-epochs",
            "3",
            "--out",
            to.toString()
        };
        assertThat(run(begin)).as(err.toString()).isZero();
        List<String> trials = Files.readAllLines(to.resolve("trials.jsonl"));
        assertThat(trials.getFirst()).contains(recipe).contains("\"parent\":[]");
        assertThat(trials.get(1)).doesNotContain("\"parent\":[]");
        assertThat(run("search", graph.toString(), "--out", to.toString(), "--resume", "--first", recipe))
                .as(err.toString())
                .isZero();
        assertThat(run("search", graph.toString(), "--first", recipe, "--strategy", "random"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Only agnn");
        assertThat(run("search", graph.toString(), "--first", "gat:3x8:sum:identity:elu"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("The recipe has 1 layers");
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
        String[][] numbers = {
            {"--trials", "0"},
            {"--parallel", "0"},
            {"--parallel", "1100000000"},
            {"--minutes", "-5"},
            {"--final-runs", "-3"},
            {"--test-runs", "-1"},
            {"--trial-epochs", "0"},
            {"--max-failures", "-1"}
        };
        Path never = folder.resolve("never");
        for (String[] option : numbers) {
            assertThat(run("search", graph.toString(), "--out", never.toString(), option[0], option[1]))
                    .as(option[0])
                    .isEqualTo(1);
            assertThat(err.toString()).contains("A search's", "must be at least");
        }
        Path space = folder.resolve("space.json");
        Files.writeString(space, "{\"classes\": {\"dropout\": [0.5, 5]}}");
        assertThat(run("search", graph.toString(), "--out", never.toString(), "--space", space.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("No trial can be made", "dropout");
        assertThat(run("search", graph.toString(), "--out", never.toString(), "--task", "link-prediction"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("hits@100 is 1 for every architecture");
        assertThat(never).as("nothing was begun").doesNotExist();
        for (String metric : List.of("{\"settings\": {\"metric\": \"mrr\"}}", "{\"settings\": {\"k\": 5}}")) {
            Files.writeString(space, metric);
            assertThat(run(
                            "search",
                            graph.toString(),
                            "--task",
                            "link-prediction",
                            "--space",
                            space.toString(),
                            "--trials",
                            "1",
                            "--trial-epochs",
                            "1",
                            "--final-runs",
                            "0"))
                    .as(err.toString())
                    .isZero();
        }
    }
}
