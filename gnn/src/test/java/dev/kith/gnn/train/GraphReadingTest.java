package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.model.ModelEntry.Reading;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphReadingTest {
    private static Graphs arcs() {
        // 0 → 1 twice, 1 → 2, 2 → 2 of another type.
        return Graphs.of(4).types("A", "B").arc(0, 1).arc(0, 1).arc(1, 2).arc(2, 2, 1);
    }

    private static float[][] dense(SparseMatrix matrix) {
        float[][] dense = new float[matrix.rows()][matrix.columns()];
        for (int i = 0; i < dense.length; i++) {
            for (int k = matrix.pattern().offsets()[i]; k < matrix.pattern().offsets()[i + 1]; k++) {
                dense[i][matrix.pattern().indices()[k]] += matrix.value(i, k);
            }
        }
        return dense;
    }

    private static Neighbourhoods read(Graph graph, Reading reading, String weights) {
        return GraphReading.of(graph, reading, graph.relationships().types(), weights);
    }

    @Test
    void undirectedDirectedAndByType() {
        Graph graph = arcs().build();
        try (Neighbourhoods both = read(graph, Reading.UNDIRECTED, "");
                Neighbourhoods incoming = read(graph, Reading.DIRECTED, "");
                Neighbourhoods types = read(graph, Reading.BY_TYPE, "");
                Neighbourhoods none = read(graph, Reading.NONE, "")) {
            assertThat(dense(both.sum()))
                    .isDeepEqualTo(new float[][] {{0, 1, 0, 0}, {1, 0, 1, 0}, {0, 1, 1, 0}, {0, 0, 0, 0}});
            assertThat(dense(incoming.sum()))
                    .isDeepEqualTo(new float[][] {{0, 0, 0, 0}, {1, 0, 0, 0}, {0, 1, 1, 0}, {0, 0, 0, 0}});
            assertThat(types.byType()).hasSize(4);
            assertThat(dense(types.byType().get(0).sum())[2]).containsExactly(0, 1, 0, 0);
            assertThat(dense(types.byType().get(1).sum())[0]).containsExactly(0, 1, 0, 0);
            assertThat(dense(types.byType().get(2).sum())[2]).containsExactly(0, 0, 1, 0);
            assertThat(types.arcs()).isEqualTo(6);
            assertThat(none.arcs()).isZero();
        }
    }

    @Test
    void keepReadsAsDirected() {
        assertThat(GraphReading.effective(Reading.UNDIRECTED, "keep")).isEqualTo(Reading.DIRECTED);
        assertThat(GraphReading.effective(Reading.UNDIRECTED, "drop")).isEqualTo(Reading.UNDIRECTED);
        assertThat(GraphReading.effective(Reading.BY_TYPE, "keep")).isEqualTo(Reading.BY_TYPE);
        assertThat(GraphReading.effective(Reading.DIRECTED, "drop")).isEqualTo(Reading.DIRECTED);
    }

    @Test
    void aGraphWithoutOneOfTheTypesHasNoArcsThere() {
        Graph graph = Graphs.of(3).types("B").arc(0, 1).build();
        try (Neighbourhoods types = GraphReading.of(graph, Reading.BY_TYPE, List.of("A", "B"), "")) {
            assertThat(types.byType().get(0).arcs()).isZero();
            assertThat(types.byType().get(2).arcs()).isOne();
        }
    }

    @Test
    void weightsOfRepeatedRelationshipsAreAddedAndMissingOnesAreOne() {
        BitSet missing = new BitSet();
        missing.set(2);
        Graph graph = arcs().arcProperty("w", new DoubleColumn(new double[] {0.5, 2, 9, 4}, missing))
                .build();
        try (Neighbourhoods both = read(graph, Reading.UNDIRECTED, "w");
                Neighbourhoods incoming = read(graph, Reading.DIRECTED, "w")) {
            assertThat(dense(both.sum()))
                    .isDeepEqualTo(new float[][] {{0, 2.5f, 0, 0}, {2.5f, 0, 1, 0}, {0, 1, 4, 0}, {0, 0, 0, 0}});
            assertThat(dense(both.mean())[1]).containsExactly(2.5f / 3.5f, 0, 1 / 3.5f, 0);
            assertThat(dense(incoming.sum())[2]).containsExactly(0, 1, 4, 0);
            // D^-½ (A + I) D^-½ with the weights in the degrees; the loop of node 2 gives way to that of the formula.
            assertThat(dense(both.symmetric())[0][1]).isEqualTo((float) (2.5 / Math.sqrt(3.5 * 4.5)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -0.5})
    void aWeightThatIsNoneIsRefusedWithItsEnds(double weight) {
        Graph graph = arcs().arcProperty("w", new DoubleColumn(new double[] {1, 1, weight, 1}, null))
                .build();
        assertThatThrownBy(() -> read(graph, Reading.UNDIRECTED, "w"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(
                        "The property 'w' of the relationship from node 101 to node 102 is " + (float) weight)
                .hasMessageContaining("weights must be finite and not negative");
    }

    @Test
    void aPropertyThatIsNoNumberOrNotThereIsRefused() {
        Graph graph = arcs().arcProperty("w", new TextColumn(new String[4])).build();
        for (String name : List.of("w", "weight")) {
            assertThatThrownBy(() -> read(graph, Reading.UNDIRECTED, name))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("no numeric property '" + name + "'");
        }
    }

    /** Neighbours of the same class weigh a hundred times as much as the others, of which there are more. */
    private static Graph weighted(Column weights) {
        Graph block = Example.GRAPH;
        Graphs graph = Graphs.of(120)
                .classes(3)
                .feature("features", block.nodes().properties().get("features"));
        for (int i = 0; i < 120; i++) {
            for (int k = 1; k <= 6; k++) {
                graph.arc(i, (i + k) % 120);
            }
        }
        return graph.arcProperty("weight", weights).build();
    }

    private static Column strong() {
        long[] values = new long[720];
        for (int e = 0; e < values.length; e++) {
            values[e] = (e % 6 + 1) % 3 == 0 ? 100 : 1;
        }
        return new LongColumn(values, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcn", "sage", "dirgcn", "dirsage", "rgcn"})
    void weightsTellWhatTheArcsDoNot(String model, @TempDir Path folder) {
        Graph graph = weighted(strong());
        for (int batch : new int[] {0, 30}) {
            Map<String, Object> with =
                    Map.of("epochs", 80, "dropout", 0.2, "batchSize", batch, "weightProperty", "weight");
            try (Model weighted = Example.train(graph, model, with, 1);
                    Model plain =
                            Example.train(graph, model, Map.of("epochs", 80, "dropout", 0.2, "batchSize", batch), 1);
                    Engine engine = new Engine(1)) {
                double gain = weighted.metrics().get("test").get("accuracy")
                        - plain.metrics().get("test").get("accuracy");
                assertThat(gain).as("batchSize %d", batch).isGreaterThan(0.1);
                assertThat(weighted.provenance().settings()).containsEntry("weightProperty", "weight");
                // Prediction reads the weights too, here and from the file.
                String said = Predictions.of(weighted, engine, graph).sha256();
                ModelFolder.write(weighted, folder);
                try (Model read = ModelFolder.read(folder)) {
                    assertThat(Predictions.of(read, engine, graph).sha256()).isEqualTo(said);
                    Graph others = weighted(new LongColumn(new long[720], null));
                    assertThat(Predictions.of(read, engine, others).sha256()).isNotEqualTo(said);
                }
            }
        }
    }
}
