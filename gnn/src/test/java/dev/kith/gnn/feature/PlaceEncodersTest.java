package dev.kith.gnn.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.gnn.geometry.Place;
import dev.kith.gnn.train.Graphs;
import dev.kith.graph.Features;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Positions of nodes as features. */
class PlaceEncodersTest {
    private static final double[] X = {0, 4, 0, 1};
    private static final double[] Y = {0, 0, 1, 3};

    private static Graph graph(Map<String, Column> columns, String... features) {
        Graphs graphs = Graphs.of(columns.values().iterator().next().size());
        columns.forEach(graphs::feature);
        return graphs.build().withFeatures(List.of(features));
    }

    private static Map<String, Column> axes(double factor, BitSet missing) {
        Map<String, Column> columns = new LinkedHashMap<>();
        double[] x = new double[4];
        double[] y = new double[4];
        for (int i = 0; i < 4; i++) {
            x[i] = factor * X[i] + 100.0;
            y[i] = factor * Y[i] - 7.0;
        }
        columns.put("x", new DoubleColumn(x, missing));
        columns.put("y", new DoubleColumn(y, null));
        return columns;
    }

    private static float[] values(Graph graph) {
        FeatureSchema schema = FeatureSchema.fit(graph, "identity", "auto");
        Features features = schema.encode(graph);
        float[] rows = new float[features.rows() * features.columns()];
        if (features instanceof Features.Dense dense) {
            return dense.values();
        }
        Features.Sparse sparse = (Features.Sparse) features;
        for (int i = 0; i < features.rows(); i++) {
            for (int k = sparse.offsets()[i]; k < sparse.offsets()[i + 1]; k++) {
                rows[i * features.columns() + sparse.indices()[k]] = sparse.values()[k];
            }
        }
        return rows;
    }

    /** The worked example of the specification, from two numbers, and from one vector. */
    @Test
    void invariantCoordinates() {
        float[] expected = {-0.406282f, -0.668487f, 1.429956f, 0.001681f, -0.573824f, -0.209427f, -0.449849f, 0.876234f
        };
        assertThat(values(graph(axes(1.0, null), "x+y:invariant"))).containsExactly(expected, within(1e-5f));
        assertThat(values(graph(axes(30.0, null), "x+y:invariant"))).containsExactly(expected, within(1e-5f));
        Map<String, Column> vector = Map.of("at", new VectorColumn(new float[] {0, 0, 4, 0, 0, 1, 1, 3}, 4, 2, null));
        assertThat(values(graph(vector, "at:invariant"))).containsExactly(expected, within(1e-5f));
    }

    /** A node without a place is not in the set. */
    @Test
    void aMissingPlaceIsZeros() {
        BitSet missing = new BitSet();
        missing.set(2);
        float[] values = values(graph(axes(1.0, missing), "x+y:invariant"));
        assertThat(values[4]).isZero();
        assertThat(values[5]).isZero();
        assertThat(values[0] + values[2] + values[6]).isCloseTo(0f, within(1e-5f));
    }

    /** Each group is a set of its own. */
    @Test
    void groups() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("x", new DoubleColumn(new double[] {0, 1, 5, 1000, 1010, 1050}, null));
        columns.put("set", new LongColumn(new long[] {1, 1, 1, 2, 2, 2}, null));
        float[] values = values(graph(columns, "x:invariant;group=set"));
        for (int i = 0; i < 3; i++) {
            assertThat(values[3 + i]).isCloseTo(values[i], within(1e-6f));
        }
    }

    @Test
    void theSphere() throws JsonProcessingException {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("latitude", new DoubleColumn(new double[] {52.5, -33.9, 10, 10}, null));
        columns.put("longitude", new DoubleColumn(new double[] {13.4, 151.2, 180, -180}, null));
        columns.put("age", new LongColumn(new long[] {1, 2, 3, 4}, null));
        columns.put("at", new VectorColumn(new float[] {13.4f, 52.5f, 151.2f, -33.9f, 180, 10, -180, 10}, 4, 2, null));
        Graph graph = graph(columns, "age", "latitude+longitude:sphere;degree=4;width=8;layers=3");
        FeatureSchema schema = FeatureSchema.fit(graph, "identity", "auto");
        assertThat(schema.width()).isEqualTo(1 + 25);
        assertThat(schema.places()).containsExactly(new Place.Sphere(1, 25, 8, 3));
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(schema), FeatureSchema.class))
                .isEqualTo(schema);
        float[] one = values(graph.withFeatures(List.of("latitude+longitude:sphere;degree=4")));
        float[] other = values(graph.withFeatures(List.of("at:sphere;degree=4")));
        assertThat(other).containsExactly(one, within(1e-5f));
        for (int c = 0; c < 25; c++) {
            assertThat(one[2 * 25 + c]).isEqualTo(one[3 * 25 + c]);
        }
    }

    @Test
    void invariantEncodersAreSavedWithTheirRules() throws JsonProcessingException {
        Graph graph = graph(
                axes(1.0, null),
                "x+y:invariant;chirality=true;scale=none;signs=average;degenerate=ignore;dimensions=1");
        FeatureSchema schema = FeatureSchema.fit(graph, "identity", "auto");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(schema), FeatureSchema.class))
                .isEqualTo(schema);
        assertThat(schema.places()).containsExactly(new Place.AnySign(0, 1));
    }

    /** What a symmetric set leaves open is told. */
    @Test
    void flags() {
        Map<String, Column> square = new LinkedHashMap<>();
        square.put("x", new DoubleColumn(new double[] {1, 1, -1, -1}, null));
        square.put("y", new DoubleColumn(new double[] {1, -1, 1, -1}, null));
        Graph graph = graph(square, "x+y:invariant");
        assertThat(FeatureSchema.fit(graph, "identity", "auto")
                        .placeFlags(graph)
                        .get("place x, y")
                        .symmetric())
                .isTrue();
        Graph plain = graph(square, "x");
        assertThat(FeatureSchema.fit(plain, "identity", "auto").placeFlags(plain))
                .isNull();
    }

    @Test
    void whatIsNoPlaceIsRefused() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("latitude", new DoubleColumn(new double[] {95}, null));
        columns.put("longitude", new DoubleColumn(new double[] {10}, null));
        columns.put("one", new DoubleColumn(new double[] {10}, null));
        refused(columns, "latitude+longitude:sphere", "of node 100 has latitude 95.0");
        refused(columns, "one:sphere", "A place on the sphere has two numbers, and 'one' has 1");
        refused(columns, "one:invariant;chirallity=true", "has no option 'chirallity'");
        refused(columns, "one:invariant;scale=big", "cannot be 'big': it is one of none, rms, maxdist, first");
        refused(columns, "longitude+latitude:sphere;degree=21", "a whole number from 0 to 20");
        refused(columns, "nowhere:sphere", "has no node property 'nowhere'");
    }

    private static void refused(Map<String, Column> columns, String feature, String sentence) {
        Graph graph = graph(columns, feature);
        assertThatThrownBy(() -> FeatureSchema.fit(graph, "identity", "auto"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(sentence);
    }
}
