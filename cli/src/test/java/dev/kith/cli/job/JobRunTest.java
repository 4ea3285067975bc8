package dev.kith.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.generate.BlockModel;
import dev.kith.graph.job.JobEvent;
import dev.kith.graph.job.JobFolder;
import dev.kith.graph.job.JobResult;
import dev.kith.graph.job.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker's jobs, run in this process. */
class JobRunTest {
    private static final Graph GRAPH = new BlockModel(300, 3, 6.0, 0.8, 0.5, 8, 2.0).graph(5);

    private final List<JobEvent> events = new ArrayList<>();

    @TempDir
    private Path temporary;

    @Test
    void aModelIsTrainedAndPredicts() throws IOException {
        JobFolder training = job("train", "node-classification", "train", Map.of("model", "gcn"), Map.of("epochs", 20));
        JobRun.run(training, events::add);

        assertThat(training.result().error()).isNull();
        assertThat(events).extracting(JobEvent::of).contains(20L);
        try (Model model = ModelFolder.read(training.model())) {
            assertThat(model.targetProperty()).isEqualTo("class");
        }

        JobFolder predicting = job(
                "predict",
                "node-classification",
                "predict",
                Map.of("modelFolder", training.model().toString()),
                Map.of());
        JobRun.run(predicting, events::add);

        JobResult result = predicting.result();
        assertThat(result.whole("nodeCount")).isEqualTo(300);
        assertThat(result.text("graphFingerprint")).startsWith("sha256:");
        assertThat(Files.size(predicting.predictions())).isPositive();
    }

    @Test
    void linksAreTrainedAndPredicted() {
        Map<String, Object> settings = Map.of("epochs", 3, "hidden", 8, "directionality", "drop");
        JobFolder estimate = job("estimate", "link-prediction", "estimate", Map.of("model", "ncn"), settings);
        JobRun.run(estimate, events::add);
        assertThat(estimate.result().whole("bytes")).isPositive();
        JobFolder training = job("train", "link-prediction", "train", Map.of("model", "ncn"), settings);
        JobRun.run(training, events::add);
        String model = training.model().toString();

        Map<String, Object> likeliest = Map.of(
                "modelFolder",
                model,
                "topK",
                2,
                "threshold",
                0.0,
                "candidates",
                "nearest",
                "sourceNodes",
                List.of(4, 7));
        JobFolder some = job("likeliest", "link-prediction", "predict", likeliest, Map.of());
        JobRun.run(some, events::add);
        assertThat(some.result().whole("pairCount")).isBetween(2L, 4L);
        assertThat(some.result().whole("sourceCount")).isEqualTo(2);
        assertThat(some.predictions()).exists();

        Map<String, Object> given =
                Map.of("modelFolder", model, "threshold", 0.0, "pairs", List.of(List.of(0, 1), List.of(5, 9)));
        JobFolder pairs = job("pairs", "link-prediction", "predict", given, Map.of());
        JobRun.run(pairs, events::add);
        assertThat(pairs.result().whole("pairCount")).isEqualTo(2);
        assertThat(pairs.result().real("highestProbability")).isBetween(0.0, 1.0);

        Map<String, Object> unknown =
                Map.of("modelFolder", model, "threshold", 0.0, "pairs", List.of(List.of(0, 1_000_000)));
        JobFolder nowhere = job("nowhere", "link-prediction", "predict", unknown, Map.of());
        assertThatThrownBy(() -> JobRun.run(nowhere, events::add))
                .hasMessageContaining("The node 1000000 is not in the projection");
    }

    @Test
    void aGraphIsInferred() {
        JobFolder training = job("train", "latent-graph", "train", Map.of("model", "latent"), Map.of("epochs", 3));
        JobRun.run(training, events::add);
        Map<String, Object> asked = Map.of(
                "modelFolder",
                training.model().toString(),
                "topK",
                4,
                "threshold",
                0.0,
                "eachPairOnce",
                false,
                "sourceNodes",
                List.of(4, 7));
        JobFolder some = job("infer", "latent-graph", "predict", asked, Map.of());
        JobRun.run(some, events::add);
        assertThat(some.result().whole("pairCount")).isEqualTo(8);
        assertThat(some.result().real("meanDistance")).isPositive();
        assertThat(some.predictions()).exists();
    }

    @Test
    void aTrainingIsEstimated() {
        JobFolder folder = job("estimate", "node-classification", "estimate", Map.of("model", "adpa"), Map.of());
        JobRun.run(folder, events::add);
        assertThat(folder.result().whole("bytes")).isPositive();
    }

    @Test
    void directionsAreAnalysed() {
        JobFolder folder = job("amud", "amud", "stats", Map.of("labels", "all"), Map.of("replicas", 10));
        JobRun.run(folder, events::add);
        assertThat(folder.result().text("advice")).isIn("DIRECTED", "UNDIRECTED");
        assertThat(folder.result().figures().get("patterns"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isNotEmpty();
    }

    @Test
    void aFailureIsTheResult() {
        JobFolder folder = job("mistake", "node-classification", "tarin", Map.of(), Map.of());
        assertThatThrownBy(() -> JobRun.run(folder, events::add))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("did you mean 'node-classification train'");
        assertThat(folder.result().error()).contains("tarin");
    }

    private JobFolder job(
            String name, String task, String mode, Map<String, Object> options, Map<String, Object> settings) {
        JobFolder folder = new JobFolder(temporary.resolve(name));
        GraphFolder.write(GRAPH, folder.graph());
        Map<String, Object> all = new LinkedHashMap<>(Map.of("seed", 1, "split", "", "concurrency", 1));
        all.putAll(options);
        folder.write(new JobSpec(
                task,
                mode,
                new GraphFolder.Description("blocks", true, "class", List.of("features"), Map.of()),
                all,
                settings));
        return folder;
    }
}
