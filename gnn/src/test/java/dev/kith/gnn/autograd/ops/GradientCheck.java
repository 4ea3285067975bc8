package dev.kith.gnn.autograd.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Kernels;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds an operation's gradients against central differences of {@code Σ output ⊙ R} with a fixed random R, summed in
 * double, for every element of every parameter; and checks that the step gave all its memory back.
 */
public final class GradientCheck {
    /** A finer one where the first crosses a kink or a steep place. */
    private static final float[] STEPS = {1e-2f, 1e-3f};

    private static final double TOLERANCE = 2e-3;

    private GradientCheck() {}

    /** What is tested: builds the output from the parameters, in their order. */
    public interface Function {
        Variable apply(Tape tape, List<Variable> inputs);
    }

    /** Random values in [-1, 1) that keep away from 0, where some operations have a kink. */
    public static Parameter random(String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            float u = 2f * CounterRandom.uniform(name.hashCode(), rows * 31L + columns, i) - 1f;
            values[i] = u + Math.signum(u) * 0.05f;
        }
        return Parameter.trained(name, Tensor.of(rows, columns, values), true);
    }

    public static void run(List<Parameter> parameters, Function function) {
        for (Kernels kernels : List.of(Kernels.plain(), Kernels.vector())) {
            try (Engine engine = new Engine(kernels.name().equals("plain") ? 1 : 2, kernels)) {
                List<float[]> added = analytic(engine, parameters, function);
                List<float[]> first = analytic(
                        engine,
                        parameters,
                        (tape, in) -> function.apply(
                                tape, in.stream().map(x -> copy(tape, x)).toList()));
                for (int p = 0; p < parameters.size(); p++) {
                    assertThat(added.get(p))
                            .as("a gradient that is added to one, and the first")
                            .containsExactly(first.get(p), within(1e-5f));
                }
                for (Parameter parameter : parameters) {
                    check(engine, parameter, parameters, function);
                }
                assertThat(engine.pool().bytesTaken())
                        .as("memory not given back")
                        .isZero();
            }
        }
        parameters.forEach(Parameter::close);
    }

    /** The gradients by the tape; before it, the pool's free memory holds no numbers. */
    private static List<float[]> analytic(Engine engine, List<Parameter> parameters, Function function) {
        parameters.forEach(Parameter::clearGradient);
        parameters.forEach(parameter -> poison(engine, parameter.value()));
        try (Tape tape = Tape.training(engine, 7, 3)) {
            Variable output = function.apply(
                    tape, parameters.stream().map(tape::parameter).toList());
            poison(engine, output.value());
            try (Tensor r = weights(output)) {
                Variable weighted = Multiply.apply(tape, output, tape.constant(r));
                tape.backward(SumAll.apply(tape, weighted));
            }
        }
        return parameters.stream()
                .map(parameter -> parameter.gradient().toArray())
                .toList();
    }

    private static void poison(Engine engine, Tensor shape) {
        List<Tensor> free = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            free.add(engine.pool().take(shape.rows(), shape.columns()));
        }
        free.forEach(tensor -> engine.elements().axpby(Float.NaN, shape, 0f, tensor));
        free.forEach(engine.pool()::release);
    }

    /** A value of the tape's own, whose gradient is not there until the first contribution writes it. */
    private static Variable copy(Tape tape, Variable x) {
        Tensor copy = tape.engine().pool().take(x.rows(), x.columns());
        copy.copyFrom(x.value());
        return tape.record(copy, output -> x.inheritGradient(output), x);
    }

    private static void check(Engine engine, Parameter parameter, List<Parameter> all, Function function) {
        Tensor value = parameter.value();
        for (int i = 0; i < value.rows(); i++) {
            for (int c = 0; c < value.columns(); c++) {
                double tape = parameter.gradient().get(i, c);
                double numeric = Double.NaN;
                for (float step : STEPS) {
                    numeric = difference(engine, value, i, c, step, all, function);
                    if (Math.abs(tape - numeric) <= TOLERANCE * Math.max(1.0, Math.abs(numeric))) {
                        break;
                    }
                }
                assertThat(tape)
                        .as(parameter.name() + "[" + i + ", " + c + "], "
                                + engine.kernels().name())
                        .isCloseTo(numeric, within(TOLERANCE * Math.max(1.0, Math.abs(numeric))));
            }
        }
    }

    private static double difference(
            Engine engine, Tensor value, int row, int column, float step, List<Parameter> all, Function function) {
        float before = value.get(row, column);
        value.set(row, column, before + step);
        double above = loss(engine, all, function);
        value.set(row, column, before - step);
        double below = loss(engine, all, function);
        value.set(row, column, before);
        return (above - below) / (2.0 * step);
    }

    private static double loss(Engine engine, List<Parameter> parameters, Function function) {
        try (Tape tape = Tape.training(engine, 7, 3)) {
            Variable output = function.apply(
                    tape, parameters.stream().map(tape::parameter).toList());
            Tensor r = weights(output);
            double sum = 0.0;
            for (int i = 0; i < output.rows(); i++) {
                for (int c = 0; c < output.columns(); c++) {
                    sum += (double) output.value().get(i, c) * r.get(i, c);
                }
            }
            r.close();
            return sum;
        }
    }

    private static Tensor weights(Variable output) {
        float[] r = new float[output.rows() * output.columns()];
        for (int i = 0; i < r.length; i++) {
            r[i] = 2f * CounterRandom.uniform(99, 1, i) - 1f;
        }
        return Tensor.of(output.rows(), output.columns(), r);
    }
}
