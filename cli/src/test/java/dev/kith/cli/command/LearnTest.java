package dev.kith.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.graph.Graph;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.generate.BlockModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts read of {@code kith train}, {@code predict} and {@code evaluate}: the last line of standard output. */
class LearnTest extends CommandTest {
    private static final Graph GRAPH = new BlockModel(90, 3, 4.0, 0.85, 0.0, 8, 2.0).graph(5);

    private Path graph;

    @BeforeEach
    void write() {
        graph = folder.resolve("graph");
        GraphFolder.write(GRAPH, graph);
    }

    @ParameterizedTest
    @CsvSource({"node-classification, gcn, accuracy", "link-prediction, ncn, rocAuc", "latent-graph, latent, accuracy"})
    void trainedAndPredicted(String task, String model, String metric) throws IOException {
        Path to = folder.resolve("model");
        JsonNode trained = json(
                "train",
                graph.toString(),
                "--task",
                task,
                "--model",
                model,
                "--seed",
                "3",
                "--set",
                "epochs=4",
                "--set",
                "hidden=8",
                "--out",
                to.toString(),
                "--json");
        assertThat(trained.path("task").asText()).isEqualTo(task);
        assertThat(trained.path("model").asText()).isEqualTo(model);
        assertThat(trained.path("seed").asLong()).isEqualTo(3);
        for (String text : List.of("dataset", "split")) {
            assertThat(trained.path(text).isTextual()).as(text).isTrue();
        }
        for (String number : List.of("epochs", "trainMillis", "epochMillisMedian", "peakBytes", "parameters")) {
            assertThat(trained.path(number).isNumber()).as(number).isTrue();
        }
        for (String set : List.of("validation", "test")) {
            assertThat(trained.path("metrics").path(set).path(metric).asDouble())
                    .as(set)
                    .isBetween(0.0, 1.0);
        }
        assertThat(to.resolve("model.json")).exists();

        Path predictions = folder.resolve("predictions.csv");
        JsonNode predicted =
                json("predict", graph.toString(), "--model", to.toString(), "--out", predictions.toString(), "--json");
        assertThat(predicted.path("task").asText()).isEqualTo(task);
        List<String> rows = Files.readAllLines(predictions);
        assertThat(rows).hasSizeGreaterThan(1);
        assertThat(rows.getFirst().split(",")).hasSizeGreaterThan(2);
    }

    /** A latent model tells classes too, and its graph is cut as it is asked. */
    @Test
    void whatALatentModelIsAskedFor() throws IOException {
        String model = folder.resolve("model").toString();
        json("train", graph.toString(), "--model", "latent", "--set", "epochs=3", "--out", model, "--json");
        assertThat(json("predict", graph.toString(), "--model", model, "--json")
                        .path("task")
                        .asText())
                .isEqualTo("node-classification");

        Path csv = folder.resolve("graph.csv");
        JsonNode inferred = json(
                "predict",
                graph.toString(),
                "--model",
                model,
                "--task",
                "latent-graph",
                "--top-k",
                "3",
                "--sources",
                "4,7",
                "--out",
                csv.toString(),
                "--json");
        assertThat(inferred.path("pairs").asInt()).isEqualTo(6);
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows.getFirst()).isEqualTo("source,target,probability,distance,rank");
        assertThat(rows.get(1)).startsWith("4,").endsWith(",1");

        assertThat(error("predict", graph.toString(), "--model", model, "--top-k", "3"))
                .contains("only with --task latent-graph");
        assertThat(error("predict", graph.toString(), "--model", model, "--task", "link-prediction"))
                .contains("The model 'latent' is for the task node-classification, not for link-prediction.");
        assertThat(error(
                        "predict",
                        graph.toString(),
                        "--model",
                        model,
                        "--task",
                        "latent-graph",
                        "--candidates",
                        "nearest"))
                .contains("--candidates go with a link predictor");
        assertThat(error("search", graph.toString(), "--task", "latent-graph", "--trials", "2"))
                .contains("not for latent-graph");
    }

    @Test
    void evaluated() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                graph.toString(),
                "--model",
                "mlp",
                "--splits",
                "random:2",
                "--seeds",
                "2",
                "--set",
                "epochs=3",
                "--json"));
        JsonNode evaluated = json(arguments.toArray(String[]::new));
        assertThat(evaluated.path("runs")).hasSize(4);
        for (String figure : List.of("mean", "std")) {
            assertThat(evaluated.path(figure).path("accuracy").asDouble()).isBetween(0.0, 1.0);
            assertThat(evaluated.path(figure).path("macroF1").isNumber()).isTrue();
        }
        arguments.addAll(List.of("--tune", "--set", "layers=1"));
        JsonNode tuned = json(arguments.toArray(String[]::new));
        // What is set by hand is not tuned.
        assertThat(tuned.path("runs").get(0).path("chosen").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("dropout");
    }
}
