package dev.kith.gnn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of the optimiser beside the algorithms of the papers, written down in double. */
class AdamTest {
    private static final int SIZE = 130;
    private static final double RATE = 0.02;

    @ParameterizedTest
    @CsvSource({"plain,0,false", "vector,0,false", "vector,0.05,false", "plain,0.05,true", "vector,0.05,true"})
    void isTheTextbooks(String provider, double decay, boolean decoupled) {
        Kernels kernels = provider.equals("plain") ? Kernels.plain() : Kernels.vector();
        Parameter decayed = Parameter.trained("decayed", Draw.tensor(1, 10, 13), true);
        Parameter bias = Parameter.trained("bias", Draw.tensor(2, 1, SIZE), false);
        Parameter buffer = Parameter.buffer("buffer", Draw.tensor(3, 1, 5));
        float[] untouched = buffer.value().toArray();
        Textbook ofDecayed = new Textbook(decayed.value().toArray(), decay, decoupled);
        Textbook ofBias = new Textbook(bias.value().toArray(), 0.0, decoupled);
        try (Engine engine = new Engine(2, kernels);
                Adam adam = new Adam(engine, List.of(decayed, bias, buffer), (float) decay, decoupled)) {
            for (int step = 1; step <= 30; step++) {
                adam.clearGradients();
                decayed.gradient().copyFrom(Draw.floats(100 + step, SIZE));
                bias.gradient().copyFrom(Draw.floats(200 + step, SIZE));
                adam.step((float) RATE);
                near(decayed.value(), ofDecayed.step(Draw.floats(100 + step, SIZE)));
                near(bias.value(), ofBias.step(Draw.floats(200 + step, SIZE)));
            }
            assertThat(adam.steps()).isEqualTo(30);
            assertThat(adam.state().keySet())
                    .containsExactly("decayed/first", "decayed/second", "bias/first", "bias/second");
        }
        assertThat(buffer.value().toArray()).isEqualTo(untouched);
        List.of(decayed, bias, buffer).forEach(Parameter::close);
    }

    private static void near(Tensor actual, double[] expected) {
        float[] values = actual.toArray();
        for (int e = 0; e < values.length; e++) {
            assertThat((double) values[e]).isCloseTo(expected[e], within(2e-5));
        }
    }

    /** Kingma and Ba 2015, algorithm 1; decoupled as Loshchilov and Hutter 2019, algorithm 2. */
    private static final class Textbook {
        private final double[] theta;
        private final double[] m;
        private final double[] v;
        private final double decay;
        private final boolean decoupled;
        private int t;

        Textbook(float[] start, double decay, boolean decoupled) {
            theta = new double[start.length];
            for (int e = 0; e < start.length; e++) {
                theta[e] = start[e];
            }
            m = new double[start.length];
            v = new double[start.length];
            this.decay = decay;
            this.decoupled = decoupled;
        }

        double[] step(float[] gradient) {
            t++;
            for (int e = 0; e < theta.length; e++) {
                double g = gradient[e] + (decoupled ? 0.0 : decay * theta[e]);
                m[e] = 0.9 * m[e] + 0.1 * g;
                v[e] = 0.999 * v[e] + 0.001 * g * g;
                double mHat = m[e] / (1.0 - Math.pow(0.9, t));
                double vHat = v[e] / (1.0 - Math.pow(0.999, t));
                double shrunk = decoupled ? theta[e] - RATE * decay * theta[e] : theta[e];
                theta[e] = shrunk - RATE * mHat / (Math.sqrt(vHat) + 1e-8);
            }
            return theta;
        }
    }

    @Test
    void clippingScalesTheJointNorm() {
        Parameter a = Parameter.trained("a", Tensor.zeros(1, 2), true);
        Parameter b = Parameter.trained("b", Tensor.zeros(1, 1), true);
        try (Engine engine = new Engine(1);
                Adam adam = new Adam(engine, List.of(a, b), 0f, false)) {
            a.gradient().copyFrom(new float[] {2f, 3f});
            b.gradient().copyFrom(new float[] {6f});
            assertThat(adam.clip(8.0)).isEqualTo(7.0);
            assertThat(a.gradient().toArray()).containsExactly(2f, 3f);
            assertThat(adam.clip(3.5)).isEqualTo(7.0);
            assertThat(a.gradient().toArray()).containsExactly(1f, 1.5f);
            assertThat(b.gradient().toArray()).containsExactly(3f);
        }
        a.close();
        b.close();
    }
}
