package dev.kith.gnn.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.Example;
import dev.kith.graph.Csr;
import dev.kith.graph.KithException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Untrained networks on places: what they say does not change with the place of the set (TinvNN, section 9). */
class PlacedNetworkTest {
    private static final int NEAREST = 4;

    /** Test 10, with its negative control: two layers on the nearest neighbours of the coordinates. */
    @Test
    void outputsDoNotChangeWithTheSetsPlace() {
        double[][] points = Moves.cloud(50, 3, 13);
        double[][] moved = Moves.moved(points, 4.0, Moves.orthogonal(3, 2, true), 20.0);
        float[] before = outputs(h(points), List.of());
        assertThat(outputs(h(moved), List.of())).containsExactly(before, within(1e-5f));
        assertThat(mostDifference(outputs(moved, List.of()), outputs(points, List.of())))
                .isGreaterThan(1e-2f);
    }

    /** Test 9: a set with a mirror axis leaves a sign open, and the mean over both does not show which was taken. */
    @Test
    void openSignsAreAveraged() {
        double[][] half = Moves.cloud(20, 2, 3);
        double[][] points = new double[40][];
        for (int i = 0; i < 20; i++) {
            points[i] = half[i];
            points[20 + i] = new double[] {half[i][0], -half[i][1]};
        }
        InvariantCoordinates found = InvariantCoordinates.of(points, Invariance.USUAL);
        assertThat(found.ambiguous()).hasSize(1);
        assertThat(found.flags().ambiguousSigns()).isEqualTo(1);
        List<Place> places = List.of(new Place.AnySign(0, 2));
        float[] before = outputs(found.values(), places);
        for (double[] signs : new double[][] {{1, -1}, {-1, 1}, {-1, -1}}) {
            double[][] other = Arrays.stream(found.values())
                    .map(row -> new double[] {signs[0] * row[0], signs[1] * row[1]})
                    .toArray(double[][]::new);
            assertThat(outputs(other, places)).containsExactly(before, within(1e-6f));
            assertThat(mostDifference(outputs(other, List.of()), outputs(found.values(), List.of())))
                    .isGreaterThan(1e-2f);
        }
        double[][] moved = Moves.moved(points, 2.0, Moves.orthogonal(2, 8, true), 5.0);
        assertThat(outputs(h(moved), places)).containsExactly(before, within(1e-5f));
    }

    /** Harmonics of one place are one input, however its longitude is written. */
    @Test
    void theDateLineDoesNotShowInANetwork() {
        SphericalHarmonics harmonics = new SphericalHarmonics(20);
        double[][] places = {
            {10, 180}, {10, -180}, {90, 5}, {90, -120}, {52, 13}, {-40, 170}, {-41, -179}, {0, 0}, {12, 99}, {1, 2}
        };
        double[][] y = Arrays.stream(places).map(p -> harmonics.of(p[0], p[1])).toArray(double[][]::new);
        float[] out = rows(y, List.of(new Place.Sphere(0, 441, 16, 2)), "mlp", Neighbourhoods.of(empty(10)));
        for (int c = 0; c < 3; c++) {
            assertThat(out[c]).isEqualTo(out[3 + c]);
            assertThat(out[6 + c]).isEqualTo(out[9 + c]);
            assertThat(out[12 + c]).isNotEqualTo(out[15 + c]);
        }
    }

    @Test
    void aModelThatReadsFeaturesBeforehandIsRefused() {
        Shape shape = new Shape(9, 3, 0, false, List.of(new Place.Sphere(0, 9, 8, 2)));
        for (Map.Entry<String, Map<String, Object>> model : Map.<String, Map<String, Object>>of(
                        "adpa", Map.of(), "gcn", Map.of("augmentation", "local"))
                .entrySet()) {
            assertThatThrownBy(() -> ModelRegistry.find(model.getKey())
                            .builder()
                            .build(Example.settings(model.getKey(), model.getValue()), shape, new Initialiser(1)))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("reads its features before it is trained");
        }
    }

    private static double[][] h(double[][] points) {
        return InvariantCoordinates.of(points, Invariance.USUAL).values();
    }

    private static float[] outputs(double[][] points, List<Place> places) {
        try (Neighbourhoods graph = Neighbourhoods.of(nearest(points))) {
            return rows(points, places, "sage", graph);
        }
    }

    private static float[] rows(double[][] x, List<Place> places, String model, Neighbourhoods graph) {
        int d = x[0].length;
        float[] values = new float[x.length * d];
        for (int i = 0; i < x.length; i++) {
            for (int c = 0; c < d; c++) {
                values[i * d + c] = (float) x[i][c];
            }
        }
        Network network = ModelRegistry.find(model)
                .builder()
                .build(Example.settings(model, Map.of()), new Shape(d, 3, 0, false, places), new Initialiser(6));
        try (Engine engine = new Engine(1);
                Input.Dense input = new Input.Dense(Tensor.of(x.length, d, values));
                Tape tape = Tape.inference(engine)) {
            return network.forward(tape, input, graph).value().toArray();
        } finally {
            network.parameters().forEach(Parameter::close);
        }
    }

    /** The nearest points of each, the same whatever the size. */
    private static Csr nearest(double[][] points) {
        int n = points.length;
        int[] to = new int[n * NEAREST];
        int[] from = new int[n * NEAREST];
        for (int i = 0; i < n; i++) {
            int node = i;
            int[] close = IntStream.range(0, n)
                    .boxed()
                    .filter(j -> j != node)
                    .sorted(java.util.Comparator.comparingDouble(
                            j -> InvariantCoordinates.squaredDistance(points[node], points[j])))
                    .limit(NEAREST)
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int k = 0; k < NEAREST; k++) {
                from[i * NEAREST + k] = i;
                to[i * NEAREST + k] = close[k];
            }
        }
        return Csr.of(n, from, to, null);
    }

    private static Csr empty(int n) {
        return Csr.of(n, new int[0], new int[0], null);
    }

    private static float mostDifference(float[] a, float[] b) {
        float most = 0f;
        for (int k = 0; k < a.length; k++) {
            most = Math.max(most, Math.abs(a[k] - b[k]));
        }
        return most;
    }
}
