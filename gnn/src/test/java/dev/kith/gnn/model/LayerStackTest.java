package dev.kith.gnn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.conv.Slow;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.Example;
import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stacks of SAGE layers with every option beside the same stack of dense matrices in double. */
class LayerStackTest {
    private static final int NODES = 15;
    private static final int IN = 16;
    private static final int HIDDEN = 16;
    private static final int OUT = 4;

    private static Csr graph() {
        int[] row = new int[50];
        int[] from = new int[50];
        for (int e = 0; e < row.length; e++) {
            // The last two nodes hear from nobody.
            row[e] = CounterRandom.below(8, 1, e, NODES - 2);
            from[e] = CounterRandom.below(8, 2, e, NODES);
        }
        return Csr.of(NODES, row, from, null);
    }

    @ParameterizedTest
    @CsvSource({
        "1, relu, none, false, none",
        "2, relu, none, false, none",
        "3, elu, none, true, none",
        "3, tanh, layer, true, none",
        "2, sigmoid, unit, false, none",
        "1, relu, none, true, cat",
        "3, relu, none, false, cat",
        "3, leaky_relu, layer, true, cat",
        "3, relu, none, false, max",
        "4, identity, unit, true, max"
    })
    void isTheStackOfItsEquations(int layers, String activation, String norm, boolean residual, String jumping) {
        Settings settings = Example.settings(
                "sage",
                Map.of(
                        "layers", layers,
                        "activation", activation,
                        "norm", norm,
                        "residual", residual,
                        "jumpingKnowledge", jumping,
                        "hidden", HIDDEN));
        Network network =
                ModelRegistry.find("sage").builder().build(settings, new Shape(IN, OUT, 0), new Initialiser(3));
        Map<String, double[][]> p = new HashMap<>();
        for (Parameter parameter : network.parameters()) {
            float[] values = Draw.floats(
                    parameter.name().hashCode(), (int) parameter.value().size());
            for (int e = 0; e < values.length; e++) {
                values[e] *= 0.4f;
            }
            parameter.value().copyFrom(values);
            p.put(parameter.name(), Slow.of(parameter));
        }
        Csr csr = graph();
        try (Engine engine = new Engine(2);
                Neighbourhoods graph = Neighbourhoods.of(csr);
                Input.Dense x = new Input.Dense(Draw.tensor(1, NODES, IN))) {
            double[][] features = Slow.of(x.tensor().toArray(), NODES, IN);
            double[][] expected = stack(p, features, Slow.means(Slow.of(csr)), settings);
            try (Tape tape = Tape.inference(engine)) {
                near(network.forward(tape, x, graph).value(), expected);
            }
        }
        network.parameters().forEach(Parameter::close);
    }

    private static double[][] stack(Map<String, double[][]> p, double[][] x, double[][] mean, Settings s) {
        String jumping = s.choice("jumpingKnowledge");
        int layers = s.whole("layers");
        List<double[][]> values = new ArrayList<>();
        double[][] input = x;
        for (int l = 0; l < layers; l++) {
            String name = "layer" + l + ".";
            double[][] own = Slow.times(input, p.get(name + "self"));
            double[][] theirs = Slow.times(Slow.times(mean, input), p.get(name + "neighbours"));
            double[][] z = Slow.plus(Slow.plus(own, 1.0, theirs), 1.0, p.get(name + "bias"));
            if (l < layers - 1 || !jumping.equals("none")) {
                z = normal(p, name + "norm.", z, s.choice("norm"));
                // The features are no hidden layer's value, though as wide.
                z = s.flag("residual") && l > 0 ? Slow.plus(z, 1.0, input) : z;
                z = Slow.each(z, function(s.choice("activation")));
            }
            values.add(z);
            input = z;
        }
        return switch (jumping) {
            case "none" -> input;
            case "cat" -> output(p, beside(values));
            default -> output(p, highest(values));
        };
    }

    private static double[][] output(Map<String, double[][]> p, double[][] joined) {
        return Slow.plus(Slow.times(joined, p.get("output.weight")), 1.0, p.get("output.bias"));
    }

    private static double[][] normal(Map<String, double[][]> p, String name, double[][] z, String norm) {
        if (norm.equals("none")) {
            return z;
        }
        double[][] y = norm.equals("layer") ? Slow.standardised(z) : Slow.each(z, v -> v);
        for (double[] row : y) {
            double length = Math.sqrt(Slow.sum(Slow.each(new double[][] {row}, v -> v * v)[0]));
            for (int c = 0; c < row.length; c++) {
                row[c] = norm.equals("layer")
                        ? row[c] * p.get(name + "gain")[0][c] + p.get(name + "bias")[0][c]
                        : row[c] / length;
            }
        }
        return y;
    }

    private static DoubleUnaryOperator function(String activation) {
        return switch (activation) {
            case "relu" -> x -> Math.max(0.0, x);
            case "leaky_relu" -> x -> x > 0.0 ? x : 0.2 * x;
            case "elu" -> x -> x > 0.0 ? x : Math.expm1(x);
            case "tanh" -> Math::tanh;
            case "sigmoid" -> x -> 1.0 / (1.0 + Math.exp(-x));
            default -> x -> x;
        };
    }

    private static double[][] beside(List<double[][]> values) {
        double[][] all = new double[NODES][values.size() * HIDDEN];
        for (int l = 0; l < values.size(); l++) {
            for (int i = 0; i < NODES; i++) {
                System.arraycopy(values.get(l)[i], 0, all[i], l * HIDDEN, HIDDEN);
            }
        }
        return all;
    }

    private static double[][] highest(List<double[][]> values) {
        double[][] all = Slow.each(values.getFirst(), v -> v);
        for (double[][] value : values) {
            for (int i = 0; i < NODES; i++) {
                for (int c = 0; c < HIDDEN; c++) {
                    all[i][c] = Math.max(all[i][c], value[i][c]);
                }
            }
        }
        return all;
    }

    private static void near(Tensor actual, double[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            for (int c = 0; c < expected[i].length; c++) {
                assertThat((double) actual.get(i, c))
                        .as("[%d, %d]", i, c)
                        .isCloseTo(expected[i][c], within(5e-5 * (1.0 + Math.abs(expected[i][c]))));
            }
        }
    }
}
