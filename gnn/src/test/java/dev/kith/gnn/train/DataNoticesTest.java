package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data with holes: each kind has a sentence, and none makes a number that is none. */
class DataNoticesTest {
    private static final int NODES = 12;

    static Stream<String> models() {
        return ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).stream().map(ModelEntry::name);
    }

    private static Graphs nodes() {
        double[] x = IntStream.range(0, NODES).mapToDouble(i -> i % 3 + 0.1 * i).toArray();
        return Graphs.of(NODES).classes(3).feature("x", new DoubleColumn(x, null));
    }

    private static Split split(int train, int validation) {
        int[] all = IntStream.range(0, NODES).toArray();
        return new Split(
                "here",
                java.util.Arrays.copyOfRange(all, 0, train),
                java.util.Arrays.copyOfRange(all, train, train + validation),
                java.util.Arrays.copyOfRange(all, train + validation, NODES));
    }

    /** What training says, and that its probabilities are such. */
    private static List<String> train(Graph graph, String model, Split split) {
        List<String> notices = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epoch(Epoch epoch) {
                assertThat(epoch.loss()).isFinite();
            }

            @Override
            public void notice(String sentence) {
                notices.add(sentence);
            }
        };
        try (NodeClassification task = new NodeClassification(graph, 1);
                Model trained = task.train(
                        ModelRegistry.find(model),
                        Example.settings(model, Map.of("epochs", 3)),
                        split,
                        1,
                        listener,
                        Checkpoint.NONE);
                Engine engine = new Engine(1);
                Tensor probabilities = trained.probabilities(engine, graph)) {
            for (int i = 0; i < graph.nodeCount(); i++) {
                double sum = 0.0;
                for (float p : probabilities.row(i)) {
                    assertThat(p).isBetween(0f, 1f);
                    sum += p;
                }
                assertThat(sum).isBetween(0.9999, 1.0001);
            }
        }
        return notices;
    }

    @ParameterizedTest
    @MethodSource("models")
    void aGraphWithoutRelationships(String model) {
        List<String> notices = train(nodes().build(), model, split(6, 3));
        if (model.equals("mlp")) {
            assertThat(notices).isEmpty();
        } else {
            // A layer that reads neighbours only tells nothing apart, and says so too.
            assertThat(notices)
                    .hasSize(model.equals("dirgcn") ? 2 : 1)
                    .first()
                    .isEqualTo(
                            "The graph 'written' has no relationships: there is nothing to learn from but the nodes' own"
                                    + " features.");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void isolatedNodes(String model) {
        // Nodes 3 .. 11 have none; node 2 has a loop only.
        List<String> notices = train(nodes().arc(0, 1).arc(2, 2).build(), model, split(6, 3));
        assertThat(notices)
                .isEqualTo(
                        model.equals("mlp")
                                ? List.of()
                                : List.of("9 of 12 nodes have no relationships: there is nothing to predict them from"
                                        + " but their own features."));
    }

    @Test
    void noValidationNodes() {
        assertThat(train(nodes().circle().build(), "gcn", split(6, 0)))
                .containsExactly("The split 'here' has no labelled validation node: training runs for all epochs and"
                        + " keeps the last weights.");
    }

    @Test
    void noTestNodes() {
        assertThat(train(nodes().circle().build(), "gcn", split(6, 6)))
                .containsExactly("The split 'here' has no labelled test node: there are no test figures.");
    }

    @Test
    void aClassMissingFromTraining() {
        assertThat(train(nodes().circle().build(), "gcn", split(2, 5)))
                .containsExactly("No training node has the class 2: it will never be predicted.");
    }

    @Test
    void noTrainingNodes() {
        refused(nodes().circle().build(), split(0, 6), "has no training node with a value of 'class'");
    }

    @Test
    void trainingNodesWithoutAClass() {
        BitSet missing = new BitSet();
        missing.set(0, 6);
        Graph graph = nodes().circle()
                .property("class", new LongColumn(new long[] {0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0}, missing))
                .build();
        refused(graph, split(6, 3), "has no training node with a value of 'class'");
        // Nodes without a class are left out of every set.
        assertThat(train(graph, "gcn", split(8, 2))).isEmpty();
    }

    @Test
    void trainingNodesOfOneClass() {
        refused(
                nodes().circle().build(),
                split(1, 6),
                "All training nodes of the split 'here' have the same 'class', 0");
    }

    @Test
    void aTargetOfOneClass() {
        Graph graph = nodes().circle()
                .property("class", new LongColumn(new long[NODES], null))
                .build();
        assertThatThrownBy(() -> new NodeClassification(graph, 1).close())
                .isInstanceOf(KithException.class)
                .hasMessageContaining("The property 'class' has 1 different values; a classifier needs at least two.");
    }

    @Test
    void aGraphWithoutNodesOrTarget() {
        assertThatThrownBy(() -> new NodeClassification(Graphs.of(0).classes(2).build(), 1).close())
                .hasMessageContaining("has no nodes; there is nothing to learn from");
        assertThatThrownBy(() -> new NodeClassification(Graphs.of(3).build(), 1).close())
                .hasMessageContaining("names no property to predict");
    }

    private static void refused(Graph graph, Split split, String why) {
        assertThatThrownBy(() -> train(graph, "gcn", split))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(why);
    }
}
