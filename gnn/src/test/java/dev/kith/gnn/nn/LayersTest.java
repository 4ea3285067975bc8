package dev.kith.gnn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Slow;
import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Linear, perceptron, recurrent cell and norms beside their equations over dense matrices in double. */
class LayersTest {
    private static final int ROWS = 11;

    private interface Apply {
        Variable to(Tape tape, Variable x);
    }

    /** Moves the parameters away from their starts. */
    private static void draw(Module layer) {
        for (Parameter parameter : layer.parameters()) {
            parameter.value().copyFrom(Draw.floats(parameter.name().hashCode(), (int)
                    parameter.value().size()));
        }
    }

    private static void near(Tensor actual, double[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            for (int c = 0; c < expected[i].length; c++) {
                assertThat((double) actual.get(i, c))
                        .as("[%d, %d]", i, c)
                        .isCloseTo(expected[i][c], within(1e-5 * (1.0 + Math.abs(expected[i][c]))));
            }
        }
    }

    private static void check(Tensor x, double[][] expected, boolean training, Apply layer) {
        try (Engine engine = new Engine(1);
                Tape tape = training ? Tape.training(engine, 1, 1) : Tape.inference(engine)) {
            near(layer.to(tape, tape.constant(x)).value(), expected);
        }
    }

    private static double[][] dense(Tensor x) {
        return Slow.of(x.toArray(), x.rows(), x.columns());
    }

    private static double[][] linear(double[][] x, Parameter weight, Parameter bias) {
        return Slow.plus(Slow.times(x, Slow.of(weight)), 1.0, Slow.of(bias));
    }

    @Test
    void linearMap() {
        Linear layer = new Linear(new Initialiser(1), 7, 5);
        draw(layer);
        try (Tensor x = Draw.tensor(1, ROWS, 7)) {
            List<Parameter> p = layer.parameters();
            double[][] expected = linear(dense(x), p.get(0), p.get(1));
            check(x, expected, true, (tape, v) -> layer.apply(tape, Input.of(v)));
            check(
                    x,
                    Slow.each(expected, Math::tanh),
                    false,
                    (tape, v) -> layer.apply(tape, Input.of(v), 0.5f, Activation.TANH, 0.5f));
        }
        layer.parameters().forEach(Parameter::close);
    }

    @Test
    void perceptron() {
        Mlp mlp = new Mlp(new Initialiser(2), List.of(7, 9, 8, 3), 0.5f);
        draw(mlp);
        try (Tensor x = Draw.tensor(2, ROWS, 7)) {
            List<Parameter> p = mlp.parameters();
            double[][] h = Slow.each(linear(dense(x), p.get(0), p.get(1)), v -> Math.max(0.0, v));
            h = Slow.each(linear(h, p.get(2), p.get(3)), v -> Math.max(0.0, v));
            check(x, linear(h, p.get(4), p.get(5)), false, (tape, v) -> mlp.apply(tape, Input.of(v)));
        }
        mlp.parameters().forEach(Parameter::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 17})
    void gru(int width) {
        Gru gru = new Gru(new Initialiser(3), 7, width);
        draw(gru);
        try (Tensor x = Draw.tensor(3, ROWS, 7);
                Tensor state = Draw.tensor(4, ROWS, width)) {
            List<Parameter> p = gru.parameters();
            double[][] a = linear(dense(x), p.get(0), p.get(1));
            double[][] c = linear(dense(state), p.get(2), p.get(3));
            double[][] next = new double[ROWS][width];
            for (int i = 0; i < ROWS; i++) {
                for (int u = 0; u < width; u++) {
                    double r = 1.0 / (1.0 + Math.exp(-a[i][u] - c[i][u]));
                    double z = 1.0 / (1.0 + Math.exp(-a[i][width + u] - c[i][width + u]));
                    double q = Math.tanh(a[i][2 * width + u] + r * c[i][2 * width + u]);
                    next[i][u] = (1.0 - z) * q + z * state.get(i, u);
                }
            }
            check(x, next, true, (tape, v) -> gru.apply(tape, Input.of(v), tape.constant(state)));
        }
        gru.parameters().forEach(Parameter::close);
    }

    private static double[][] scaled(double[][] z, Parameter gain, Parameter bias) {
        double[][] y = new double[z.length][z[0].length];
        for (int i = 0; i < z.length; i++) {
            for (int c = 0; c < z[i].length; c++) {
                y[i][c] = z[i][c] * gain.value().get(0, c) + bias.value().get(0, c);
            }
        }
        return y;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 17, 64})
    void layerNorm(int width) {
        LayerNorm norm = new LayerNorm(new Initialiser(4), width);
        draw(norm);
        try (Tensor x = Draw.tensor(5, ROWS, width)) {
            List<Parameter> p = norm.parameters();
            check(x, scaled(Slow.standardised(dense(x)), p.get(0), p.get(1)), true, norm::apply);
        }
        norm.parameters().forEach(Parameter::close);
    }

    /** Moments of the batch in training, whose running ones move by a tenth, with the unbiased variance. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 17})
    void batchNorm(int width) {
        BatchNorm norm = new BatchNorm(new Initialiser(5), width);
        List<Parameter> p = norm.parameters();
        p.get(0).value().copyFrom(Draw.floats(6, width));
        p.get(1).value().copyFrom(Draw.floats(7, width));
        double[] mean = new double[width];
        double[] variance = new double[width];
        java.util.Arrays.fill(variance, 1.0);
        for (int step = 0; step < 3; step++) {
            try (Tensor x = Draw.tensor(8 + step, ROWS, width)) {
                double[][] byColumn = Slow.transposed(dense(x));
                double[][] z = Slow.transposed(Slow.standardised(byColumn));
                check(x, scaled(z, p.get(0), p.get(1)), true, norm::apply);
                for (int c = 0; c < width; c++) {
                    double m = Slow.sum(byColumn[c]) / ROWS;
                    double v = 0.0;
                    for (double value : byColumn[c]) {
                        v += (value - m) * (value - m) / (ROWS - 1);
                    }
                    mean[c] = 0.9 * mean[c] + 0.1 * m;
                    variance[c] = 0.9 * variance[c] + 0.1 * v;
                }
                double[][] running = new double[ROWS][width];
                for (int i = 0; i < ROWS; i++) {
                    for (int c = 0; c < width; c++) {
                        running[i][c] = (x.get(i, c) - mean[c]) / Math.sqrt(variance[c] + 1e-5);
                    }
                }
                check(x, scaled(running, p.get(0), p.get(1)), false, norm::apply);
            }
        }
        p.forEach(Parameter::close);
    }

    @Test
    void unitRows() {
        try (Tensor x = Draw.tensor(20, ROWS, 9)) {
            double[][] expected = dense(x);
            for (double[] row : expected) {
                double squares = 0.0;
                for (double value : row) {
                    squares += value * value;
                }
                for (int c = 0; c < row.length; c++) {
                    row[c] /= Math.max(Math.sqrt(squares), 1e-12);
                }
            }
            check(x, expected, true, Norm.named("unit", null, 9)::apply);
            check(x, dense(x), true, Norm.named("none", null, 9)::apply);
        }
    }
}
