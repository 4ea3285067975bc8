package dev.kith.gnn.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.CrossEntropy;
import dev.kith.gnn.autograd.ops.RelationSum;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import dev.kith.graph.Features;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layer against one that computes every type for every node, and against the paper's equation. */
class RelationalTest {
    private static final int NODES = 40;
    private static final int IN = 11;
    private static final int OUT = 5;
    /** A common type, a rare one, one with weights, one without arcs. */
    private static final List<Csr> TYPES = List.of(arcs(1, 120, false), arcs(2, 3, false), arcs(3, 30, true), none());

    private static Csr arcs(long stream, int count, boolean weighted) {
        int[] source = new int[count];
        int[] target = new int[count];
        float[] weights = weighted ? new float[count] : null;
        for (int e = 0; e < count; e++) {
            source[e] = CounterRandom.below(5, stream, 2L * e, NODES);
            target[e] = CounterRandom.below(5, stream, 2L * e + 1, NODES);
            if (weighted) {
                weights[e] = 0.5f + CounterRandom.uniform(6, stream, e);
            }
        }
        return Csr.of(NODES, source, target, weights);
    }

    private static Csr none() {
        return Csr.of(NODES, new int[0], new int[0], null);
    }

    /** About a third of the elements are not zero. */
    private static float[] features() {
        float[] x = new float[NODES * IN];
        for (int i = 0; i < x.length; i++) {
            x[i] = CounterRandom.below(7, 1, i, 3) == 0 ? CounterRandom.uniform(7, 2, i) - 0.5f : 0f;
        }
        return x;
    }

    private static Input.Sparse sparse() {
        float[] x = features();
        int[] offsets = new int[NODES + 1];
        int[] indices = new int[x.length];
        float[] values = new float[x.length];
        int count = 0;
        for (int i = 0; i < NODES; i++) {
            for (int c = 0; c < IN; c++) {
                if (x[i * IN + c] != 0f) {
                    indices[count] = c;
                    values[count++] = x[i * IN + c];
                }
            }
            offsets[i + 1] = count;
        }
        return new Input.Sparse(SparseMatrix.of(new Features.Sparse(
                offsets, java.util.Arrays.copyOf(indices, count), java.util.Arrays.copyOf(values, count), NODES, IN)));
    }

    private static Variable forEveryNode(
            Tape tape, List<Parameter> weights, Input x, float dropout, Neighbourhoods graph) {
        Input dropped = x.dropped(tape, dropout);
        Variable own = dropped.times(tape, tape.parameter(weights.get(0)), 0f);
        List<Variable> products = new ArrayList<>();
        List<SparseMatrix> means = new ArrayList<>();
        for (int r = 0; r < TYPES.size(); r++) {
            products.add(dropped.times(tape, tape.parameter(weights.get(r + 1)), 0f));
            means.add(graph.byType().get(r).mean());
        }
        return RelationSum.apply(tape, own, means, products);
    }

    private static List<float[]> valueAndGradients(Relational layer, Input x, float dropout, boolean everyNode) {
        List<float[]> results = new ArrayList<>();
        layer.parameters().forEach(Parameter::clearGradient);
        try (Engine engine = new Engine(2);
                Neighbourhoods graph = Neighbourhoods.of(none(), TYPES)) {
            // Two steps: what the first one kept for the second must not change it.
            for (int step = 0; step < 2; step++) {
                try (Tape tape = Tape.training(engine, 1, step)) {
                    Variable out = everyNode
                            ? forEveryNode(tape, layer.parameters(), x, dropout, graph)
                            : layer.apply(tape, x, dropout, graph);
                    results.add(out.value().toArray());
                    tape.backward(
                            CrossEntropy.apply(tape, out, new int[] {0, 7, 21, 39}, new int[] {4, 0, 2, 1}, null));
                }
            }
            assertThat(engine.pool().bytesTaken()).isZero();
        }
        layer.parameters().forEach(parameter -> results.add(parameter.gradient().toArray()));
        return results;
    }

    @Test
    void computingOnlySendersChangesNothing() {
        Relational layer = new Relational(new Initialiser(3), IN, OUT, TYPES.size());
        try (Input.Dense dense = new Input.Dense(Tensor.of(NODES, IN, features()))) {
            for (Input x : List.of(dense, sparse())) {
                for (float dropout : new float[] {0f, 0.4f}) {
                    List<float[]> fast = valueAndGradients(layer, x, dropout, false);
                    List<float[]> slow = valueAndGradients(layer, x, dropout, true);
                    for (int p = 0; p < fast.size(); p++) {
                        assertThat(fast.get(p)).containsExactly(slow.get(p), within(1e-5f));
                    }
                }
            }
        }
        layer.parameters().forEach(Parameter::close);
    }

    @Test
    void isTheEquationOfThePaper() {
        Relational layer = new Relational(new Initialiser(4), IN, OUT, TYPES.size());
        float[] x = features();
        float[] result;
        try (Input.Dense dense = new Input.Dense(Tensor.of(NODES, IN, x));
                Engine engine = new Engine(1);
                Neighbourhoods graph = Neighbourhoods.of(none(), TYPES);
                Tape tape = Tape.inference(engine)) {
            result = layer.apply(tape, dense, 0f, graph).value().toArray();
        }
        for (int i = 0; i < NODES; i++) {
            double[] expected = new double[OUT];
            add(expected, 1.0, x, i, layer.parameters().get(0));
            for (int r = 0; r < TYPES.size(); r++) {
                Csr type = TYPES.get(r);
                double degree = 0.0;
                for (int k = type.offsets()[i]; k < type.offsets()[i + 1]; k++) {
                    degree += weight(type, k);
                }
                for (int k = type.offsets()[i]; k < type.offsets()[i + 1]; k++) {
                    add(
                            expected,
                            weight(type, k) / degree,
                            x,
                            type.indices()[k],
                            layer.parameters().get(r + 1));
                }
            }
            for (int c = 0; c < OUT; c++) {
                assertThat((double) result[i * OUT + c]).isCloseTo(expected[c], within(1e-5));
            }
        }
        layer.parameters().forEach(Parameter::close);
    }

    private static double weight(Csr type, int arc) {
        return type.weights() == null ? 1.0 : type.weights()[arc];
    }

    /** {@code sum += factor · x[node] · weights}. */
    private static void add(double[] sum, double factor, float[] x, int node, Parameter weights) {
        for (int f = 0; f < IN; f++) {
            for (int c = 0; c < OUT; c++) {
                sum[c] += factor * x[node * IN + f] * weights.value().get(f, c);
            }
        }
    }
}
