package dev.kith.gnn.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.aggr.Aggregator;
import dev.kith.gnn.aggr.Attention;
import dev.kith.gnn.aggr.Max;
import dev.kith.gnn.aggr.Mean;
import dev.kith.gnn.aggr.Std;
import dev.kith.gnn.aggr.Sum;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Kernels;
import dev.kith.graph.Csr;
import dev.kith.graph.Features;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each layer beside its equation over dense matrices in double; with and without weights of arcs, on dense and sparse
 * features, to a narrower and a wider output, by both providers. {@link RelationalTest} holds the layer by types.
 */
class LayersTest {
    private static final int NODES = 17;
    private static final int IN = 7;
    private static final float[] FEATURES = features();

    /** Zero for one node, and with many zeros for the others. */
    private static float[] features() {
        float[] x = Draw.floats(1, NODES * IN);
        for (int e = 0; e < x.length; e++) {
            x[e] = e / IN == 4 || CounterRandom.below(3, 1, e, 3) == 0 ? 0f : x[e];
        }
        return x;
    }

    /** A directed graph with loops and parallel arcs; nodes 15 and 16 hear from nobody, and nobody hears from 16. */
    private static Csr graph(boolean weighted) {
        int arcs = 60;
        int[] row = new int[arcs];
        int[] from = new int[arcs];
        float[] weights = weighted ? new float[arcs] : null;
        for (int e = 0; e < arcs; e++) {
            row[e] = CounterRandom.below(4, 1, e, 15);
            from[e] = e % 11 == 0 ? row[e] : CounterRandom.below(4, 2, e, 16);
            if (weighted) {
                weights[e] = 0.25f + CounterRandom.uniform(4, 3, e);
            }
        }
        return Csr.of(NODES, row, from, weights);
    }

    private static Input sparse() {
        int[] offsets = new int[NODES + 1];
        int[] indices = new int[FEATURES.length];
        float[] values = new float[FEATURES.length];
        int count = 0;
        for (int i = 0; i < NODES; i++) {
            for (int c = 0; c < IN; c++) {
                if (FEATURES[i * IN + c] != 0f) {
                    indices[count] = c;
                    values[count++] = FEATURES[i * IN + c];
                }
            }
            offsets[i + 1] = count;
        }
        return new Input.Sparse(SparseMatrix.of(
                new Features.Sparse(offsets, Arrays.copyOf(indices, count), Arrays.copyOf(values, count), NODES, IN)));
    }

    /** What a layer should say of features and an adjacency, both dense. */
    private static void check(Conv layer, BinaryOperator<double[][]> equation) {
        // Away from their starts, of which some are 0.
        for (Parameter parameter : layer.parameters()) {
            parameter.value().copyFrom(Draw.floats(parameter.name().hashCode(), (int)
                    parameter.value().size()));
        }
        double[][] x = Slow.of(FEATURES, NODES, IN);
        for (boolean weighted : new boolean[] {false, true}) {
            Csr csr = graph(weighted);
            double[][] expected = equation.apply(x, Slow.of(csr));
            for (Kernels kernels : List.of(Kernels.plain(), Kernels.vector())) {
                try (Engine engine = new Engine(2, kernels);
                        Neighbourhoods graph = Neighbourhoods.of(csr);
                        Input.Dense dense = new Input.Dense(Tensor.of(NODES, IN, FEATURES))) {
                    for (Input input : List.of(dense, sparse())) {
                        for (boolean training : new boolean[] {true, false}) {
                            try (Tape tape = training ? Tape.training(engine, 1, 1) : Tape.inference(engine)) {
                                near(layer.apply(tape, input, 0f, graph).value(), expected);
                                // As the value of another layer.
                                near(
                                        layer.apply(tape, Input.of(input.dense(tape)), 0f, graph)
                                                .value(),
                                        expected);
                            }
                        }
                    }
                    assertThat(engine.pool().bytesTaken()).isZero();
                }
            }
        }
        layer.parameters().forEach(Parameter::close);
    }

