package dev.kith.gnn.autograd.ops;

import static dev.kith.gnn.autograd.ops.GradientCheck.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients of the operations of variational autoencoders, against finite differences, and a worked value. */
class GaussianGradientTest {
    @Test
    void sample() {
        try (Tensor noise = Tensor.of(2, 3, 0.3f, -1.2f, 0.7f, 2.1f, -0.4f, 0f)) {
            GradientCheck.run(
                    List.of(random("mean", 2, 3), random("logVariance", 2, 3)),
                    (tape, in) -> GaussianSample.apply(tape, in.get(0), in.get(1), noise));
        }
    }

    @Test
    void divergence() {
        GradientCheck.run(
                List.of(random("mean", 3, 4), random("logVariance", 3, 4)),
                (tape, in) -> GaussianDivergence.apply(tape, in.get(0), in.get(1)));
    }

    /** Specification of local augmentation, section 9, test 2. */
    @Test
    void divergenceOfAWorkedExample() {
        try (Engine engine = new Engine(1);
                Tensor mean = Tensor.of(1, 2, 0.5f, -1f);
                Tensor log = Tensor.of(1, 2, 0f, 0.2f);
                Tape tape = Tape.inference(engine)) {
            float value = GaussianDivergence.apply(tape, tape.constant(mean), tape.constant(log))
                    .value()
                    .get(0, 0);
            assertThat(value).isCloseTo(0.6357014f, within(1e-6f));
            double[] each = GaussianDivergence.byDimension(mean, log);
            assertThat(each[0] + each[1]).isCloseTo(0.635701379080085, within(1e-7));
        }
    }

    /** A variance that is out of bounds is one at the bound, and has no slope. */
    @Test
    void aHugeVarianceIsBounded() {
        try (Engine engine = new Engine(1);
                Tensor mean = Tensor.of(1, 1, 0f);
                Tensor log = Tensor.of(1, 1, 500f);
                Tensor noise = Tensor.of(1, 1, 1f);
                Tape tape = Tape.inference(engine)) {
            float drawn = GaussianSample.apply(tape, tape.constant(mean), tape.constant(log), noise)
                    .value()
                    .get(0, 0);
            assertThat(drawn).isCloseTo((float) Math.exp(5.0), within(1e-3f));
        }
    }
}
