package dev.kith.gnn.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.gnn.train.Graphs;
import dev.kith.graph.Features;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.BitSet;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FeatureSchemaTest {
    private static final Offset<Float> NEAR = Offset.offset(1e-6f);

    private static BitSet missing(int... rows) {
        BitSet nulls = new BitSet();
        for (int row : rows) {
            nulls.set(row);
        }
        return nulls;
    }

    private static Graph with(Column column) {
        return Graphs.of(column.size()).feature("x", column).build();
    }

    private static FeatureSchema fit(Graph graph) {
        return FeatureSchema.fit(graph, "identity", "auto");
    }

    /** Whatever form they have, as rows. */
    private static float[][] rows(Features features) {
        float[][] rows = new float[features.rows()][features.columns()];
        for (int i = 0; i < rows.length; i++) {
            if (features instanceof Features.Dense dense) {
                System.arraycopy(dense.values(), i * dense.columns(), rows[i], 0, dense.columns());
            } else {
                Features.Sparse sparse = (Features.Sparse) features;
                for (int k = sparse.offsets()[i]; k < sparse.offsets()[i + 1]; k++) {
                    assertThat(k == sparse.offsets()[i] || sparse.indices()[k] > sparse.indices()[k - 1])
                            .isTrue();
                    rows[i][sparse.indices()[k]] = sparse.values()[k];
                }
            }
        }
        return rows;
    }

    @Test
    void numbersHaveMeanZeroAndDeviationOneAndMissingOnesAreZero() {
        Graph graph = with(new DoubleColumn(new double[] {1, 3, 99, 5}, missing(2)));
        FeatureSchema schema = fit(graph);
        float[][] rows = rows(schema.encode(graph));
        float unit = (float) (2 / Math.sqrt(8 / 3.0));
        assertThat(rows[0][0]).isCloseTo(-unit, NEAR);
        assertThat(rows[1][0]).isZero();
        assertThat(rows[2][0]).isZero();
        assertThat(rows[3][0]).isCloseTo(unit, NEAR);
        // Another graph is measured with the first one's mean and deviation.
        float[][] others = rows(schema.encode(with(new LongColumn(new long[] {3, 7}, null))));
        assertThat(others[0][0]).isZero();
        assertThat(others[1][0]).isCloseTo(2 * unit, NEAR);
    }

    @Test
    void aNumberThatIsTheSameEverywhereSaysNothing() {
        Graph graph = with(new LongColumn(new long[] {7, 7, 7}, null));
        assertThat(rows(fit(graph).encode(graph))).isDeepEqualTo(new float[3][1]);
        Graph none = with(new LongColumn(new long[3], missing(0, 1, 2)));
        assertThat(rows(fit(none).encode(none))).isDeepEqualTo(new float[3][1]);
    }

    @Test
    void truthIsANumber() {
        Graph graph = with(new BooleanColumn(new boolean[] {true, false, true, false}, null));
        assertThat(rows(fit(graph).encode(graph))).isDeepEqualTo(new float[][] {{1}, {-1}, {1}, {-1}});
    }

    @Test
    void vectorsStandAsTheyAre() {
        Graph graph = with(new VectorColumn(new float[] {1, 2, 0, 4, 0, 0}, 3, 2, missing(2)));
        assertThat(rows(fit(graph).encode(graph))).isDeepEqualTo(new float[][] {{1, 2}, {0, 4}, {0, 0}});
        Graph sparse =
                with(new SparseVectorColumn(new int[] {0, 2, 2, 3}, new int[] {0, 9, 4}, new float[] {1, 3, -2}, 10));
        float[][] divided = rows(fit(sparse).encode(sparse));
        assertThat(divided[0][0]).isEqualTo(0.25f);
        assertThat(divided[0][9]).isEqualTo(0.75f);
        assertThat(divided[1]).isEqualTo(new float[10]);
        assertThat(divided[2][4]).isEqualTo(-1f);
        FeatureSchema raw = FeatureSchema.fit(sparse, "identity", "none");
        assertThat(rows(raw.encode(sparse))[0][9]).isEqualTo(3f);
    }

    @Test
    void mostlyZerosAreSparseAndOthersDense() {
        float[] few = new float[40];
        few[3] = 1f;
        assertThat(fit(with(new VectorColumn(few, 4, 10, null))).encode(with(new VectorColumn(few, 4, 10, null))))
                .isInstanceOf(Features.Sparse.class);
        float[] many = new float[40];
        java.util.Arrays.fill(many, 0, 20, 1f);
        assertThat(fit(with(new VectorColumn(many, 4, 10, null))).encode(with(new VectorColumn(many, 4, 10, null))))
                .isInstanceOf(Features.Dense.class);
    }

    @Test
    void textsAreBagsOfWordsWeighedByHowRareTheyAre() {
        Graph graph = Graphs.of(4)
                .feature("title", new TextColumn(new String[] {"Graph graph learning", "learning", null, "…"}))
                .feature("body", new TextColumn(new String[] {null, "LEARNING", "", "graph-learning"}))
                .build();
        FeatureSchema schema = fit(graph);
        assertThat(schema.encoders()).hasSize(1);
        float[][] rows = rows(schema.encode(graph));
        // "learning" is in three of four nodes, "graph" in two.
        double learning = Math.log(5.0 / 4.0) + 1;
        double graphs = Math.log(5.0 / 3.0) + 1;
        double length = Math.hypot(learning, 2 * graphs);
        List<Float> first = nonZero(rows[0]).stream().sorted().toList();
        assertThat(first).hasSize(2);
        assertThat(first.get(0)).isCloseTo((float) (learning / length), NEAR);
        assertThat(first.get(1)).isCloseTo((float) (2 * graphs / length), NEAR);
        assertThat(nonZero(rows[1])).containsExactly(1f);
        assertThat(nonZero(rows[2])).isEmpty();
        assertThat(nonZero(rows[3])).hasSize(2);
        // A word that the first graph does not know weighs most.
        Graph other = Graphs.of(1)
                .feature("title", new TextColumn(new String[] {"learning unheard"}))
                .feature("body", new TextColumn(new String[1]))
                .build();
        List<Float> found = nonZero(rows(schema.encode(other))[0]);
        assertThat(found).hasSize(2);
        double unheard = Math.log(5.0) + 1;
        assertThat(found.stream().max(Float::compare).orElseThrow())
                .isCloseTo((float) (unheard / Math.hypot(unheard, learning)), NEAR);
    }

    private static List<Float> nonZero(float[] row) {
        List<Float> found = new java.util.ArrayList<>();
        for (float x : row) {
            if (x != 0f) {
                found.add(x);
            }
        }
        return found;
    }

    @Test
    void blocksStandSideBySideAndKnowWhereTheyCameFrom() {
        Graph graph = Graphs.of(2)
                .feature("age", new LongColumn(new long[] {1, 3}, null))
                .feature("v", new VectorColumn(new float[] {5, 6, 7, 8}, 2, 2, null))
                .feature("title", new TextColumn(new String[] {"a", "b"}))
                .build();
        FeatureSchema schema = fit(graph);
        assertThat(schema.width()).isEqualTo(3 + TextEncoder.WIDTH);
        assertThat(schema.origin(0)).isEqualTo("property 'age'");
        assertThat(schema.origin(2)).isEqualTo("property 'v[1]'");
        assertThat(schema.origin(50)).isEqualTo("text of title");
        assertThat(rows(schema.encode(graph))[1]).startsWith(1f, 7f, 8f);
    }

    @Test
    void aGraphWithoutPropertiesHasItsNodesOrTheirDegrees() {
        Graph star = Graphs.of(4).arc(0, 1).arc(0, 2).arc(0, 3).build();
        FeatureSchema identity = FeatureSchema.fit(star, "identity", "auto");
        assertThat(rows(identity.encode(star))[2]).containsExactly(0, 0, 1, 0);
        FeatureSchema degree = FeatureSchema.fit(star, "degree", "auto");
        assertThat(rows(degree.encode(star))[0]).containsExactly(0f, (float) Math.log(4));
        assertThat(rows(degree.encode(star))[3]).containsExactly((float) Math.log(2), 0f);
        Graph pair = Graphs.of(2).arc(0, 1).build();
        assertThat(rows(degree.encode(pair))[1]).containsExactly((float) Math.log(2), 0f);
        refused(() -> identity.encode(pair), "knows the 4 nodes it was trained on, this graph has 2");
    }

    @Test
    void anotherGraphMustHaveTheSameKinds() {
        FeatureSchema number = fit(with(new LongColumn(new long[] {1, 2}, null)));
        refused(() -> number.encode(with(new TextColumn(new String[2]))), "is a number in the model but text in this");
        FeatureSchema vector = fit(with(new VectorColumn(new float[4], 2, 2, null)));
        refused(
                () -> vector.encode(with(new VectorColumn(new float[6], 2, 3, null))),
                "has 3 elements in this graph and 2 in the model");
        refused(
                () -> vector.encode(with(new LongColumn(new long[2], null))),
                "is a vector in the model but a whole number");
        FeatureSchema text = fit(with(new TextColumn(new String[] {"a", "b"})));
        refused(() -> text.encode(with(new LongColumn(new long[2], null))), "is text in the model but a whole number");
        Graph without =
                Graphs.of(2).feature("y", new LongColumn(new long[2], null)).build();
        refused(() -> number.encode(without), "has no node property 'x'; did you mean 'y'?");
    }

    @Test
    void whatIsNoFiniteNumberIsRefusedWithPropertyAndNode() {
        refused(
                () -> fit(with(new DoubleColumn(new double[] {1, Double.NaN}, null))),
                "The property 'x' of node 101 is NaN; features must be finite numbers");
        refused(
                () -> fit(with(new DoubleColumn(new double[] {Double.NEGATIVE_INFINITY}, null))),
                "of node 100 is -Inf");
        refused(
                () -> fit(with(new DoubleColumn(new double[] {1, 2, 1e300}, null))),
                "of node 102 is 1.0E300; features must be finite and at most 3.4E38 in size");
        Graph vectors = with(new VectorColumn(new float[] {0, 0, 0, Float.POSITIVE_INFINITY}, 2, 2, null));
        refused(() -> fit(vectors).encode(vectors), "The property 'x[1]' of node 101 is Infinity");
        Graph sparse = with(new SparseVectorColumn(new int[] {0, 0, 1}, new int[] {7}, new float[] {Float.NaN}, 9));
        refused(() -> fit(sparse).encode(sparse), "The property 'x[7]' of node 101 is NaN");
    }

    @Test
    void survivesJson() throws JsonProcessingException {
        Graph graph = Graphs.of(2)
                .feature("age", new DoubleColumn(new double[] {1.5, 3}, null))
                .feature("v", new VectorColumn(new float[] {5, 6, 7, 8}, 2, 2, null))
                .feature("title", new TextColumn(new String[] {"a b", "b"}))
                .build();
        ObjectMapper json = new ObjectMapper();
        FeatureSchema schema = fit(graph);
        FeatureSchema read = json.readValue(json.writeValueAsString(schema), FeatureSchema.class);
        assertThat(rows(read.encode(graph))).isDeepEqualTo(rows(schema.encode(graph)));
        for (FeatureSchema bare : List.of(
                FeatureSchema.fit(graph.withFeatures(List.of()), "identity", "auto"),
                FeatureSchema.fit(graph.withFeatures(List.of()), "degree", "auto"))) {
            assertThat(json.readValue(json.writeValueAsString(bare), FeatureSchema.class))
                    .isEqualTo(bare);
        }
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String why) {
        assertThatThrownBy(work).isInstanceOf(KithException.class).hasMessageContaining(why);
    }
}
