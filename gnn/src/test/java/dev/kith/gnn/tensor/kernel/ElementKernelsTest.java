package dev.kith.gnn.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Sums;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Held.Agreement;
import dev.kith.gnn.tensor.kernel.Held.Output;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops over elements, and the fused bias, activation and dropout. */
class ElementKernelsTest {
    private static final int[] WIDTHS = {1, 3, 7, 8, 17, 64, 130};
    private static final int ROWS = 6;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130, 1000})
    void sumsAndProducts(int size) {
        try (Tensor x = Draw.tensor(1, 1, size);
                Tensor z = Draw.tensor(2, 1, size)) {
            for (float beta : new float[] {0f, 1f}) {
                Tensor sum = Draw.start(3, 1, size, beta);
                Tensor product = Draw.start(4, 1, size, beta);
                Sums sums = Sums.of(sum, beta);
                Sums products = Sums.of(product, beta);
                for (int e = 0; e < size; e++) {
                    sums.add(0, e, (double) 0.7f * x.get(0, e));
                    products.add(0, e, (double) x.get(0, e) * z.get(0, e));
                }
                Held.check(
                        size,
                        Agreement.BITS,
                        (kernels, out, from, to) -> {
                            var elements = kernels.elements();
                            elements.axpby(0.7f, x.memory(), beta, out.get(0).memory(), from, to);
                            elements.multiply(
                                    x.memory(), z.memory(), beta, out.get(1).memory(), from, to);
                        },
                        new Output(sum, sums),
                        new Output(product, products));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130, 1000})
    void maxima(int size) {
        try (Tensor x = Draw.tensor(5, 1, size);
                Tensor other = Draw.tensor(6, 1, size)) {
            x.set(0, size / 2, Float.NaN);
            other.set(0, size / 3, Float.NaN);
            x.set(0, size - 1, Float.NEGATIVE_INFINITY);
            Tensor start = Tensor.zeros(1, size);
            start.copyFrom(other);
            Sums expected = Sums.zeros(1, size);
            for (int e = 0; e < size; e++) {
                expected.add(0, e, Math.max(x.get(0, e), other.get(0, e)));
            }
            Held.check(
                    size,
                    Agreement.BITS,
                    (kernels, out, from, to) ->
                            kernels.elements().maximum(x.memory(), out.get(0).memory(), from, to),
                    new Output(start, expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130, 1000})
    void theGradientOfAMaximumGoesToOne(int size) {
        try (Tensor x = Draw.tensor(7, 1, size);
                Tensor highest = Draw.tensor(8, 1, size)) {
            for (int e = 0; e < size; e += 2) {
                highest.set(0, e, x.get(0, e));
            }
            Tensor gradient = Draw.tensor(9, 1, size);
            Sums taken = Sums.zeros(1, size);
            Sums left = Sums.zeros(1, size);
            for (int e = 0; e < size; e++) {
                (e % 2 == 0 ? taken : left).add(0, e, gradient.get(0, e));
            }
            Held.check(
                    size,
                    Agreement.BITS,
                    (kernels, out, from, to) -> kernels.elements()
                            .takeWhereHighest(
                                    x.memory(),
                                    highest.memory(),
                                    out.get(0).memory(),
                                    out.get(1).memory(),
                                    from,
                                    to),
                    new Output(gradient, left),
                    new Output(Draw.notNumbers(1, size), taken));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void partials(int size) {
        for (int pieces : new int[] {0, 1, 9}) {
            for (float beta : new float[] {0f, 1f}) {
                try (Tensor partials = Draw.tensor(10, pieces, size)) {
                    Tensor start = Draw.start(11, 1, size, beta);
                    Sums expected = Sums.of(start, beta);
                    for (int p = 0; p < pieces; p++) {
                        for (int e = 0; e < size; e++) {
                            expected.add(0, e, partials.get(p, e));
                        }
                    }
                    Held.check(
                            size,
                            Agreement.BITS,
                            (kernels, out, from, to) -> kernels.elements()
                                    .addPartials(
                                            partials.memory(),
                                            pieces,
                                            size,
                                            beta,
                                            out.get(0).memory(),
                                            from,
                                            to),
                            new Output(start, expected));
                }
            }
        }
    }

    /** Rows are added to what stands there, so that a cut gives the same bits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void columnSums(int width) {
        try (Tensor x = Draw.tensor(12, 40, width)) {
            Tensor start = Draw.tensor(13, 1, width);
            Sums expected = Sums.of(start, 1f);
            for (int i = 0; i < 40; i++) {
                for (int c = 0; c < width; c++) {
                    expected.add(0, c, x.get(i, c));
                }
            }
            Held.check(
                    40,
                    Agreement.BITS,
                    (kernels, out, from, to) -> kernels.elements()
                            .columnSums(x.memory(), width, out.get(0).memory(), from, to),
                    new Output(start, expected));
        }
    }

    private static double function(Activation activation, double x) {
        return switch (activation) {
            case IDENTITY -> x;
            case RELU -> Math.max(0.0, x);
            case LEAKY_RELU -> x > 0.0 ? x : 0.2 * x;
            case ELU -> x > 0.0 ? x : Math.expm1(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1.0 / (1.0 + Math.exp(-x));
            case SOFTPLUS -> Math.max(0.0, x) + Math.log1p(Math.exp(-Math.abs(x)));
            case RELU6 -> Math.min(6.0, Math.max(0.0, x));
        };
    }

    private static double derivative(Activation activation, double x) {
        double y = function(activation, x);
        return switch (activation) {
            case IDENTITY -> 1.0;
            case RELU -> x > 0.0 ? 1.0 : 0.0;
            case LEAKY_RELU -> x > 0.0 ? 1.0 : 0.2;
            case ELU -> x > 0.0 ? 1.0 : Math.exp(x);
            case TANH -> 1.0 - y * y;
            case SIGMOID -> y * (1.0 - y);
            case SOFTPLUS -> 1.0 / (1.0 + Math.exp(-x));
            case RELU6 -> x > 0.0 && x < 6.0 ? 1.0 : 0.0;
        };
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void biasActivationAndDropout(Activation activation) {
        for (int width : WIDTHS) {
            for (float rate : new float[] {0f, 0.4f}) {
                Dropout dropout = rate == 0f ? Dropout.NONE : new Dropout(rate, 77L);
                try (Tensor bias = Draw.tensor(14, 1, width)) {
                    biasActivate(activation, dropout, width, null);
                    biasActivate(activation, dropout, width, bias);
                }
            }
        }
    }

    private static void biasActivate(Activation activation, Dropout dropout, int width, Tensor bias) {
        Tensor start = Draw.tensor(15, ROWS, width);
        Tensor output = Tensor.zeros(ROWS, width);
        Tensor gradient = Draw.tensor(16, ROWS, width);
        Sums expected = Sums.zeros(ROWS, width);
        Sums expectedGradient = Sums.zeros(ROWS, width);
        for (int i = 0; i < ROWS; i++) {
            for (int c = 0; c < width; c++) {
                double x = (double) start.get(i, c) + (bias == null ? 0.0 : bias.get(0, c));
                double factor = dropout.active() ? dropout.factor((long) i, c) : 1.0;
                double value = function(activation, x) * factor;
                // An exponential near 1 leaves an error of the size of its roundings.
                expected.add(i, c, value, 1.0 + Math.abs(value));
                double slope = derivative(activation, x) * factor;
                expectedGradient.add(i, c, slope * gradient.get(i, c), 2.0);
                output.set(i, c, (float) value);
            }
        }
        var biasMemory = bias == null ? null : bias.memory();
        Held.check(
                ROWS,
                Agreement.BITS,
                (kernels, out, from, to) -> {
                    var elements = kernels.elements();
                    elements.biasActivate(out.get(0).memory(), width, biasMemory, activation, dropout, from, to);
                    elements.biasActivateBackward(
                            output.memory(), out.get(1).memory(), width, activation, dropout, from, to);
                },
                new Output(start, expected),
                new Output(gradient, expectedGradient));
        output.close();
    }

    /** What is no number stays none, in both providers. */
    @ParameterizedTest
    @EnumSource(Activation.class)
    void extremes(Activation activation) {
        float[] values = {
            Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -1e30f, 90f, -90f, 0f, -0f, 1e-40f, 44f
        };
        for (int width : new int[] {3, values.length}) {
            Held.check(
                    1,
                    Agreement.BITS,
                    (kernels, out, from, to) -> {
                        kernels.elements()
                                .biasActivate(out.get(0).memory(), width, null, activation, Dropout.NONE, from, to);
                        for (int c = 0; c < width; c++) {
                            float expected = (float) function(activation, values[c]);
                            assertThat(out.get(0).get(0, c))
                                    .as("%s(%s)", activation, values[c])
                                    .satisfiesAnyOf(
                                            y -> assertThat(y).isEqualTo(Float.valueOf(expected)),
                                            y -> assertThat(Math.abs(y - expected))
                                                    .isLessThanOrEqualTo(1e-6f));
                        }
                    },
                    new Output(Tensor.of(1, width, java.util.Arrays.copyOf(values, width)), null));
        }
    }
}
