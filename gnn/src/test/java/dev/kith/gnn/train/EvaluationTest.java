package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.StopsHalfWay;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Graph GRAPH = Example.GRAPH;

    private static Evaluation.Result evaluate(
            Settings settings, boolean tune, int threads, List<Evaluation.Run> heard) {
        ModelEntry entry = ModelRegistry.find("gcn");
        try (NodeClassification task = new NodeClassification(GRAPH, threads)) {
            List<Split> splits = SplitChoice.all(GRAPH, task.target(), "random:2", 4);
            return new Evaluation(task, entry, settings, tune).run(splits, 2, 7, heard::add);
        }
    }

    @Test
    void sideBySideIsOneAfterTheOther() {
        Settings settings = Example.settings("gcn", Map.of("epochs", 8));
        List<Evaluation.Run> heard = new ArrayList<>();
        Evaluation.Result alone = evaluate(settings, false, 1, new ArrayList<>());
        Evaluation.Result together = evaluate(settings, false, 3, heard);
        assertThat(together.runs()).hasSize(4).isEqualTo(heard);
        for (int r = 0; r < 4; r++) {
            Evaluation.Run one = alone.runs().get(r);
            Evaluation.Run other = together.runs().get(r);
            assertThat(other.split()).isEqualTo(one.split()).isEqualTo("random-" + (4 + r / 2));
            assertThat(other.seed()).isEqualTo(one.seed()).isEqualTo(7 + r % 2);
            assertThat(other.metrics()).isEqualTo(one.metrics());
        }
        assertThat(together.mean()).isEqualTo(alone.mean());
        assertThat(together.std()).isEqualTo(alone.std());
    }

    @Test
    void meanAndDeviationAreThoseOfTheTestNodes() {
        Evaluation.Result result = evaluate(Example.settings("gcn", Map.of("epochs", 8)), false, 2, new ArrayList<>());
        double[] accuracies = result.runs().stream()
                .mapToDouble(run -> run.metrics().get("test").get("accuracy"))
                .toArray();
        double mean = (accuracies[0] + accuracies[1] + accuracies[2] + accuracies[3]) / 4;
        double squares = 0.0;
        for (double accuracy : accuracies) {
            squares += Math.pow(accuracy - mean, 2);
        }
        assertThat(result.mean().get("accuracy")).isCloseTo(mean, Offset.offset(1e-12));
        assertThat(result.std().get("accuracy")).isCloseTo(Math.sqrt(squares / 3), Offset.offset(1e-12));
        assertThat(result.mean()).containsKey("macroF1");
    }

    @Test
    void theGridIsEveryCombinationInAFixedOrder() {
        List<Option> options = List.of(
                Option.count("a", 1, 1, 9, "A.").tuned(1, 2),
                Option.flag("b", false, "B."),
                Option.number("c", 0, 0, 1, "C.").tuned(0.0, 0.5));
        assertThat(Evaluation.grid(options))
                .containsExactly(
                        Map.of("a", 1, "c", 0.0),
                        Map.of("a", 1, "c", 0.5),
                        Map.of("a", 2, "c", 0.0),
                        Map.of("a", 2, "c", 0.5));
        assertThat(Evaluation.grid(List.of())).containsExactly(Map.of());
    }

    /** The chosen settings are those of the best validation accuracy of the grid, on each split by itself. */
    @Test
    void tuningChoosesByValidation() {
        Settings settings = Example.settings("gcn", Map.of("epochs", 2));
        Evaluation.Result tuned = evaluate(settings, true, 2, new ArrayList<>());
        ModelEntry entry = ModelRegistry.find("gcn");
        try (NodeClassification task = new NodeClassification(GRAPH, 1)) {
            Split split = SplitChoice.all(GRAPH, task.target(), "random:2", 4).getFirst();
            double best = Double.NEGATIVE_INFINITY;
            Map<String, Object> chosen = null;
            for (Map<String, Object> candidate : Evaluation.grid(settings.options())) {
                try (Model model = task.train(
                        entry, settings.with(candidate), split, 7, TrainingListener.SILENT, Checkpoint.NONE)) {
                    double validation = model.metrics().get("validation").get("accuracy");
                    if (validation > best) {
                        best = validation;
                        chosen = candidate;
                    }
                }
            }
            assertThat(tuned.runs().get(0).chosen()).isEqualTo(chosen).containsKeys("layers", "dropout");
            assertThat(tuned.runs().get(1).chosen()).isEqualTo(chosen);
        }
    }

    @Test
    @StopsHalfWay
    void aFailureOfOneRunEndsTheEvaluation() {
        Settings settings = Example.settings("gcn", Map.of("learningRate", 10, "layers", 30, "activation", "identity"));
        for (int threads : new int[] {1, 2}) {
            assertThatThrownBy(() -> evaluate(settings, false, threads, new ArrayList<>()))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("Training stopped in epoch");
        }
    }
}
