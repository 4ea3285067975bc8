package dev.kith.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.gnn.train.Predictions;
import dev.kith.graph.Graph;
import dev.kith.graph.NodeTable;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.generate.BlockModel;
import dev.kith.ingest.write.IngestReport;
import dev.kith.ingest.write.WriteMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contest and what is shown of it, on a small graph whose neighbours are alike and whose features are weak. */
class ContestTest {
    private static final Graph GRAPH = withTexts(new BlockModel(400, 4, 8.0, 0.9, 0.3, 8, 0.5).graph(3));

    @Test
    void theBestOnTheValidationNodesIsChosen() {
        StringWriter err = new StringWriter();
        try (Contest contest = new Contest(GRAPH, 2)) {
            contest.run(new PrintWriter(err));

            assertThat(contest.scores())
                    .extracting(Score::key)
                    .containsExactly("majority", "labelPropagation", "mlp", "gcn", "rgcn");
            Score best = contest.scores().stream()
                    .filter(score -> List.of("mlp", "gcn", "rgcn").contains(score.key()))
                    .max(Comparator.comparingDouble(Score::validationAccuracy))
                    .orElseThrow();
            assertThat(contest.chosenScore().validationAccuracy()).isEqualTo(best.validationAccuracy());
            assertThat(contest.chosen().metrics())
                    .isEqualTo(contest.chosenScore().metrics());
            assertThat(score(contest, "majority")).isLessThan(0.4);
            assertThat(score(contest, "labelPropagation")).isGreaterThan(score(contest, "majority") + 0.2);
            assertThat(contest.chosenScore().testAccuracy()).isGreaterThan(score(contest, "mlp"));
            assertThat(err.toString()).contains("R-GCN");

            Predictions predictions =
                    Predictions.of(contest.chosen(), contest.task().engine(), GRAPH);
            List<Judgement> judgements = Judgement.draw(GRAPH, contest.task().target(), contest.split(), predictions);
            assertThat(judgements).hasSize(5);
            assertThat(judgements.getLast().isRight()).isFalse();
            assertThat(judgements).allSatisfy(judgement -> {
                int node = Integer.parseInt(judgement.lemma().substring("word ".length()));
                assertThat(contest.split().test()).contains(node);
                assertThat(judgement.predicted()).isEqualTo(String.valueOf(predictions.value(node)));
            });
            shown(contest, judgements);
        }
    }

    private static void shown(Contest contest, List<Judgement> judgements) {
        HiddenLinks links = new HiddenLinks(
                List.of(new HiddenLinks.Judged("ra", "untrained", Map.of("test", Map.of("rocAuc", 0.5, "mrr", 0.1)))),
                List.of(new HiddenLinks.NewLink("oak", "a tree", "elm", "another", 0.97, 3)));
        IngestReport ingested = new IngestReport("id", "test", WriteMode.CREATE, 400, 1600, 400, 1600, 1.0, 2.0, 0);
        DemoReport report = new DemoReport(
                ingested,
                400,
                1600,
                1000.0,
                new DemoReport.Seconds(1, 3, 1, 2, 1, 3, 11),
                contest.scores(),
                contest.chosenScore(),
                400,
                "a-run",
                judgements,
                links);
        ObjectNode json = DemoScreen.json(report);
        assertThat(json.path("nodes").asInt()).isEqualTo(400);
        assertThat(json.path("relationships").asInt()).isEqualTo(1600);
        for (String station : List.of("ingest", "export", "train", "write", "links", "total")) {
            assertThat(json.path("seconds").path(station).isNumber())
                    .as(station)
                    .isTrue();
        }
        assertThat(json.path("metrics").path("test").path("accuracy").asDouble())
                .isEqualTo(contest.chosenScore().testAccuracy());
        assertThat(json.path("metrics").path("test").path("macroF1").isNumber()).isTrue();
        assertThat(json.path("baselines").path("mlp").asDouble()).isEqualTo(score(contest, "mlp"));
        assertThat(json.path("baselines").has("majority")).isTrue();
        assertThat(DemoScreen.words(report))
                .contains("← chosen", "a-run", judgements.getLast().truth(), "oak: a tree", "97.0 % likely");
        assertThat(json.path("links").path("likeliest").path(0).path("target").asText())
                .isEqualTo("elm");
    }

    private static double score(Contest contest, String key) {
        return contest.scores().stream()
                .filter(score -> score.key().equals(key))
                .findFirst()
                .orElseThrow()
                .testAccuracy();
    }

    private static Graph withTexts(Graph graph) {
        Map<String, Column> properties = new LinkedHashMap<>(graph.nodes().properties());
        for (String name : List.of("lemma", "gloss")) {
            properties.put(
                    name,
                    new TextColumn(IntStream.range(0, graph.nodeCount())
                            .mapToObj(node -> "word " + node)
                            .toArray(String[]::new)));
        }
        return new Graph(
                graph.name(),
                graph.directed(),
                new NodeTable(graph.nodes().ids(), graph.nodes().labels(), properties),
                graph.relationships(),
                graph.targetProperty().orElseThrow(),
                graph.featureProperties(),
                graph.splits());
    }
}
