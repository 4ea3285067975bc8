package dev.kith.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.link.LinkPrediction;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.tensor.Crew;
import dev.kith.gnn.train.LearningTask;
import dev.kith.gnn.train.NodeClassification;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.RandomSplit;
import dev.kith.graph.Split;
import dev.kith.graph.generate.BlockModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that are real trainings, on small graphs. */
class TrainingEvaluatorTest {
    private static final Graph GRAPH = new BlockModel(120, 3, 4.0, 0.85, 0.0, 12, 2.0).graph(5);
    private static final Split SPLIT =
            RandomSplit.stratified(GRAPH.target(GRAPH.targetProperty().orElseThrow()), 0.5, 0.25, 1);
    private static final String RECIPE = "gat:2x8:mean:identity:elu/gcn:1x8:sum:identity:linear";

    /** A crew of one starts no thread. */
    @SuppressWarnings("resource")
    private static final Crew ALONE = new Crew(1);

    @TempDir
    Path folder;

    private static TrialSpec spec(
            Map<String, Object> settings, int repeats, List<String> inherit, double killBelow, long maxParameters) {
        return new TrialSpec(
                0,
                List.of(),
                "recipe",
                settings,
                3,
                repeats,
                inherit,
                true,
                killBelow,
                maxParameters,
                List.of(),
                List.of());
    }

    private static TrainingEvaluator evaluator(LearningTask task, Split split, Map<String, Object> ofTrials) {
        return new TrainingEvaluator(task, split, Map.of(), ofTrials, ALONE, 1);
    }

    private TrialResult run(TrialSpec spec, int epochs) {
        try (NodeClassification task = new NodeClassification(GRAPH, 1)) {
            return evaluator(task, SPLIT, Map.of("epochs", epochs))
                    .evaluate(spec, new FolderShelf(folder), () -> false);
        }
    }

    @Test
    void repeatsAreAveragedAndAlike() {
        TrialResult one = run(spec(Map.of("recipe", RECIPE), 3, List.of(), 0, 0), 30);
        TrialResult again = run(spec(Map.of("recipe", RECIPE), 3, List.of(), 0, 0), 30);
        assertThat(one.status()).isEqualTo(TrialResult.Status.DONE);
        assertThat(one.score()).isBetween(0.5, 1.0).isEqualTo(again.score());
        assertThat(one.deviation()).isEqualTo(again.deviation());
        assertThat(one.epochs()).isEqualTo(90);
        assertThat(one.parameters()).isEqualTo(12 * 16 + 16 + 32 + 16 * 3 + 3);
        // Features, own and neighbour vectors, bias; then the second matrix and its bias.
        assertThat(one.layerBytes()).containsExactly(4L * (12 * 16 + 32 + 16), 4L * (16 * 3 + 3));
    }

    @Test
    void aChildGoesOnWhereItsAncestorWas() {
        run(spec(Map.of("recipe", RECIPE), 1, List.of(), 0, 0), 60);
        TrialResult child = run(spec(Map.of("recipe", RECIPE), 1, List.of("trial0-layer0", "trial0-layer1"), 0, 0), 1);
        TrialResult fresh = run(spec(Map.of("recipe", RECIPE), 1, List.of("", ""), 0, 0), 1);
        assertThat(child.score()).isGreaterThan(fresh.score() + 0.1);
    }

    @Test
    void whatCannotFitIsRejectedWithItsReason() {
        TrialResult wide = run(
                spec(
                        Map.of("recipe", "gat:16x256:sum:mlp:elu/gat:16x8:sum:identity:elu", "maxMemoryGiB", 0.01),
                        1,
                        List.of(),
                        0,
                        0),
                5);
        assertThat(wide.status()).isEqualTo(TrialResult.Status.REJECTED);
        assertThat(wide.reason()).contains("GiB");
        assertThat(wide.score()).isZero();
        TrialResult many = run(spec(Map.of("recipe", RECIPE), 1, List.of(), 0, 100), 5);
        assertThat(many.status()).isEqualTo(TrialResult.Status.REJECTED);
        assertThat(many.reason()).contains("291 trained numbers, more than 100");
    }

