package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings of link predictors on a small block model. */
class LinkPredictionTest {
    private static final Graph GRAPH = LinkExample.GRAPH;

    @TempDir
    private Path folder;

    static Stream<String> models() {
        return LinkExample.models().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void learnsSavesAndPredicts(String name) {
        try (Model model = LinkExample.train(name, Map.of(), 2);
                Engine engine = new Engine(2)) {
            assertThat(model.metrics().get("test").keySet())
                    .containsExactly("hits@20", "mrr", "rocAuc", "averagePrecision");
            double least = model.provenance().epochs() == 0 ? 0.5 : 0.6;
            assertThat(model.metrics().get("test").get("rocAuc")).isGreaterThan(least);
            ModelFolder.write(model, folder);
            try (Model read = ModelFolder.read(folder)) {
                assertThat(read.task()).isEqualTo(ModelRegistry.LINK_PREDICTION);
                LinkScores scores = best(model, engine);
                assertThat(best(read, engine).sha256()).isEqualTo(scores.sha256());
                assertThat(scores.count()).isBetween(1, 30);
                PairSet links = Links.of(GRAPH.asUndirected(), "").set();
                for (int k = 0; k < scores.count(); k++) {
                    assertThat(links.add(
                                    scores.pairs().source()[k], scores.pairs().target()[k]))
                            .isTrue();
                }
                assertThatThrownBy(() -> read.probabilities(engine, GRAPH)).hasMessageContaining("link-prediction");
            }
        }
    }

    /** Who must not look at the test links validates beside as many other pairs as who may. */
    @Test
    void withheldTestLinksChangeNothingInValidation() {
        ModelEntry entry = ModelRegistry.find("gae");
        Settings settings = LinkExample.settings(entry, Map.of("epochs", 4));
        try (LinkPrediction task = new LinkPrediction(GRAPH, 1)) {
            Split split = task.splits(settings, null, 3).getFirst();
            assertThat(split.test().length).isGreaterThan(split.validation().length);
            try (Model whole = task.train(task.engine(), entry, settings, split, 4, TrainingListener.SILENT);
                    Model blind = task.train(
                            task.engine(), entry, settings, split.withoutTest(), 4, TrainingListener.SILENT)) {
                assertThat(blind.metrics().get("validation"))
                        .isEqualTo(whole.metrics().get("validation"));
                assertThat(blind.metrics().get("test")).isEmpty();
            }
        }
    }

    private static LinkScores best(Model model, Engine engine) {
        try (LinkPredictor predictor = new LinkPredictor(model, engine, GRAPH)) {
            LinkScores best = LinkExample.likeliest(predictor);
            LinkScores again = predictor.answer(new LinkQuestion.Given(best.pairs(), 0.0));
            // A pair's score does not depend on the others in its batch, but for the last bit of a product.
            for (int k = 0; k < best.count(); k++) {
                assertThat(again.scores()[k]).isCloseTo(best.scores()[k], within(1e-5f));
            }
            assertThat(again.commonNeighbours()).isEqualTo(best.commonNeighbours());
            if (!model.directed() && model.entry().name().startsWith("ncn")) {
                float[] turned = predictor.logits(best.pairs().turned());
                for (int k = 0; k < turned.length; k++) {
                    assertThat(turned[k]).isCloseTo(best.scores()[k], within(1e-4f));
                }
            }
            return best;
        }
    }

    static Stream<Map<String, Object>> variants() {
        return Stream.of(
                Map.of("model", "ncn", "pool", "count"),
                Map.of("model", "ncn", "pool", "difference", "commonCap", 2),
                Map.of("model", "ncn", "pool", "twoHops", "negatives", "degree", "longOutput", true),
                Map.of("model", "ncnc", "learnPrior", true, "raiseAlpha", true, "trainCap", 2, "testCap", 3),
                Map.of(
                        "model",
                        "ncnc",
                        "completionDepth",
                        2,
                        "completionInput",
                        "plain",
                        "completionChunk",
                        1000,
                        // Without a bound, every pair has the pairs of its pairs' neighbours.
                        "trainCap",
                        3,
                        "testCap",
                        3,
                        "epochs",
                        1),
                Map.of("model", "ncn", "directionality", "keep", "predictorEdgeDropout", 0.3, "edgeDropout", 0.3),
                Map.of("model", "ncn", "encoder", "gcn", "layers", 2, "shortTail", false, "nodeMap", false),
                Map.of("model", "ncn", "encoder", "gat", "heads", 4, "validationLinksInTest", true, "metric", "mrr"),
                Map.of("model", "gae", "encoder", "gin", "decoder", "dot", "negatives", "sameSource"),
                Map.of("model", "gae", "encoder", "dirsage", "decoder", "bilinear", "directionality", "keep"),
                Map.of("model", "gae", "encoder", "max", "layers", 2, "residual", true, "negatives", "sameType"),
                Map.of("model", "gae", "encoder", "puremax", "jumpingKnowledge", false, "targetLinkRemoval", false),
                Map.of("model", "gae", "encoder", "none", "clip", 1.0, "optimizer", "adamw"),
                Map.of("model", "gae", "encoder", "gcn", "training", "forward", "layers", 2),
                Map.of("model", "gae", "encoder", "gat", "training", "forward", "variant", "ff", "heads", 2),
                Map.of("model", "gae", "encoder", "sage", "training", "forward", "variant", "ce-top-to-input"));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void theSameBytesAtAnyThreadCount(Map<String, Object> variant) {
        Map<String, Object> given = new LinkedHashMap<>(variant);
        String name = (String) given.remove("model");
        given.putIfAbsent("epochs", 2);
        try (Model one = LinkExample.train(name, given, 1);
                Model two = LinkExample.train(name, given, 2)) {
            List<Parameter> first = one.network().parameters();
            List<Parameter> second = two.network().parameters();
            for (int p = 0; p < first.size(); p++) {
                assertThat(Arrays.equals(
                                first.get(p).value().toArray(),
                                second.get(p).value().toArray()))
                        .as(first.get(p).name())
                        .isTrue();
            }
            assertThat(two.metrics()).isEqualTo(one.metrics());
        }
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> LinkExample.train("gae", Map.of("decoder", "dot", "directionality", "keep"), 1))
                .hasMessageContaining("bilinear");
        assertThatThrownBy(() -> LinkExample.train("ncn", Map.of("directionality", "auto"), 1))
                .hasMessageContaining("keep or drop");
    }
}
