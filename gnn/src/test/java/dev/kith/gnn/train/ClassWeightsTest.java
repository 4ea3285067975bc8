package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.model.ModelRegistry;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
    @Test
    void noneIsNull() {
        assertThat(ClassWeights.of("none", new int[] {0, 1}, new int[] {0, 1}, 2))
                .isNull();
    }

    @Test
    void balancedOnesGiveEachClassTheSameSum() {
        int[] classes = {0, 0, 0, 1, -1, 2, 2};
        int[] train = {0, 1, 2, 3, 5, 6};
        float[] weights = ClassWeights.of("balanced", train, classes, 4);
        assertThat(weights).containsExactly(2f, 2f, 2f, 6f, 3f, 3f);
    }

    /** One class is nine times as frequent, and the features say little: unweighted, it is what is said. */
    @Test
    void balancedTrainingDoesNotForgetTheRareClass() {
        assertThat(saidRare(Map.of())).isLessThan(20);
        assertThat(saidRare(Map.of("classWeights", "balanced"))).isGreaterThan(60);
        assertThat(saidRare(Map.of("classWeights", "balanced", "batchSize", 40)))
                .isGreaterThan(60);
    }

    private static long saidRare(Map<String, ?> given) {
        Graph graph = Rare.graph();
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("epochs", 150, "dropout", 0.0, "weightDecay", 0.0));
        settings.putAll(given);
        // Without validation nodes the last weights are kept: accuracy would choose those that say the frequent class.
        Split all = new Split("all", IntStream.range(0, graph.nodeCount()).toArray(), new int[0], new int[0]);
        try (NodeClassification task = new NodeClassification(graph, 1);
                Model model = task.train(
                        ModelRegistry.find("mlp"),
                        Example.settings("mlp", settings),
                        all,
                        3,
                        TrainingListener.SILENT,
                        Checkpoint.NONE)) {
            return Rare.saidRare(model, graph);
        }
    }
}
