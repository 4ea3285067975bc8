package dev.kith.gnn.autograd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.util.List;

/**
 * Holds an operation's gradients against central differences of {@code Σ output ⊙ R} with a fixed random R, summed in
 * double, for every element of every parameter; and checks that the step gave all its memory back.
 */
final class GradientCheck {
    private static final float STEP = 1e-2f;
    private static final double TOLERANCE = 2e-2;

    private GradientCheck() {}

    /** What is tested: builds the output from the parameters, in their order. */
    interface Function {
        Variable apply(Tape tape, List<Variable> inputs);
    }

    /** Random values in [-1, 1) that keep away from 0, where some operations have a kink. */
    static Parameter random(String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            float u = 2f * CounterRandom.uniform(name.hashCode(), rows * 31L + columns, i) - 1f;
            values[i] = u + Math.signum(u) * 0.05f;
        }
        return Parameter.trained(name, Tensor.of(rows, columns, values), true);
    }

    static void run(List<Parameter> parameters, Function function) {
        for (int threads : new int[] {1, 2}) {
            try (Engine engine = new Engine(threads)) {
                analytic(engine, parameters, function);
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

    private static void analytic(Engine engine, List<Parameter> parameters, Function function) {
        parameters.forEach(Parameter::clearGradient);
        try (Tape tape = Tape.training(engine, 7, 3)) {
            Variable output = function.apply(
                    tape, parameters.stream().map(tape::parameter).toList());
            try (Tensor r = weights(output)) {
                Variable weighted = Multiply.apply(tape, output, tape.constant(r));
                tape.backward(SumAll.apply(tape, weighted));
            }
        }
    }

    private static void check(Engine engine, Parameter parameter, List<Parameter> all, Function function) {
        Tensor value = parameter.value();
        for (int i = 0; i < value.rows(); i++) {
            for (int c = 0; c < value.columns(); c++) {
                float before = value.get(i, c);
                value.set(i, c, before + STEP);
                double above = loss(engine, all, function);
                value.set(i, c, before - STEP);
                double below = loss(engine, all, function);
                value.set(i, c, before);
                double numeric = (above - below) / (2.0 * STEP);
                double tape = parameter.gradient().get(i, c);
                assertThat(tape)
                        .as(parameter.name() + "[" + i + ", " + c + "]")
                        .isCloseTo(
                                numeric,
                                org.assertj.core.data.Offset.offset(TOLERANCE * Math.max(1.0, Math.abs(numeric))));
            }
        }
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