    private static void near(Tensor actual, double[][] expected) {
        assertThat(actual.rows()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            for (int c = 0; c < expected[i].length; c++) {
                assertThat((double) actual.get(i, c))
                        .as("[%d, %d]", i, c)
                        .isCloseTo(expected[i][c], within(2e-5 * (1.0 + Math.abs(expected[i][c]))));
            }
        }
    }

    private static double[][] parameter(Conv layer, int index) {
        return Slow.of(layer.parameters().get(index));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 12})
    void gcn(int out) {
        Conv gcn = new Gcn(new Initialiser(1), IN, out);
        check(gcn, (x, a) -> Slow.times(Slow.normalised(Slow.closed(a)), Slow.times(x, parameter(gcn, 0))));
    }

    @ParameterizedTest
    @CsvSource({"mean,3", "mean,12", "max,3", "max,12", "sum,3", "sum,12", "std,5", "attention,5"})
    void sage(String aggregator, int out) {
        Conv sage = sage(new Initialiser(2), aggregator, out);
        check(sage, (x, a) -> ofSage(sage.parameters(), aggregator, x, a));
    }

    private static Conv sage(Initialiser initialiser, String aggregator, int out) {
        return new Sage(initialiser, IN, out, aggregator(aggregator, initialiser));
    }

    private static Aggregator aggregator(String name, Initialiser initialiser) {
        return switch (name) {
            case "sum" -> new Sum();
            case "mean" -> new Mean();
            case "max" -> new Max();
            case "std" -> new Std();
            default -> new Attention(initialiser, IN);
        };
    }

    private static double[][] ofSage(List<Parameter> p, String aggregator, double[][] x, double[][] a) {
        double[][] theirs = aggregated(aggregator, p.subList(2, p.size()), x, a);
        return Slow.plus(Slow.times(x, Slow.of(p.get(0))), 1.0, Slow.times(theirs, Slow.of(p.get(1))));
    }

    /** Neighbours' rows to one. */
    private static double[][] aggregated(String name, List<Parameter> own, double[][] x, double[][] a) {
        return switch (name) {
            case "sum" -> Slow.times(a, x);
            case "mean" -> Slow.times(Slow.means(a), x);
            case "max" -> highest(x, a);
            case "std" -> {
                double[][] mean = Slow.times(Slow.means(a), x);
                double[][] y = new double[x.length][x[0].length];
                for (int i = 0; i < x.length; i++) {
                    for (int c = 0; c < y[i].length; c++) {
                        double variance = 0.0;
                        for (int j = 0; j < x.length; j++) {
                            double d = x[j][c] - mean[i][c];
                            variance += Slow.means(a)[i][j] * d * d;
                        }
                        y[i][c] = Math.sqrt(variance + 1e-5);
                    }
                }
                yield y;
            }
            default -> Slow.times(shares(x, a, Slow.of(own.get(0))[0], Slow.of(own.get(1))[0]), x);
        };
    }

    private static double[][] highest(double[][] x, double[][] a) {
        double[][] y = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int c = 0; c < y[i].length; c++) {
                double highest = Double.NEGATIVE_INFINITY;
                for (int j = 0; j < x.length; j++) {
                    highest = a[i][j] > 0.0 ? Math.max(highest, x[j][c]) : highest;
                }
                y[i][c] = Slow.sum(a[i]) == 0.0 ? 0.0 : highest;
            }
        }
        return y;
    }

    /** {@code a_ij exp(leakyRelu(<own, x_i> + <their, x_j>))}, in rows that sum to 1. */
    private static double[][] shares(double[][] x, double[][] a, double[] own, double[] their) {
        double[][] w = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                double score = 0.0;
                for (int c = 0; c < own.length; c++) {
                    score += own[c] * x[i][c] + their[c] * x[j][c];
                }
                w[i][j] = a[i][j] * Math.exp(score > 0.0 ? score : 0.2 * score);
            }
        }
        return Slow.means(w);
    }

    @ParameterizedTest
    @CsvSource({"1,5", "2,6", "8,16"})
    void gat(int heads, int out) {
        Conv gat = new Gat(new Initialiser(3), IN, out, heads, 0f);
        int width = out / heads;
        check(gat, (x, a) -> {
            double[][] h = Slow.times(x, parameter(gat, 0));
            double[][] y = new double[NODES][out];
            for (int head = 0; head < heads; head++) {
                int from = head * width;
                double[][] part = new double[NODES][];
                for (int i = 0; i < NODES; i++) {
                    part[i] = Arrays.copyOfRange(h[i], from, from + width);
                }
                double[] own = Arrays.copyOfRange(parameter(gat, 1)[0], from, from + width);
                double[] their = Arrays.copyOfRange(parameter(gat, 2)[0], from, from + width);
                double[][] sums = Slow.times(shares(part, Slow.closed(a), own, their), part);
                for (int i = 0; i < NODES; i++) {
                    System.arraycopy(sums[i], 0, y[i], from, width);
                }
            }
            return y;
        });
    }

    @ParameterizedTest
    @CsvSource({"sum,none", "sum,layer", "mean,none", "max,layer"})
    void gin(String aggregator, String norm) {
        Initialiser initialiser = new Initialiser(4);
        Conv gin = new Gin(initialiser, IN, 9, 4, aggregator(aggregator, initialiser), norm, 0f);
        boolean layer = norm.equals("layer");
        check(gin, (x, a) -> {
            double[][] both = Slow.plus(aggregated(aggregator, List.of(), x, a), 1.0 + parameter(gin, 0)[0][0], x);
            double[][] hidden = Slow.plus(Slow.times(both, parameter(gin, 1)), 1.0, parameter(gin, 2));
            if (layer) {
                double[][] z = Slow.standardised(hidden);
                double[][] scaled = new double[NODES][9];
                for (int i = 0; i < NODES; i++) {
                    for (int c = 0; c < 9; c++) {
                        scaled[i][c] = z[i][c] * parameter(gin, 3)[0][c] + parameter(gin, 4)[0][c];
                    }
                }
                hidden = scaled;
            }
            int second = layer ? 5 : 3;
            double[][] active = Slow.each(hidden, v -> Math.max(0.0, v));
            return Slow.plus(Slow.times(active, parameter(gin, second)), 1.0, parameter(gin, second + 1));
        });
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, 0.3f, 1f})
    void dirgcn(float alpha) {
        Initialiser initialiser = new Initialiser(5);
        Conv both = new TwoDirections(
                new Gcn(initialiser.within("incoming"), IN, 6, Neighbourhoods::directed),
                new Gcn(initialiser.within("outgoing"), IN, 6, Neighbourhoods::directed),
                alpha);
        check(both, (x, a) -> {
            double[][] in = Slow.times(Slow.normalised(a), Slow.times(x, parameter(both, 0)));
            double[][] out = Slow.times(Slow.normalised(Slow.transposed(a)), Slow.times(x, parameter(both, 1)));
            return mixed(in, out, alpha);
        });
    }

    private static double[][] mixed(double[][] in, double[][] out, double alpha) {
        return Slow.plus(Slow.each(in, v -> (1.0 - alpha) * v), alpha, out);
    }

    @ParameterizedTest
    @CsvSource({"mean,0.5", "max,0.2", "sum,0", "mean,1"})
    void dirsage(String aggregator, float alpha) {
        Initialiser initialiser = new Initialiser(6);
        Conv both = new TwoDirections(
                sage(initialiser.within("incoming"), aggregator, 6),
                sage(initialiser.within("outgoing"), aggregator, 6),
                alpha);
        check(both, (x, a) -> {
            List<Parameter> p = both.parameters();
            double[][] in = ofSage(p.subList(0, 2), aggregator, x, a);
            double[][] out = ofSage(p.subList(2, 4), aggregator, x, Slow.transposed(a));
            return mixed(in, out, alpha);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void aWidthThatHeadsCannotShareIsRefused(int heads) {
        assertThatThrownBy(() -> new Gat(new Initialiser(1), IN, 16, heads, 0f))
                .hasMessageContaining("A hidden width of 16 cannot be shared by " + heads + " attention heads");
    }
}