    /** Trials that run side by side share the memory. */
    @Test
    void eachMayUseItsPartOfTheMemory() {
        TrialSpec spec = spec(Map.of("recipe", RECIPE), 1, List.of(), 0, 0);
        try (NodeClassification task = new NodeClassification(GRAPH, 1)) {
            // Of 64 GiB a millionth is 64 KiB.
            TrialResult result = new TrainingEvaluator(task, SPLIT, Map.of(), Map.of("epochs", 2), ALONE, 1_000_000)
                    .evaluate(spec, new FolderShelf(folder), () -> false);
            assertThat(result.status()).isEqualTo(TrialResult.Status.REJECTED);
            assertThat(result.reason()).contains("may use 0.00 GiB");
        }
    }

    /** Trained layer by layer, the score is the trained model's and not that of a look on the way. */
    @Test
    void whatIsTrainedForwardIsScoredAtItsEnd() {
        Map<String, Object> settings = Map.of("training", "forward", "hidden", 8, "layers", 2, "epochs", 12);
        TrialSpec spec = new TrialSpec(
                0, List.of(), "gcn", settings, 3, 1, List.of(), false, 0, 5_000_000, List.of(), List.of());
        try (NodeClassification task = new NodeClassification(GRAPH, 1)) {
            TrainingEvaluator evaluator = evaluator(task, SPLIT, Map.of());
            double score = evaluator
                    .evaluate(spec, new FolderShelf(folder), () -> false)
                    .score();
            assertThat(evaluator
                            .retrain("gcn", settings, 3, false, () -> false)
                            .get("validation")
                            .get("accuracy"))
                    .isEqualTo(score);
        }
    }

    @Test
    void whatIsFarBehindIsEndedHalfWay() {
        TrialResult killed = run(spec(Map.of("recipe", RECIPE), 2, List.of(), 1.5, 0), 20);
        assertThat(killed.status()).isEqualTo(TrialResult.Status.KILLED);
        assertThat(killed.epochs()).isEqualTo(10);
        assertThat(killed.score()).isBetween(0.1, 1.0);
        assertThat(killed.failed()).isFalse();
        assertThat(killed.layerBytes()).isEmpty();
    }

    @Test
    void aSearchNeedsSomethingToValidateWith() {
        Split none = new Split("none", SPLIT.train(), new int[0], SPLIT.test());
        try (NodeClassification task = new NodeClassification(GRAPH, 1)) {
            assertThatThrownBy(() -> evaluator(task, none, Map.of()))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("validate");
        }
    }

    @Test
    void linksAreScoredByTheirMetric() {
        Map<String, Object> settings = Map.of(
                "encoder",
                "recipe",
                "recipe",
                "const:2x8:mean:identity:elu/gcn:2x16:sum:mlp:linear",
                "hidden",
                16,
                "decoder",
                "dot",
                "metric",
                "rocAuc",
                "batchSize",
                64,
                "directionality",
                "drop");
        TrialSpec spec = new TrialSpec(
                0, List.of(), "gae", settings, 3, 1, List.of("", ""), true, 0, 5_000_000, List.of(), List.of());
        try (LinkPrediction task = new LinkPrediction(GRAPH, 1)) {
            Split split = task.splits(
                            TrainingOptions.settings(ModelRegistry.find("gae"), Map.of("directionality", "drop")),
                            "random",
                            1)
                    .getFirst();
            FolderShelf shelf = new FolderShelf(folder);
            TrainingEvaluator evaluator = evaluator(task, split, Map.of("epochs", 15));
            TrialResult result = evaluator.evaluate(spec, shelf, () -> false);
            assertThat(result.status()).as(result.reason()).isEqualTo(TrialResult.Status.DONE);
            assertThat(result.score()).isBetween(0.5, 1.0);
            assertThat(result.layerBytes()).hasSize(2);
            assertThat(shelf.read("trial0-layer1").keySet()).allMatch(name -> name.startsWith("encoder.layer1."));
        }
    }
}
