package dev.kith.gnn.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Sums;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Held.Agreement;
import dev.kith.gnn.tensor.kernel.Held.Output;
import dev.kith.gnn.tensor.kernel.OptimizerKernels.AdamStep;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One step of Adam from any moments; many of them stand beside the textbook's in {@code AdamTest}. */
class OptimizerKernelsTest {
    private static final AdamStep STEP = new AdamStep(0.01f, 0.9f, 0.999f, 1e-8f, 1.7f, 40f, 0.02f, 0.003f);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 17, 64, 130})
    void adam(int size) {
        try (Tensor gradient = Draw.tensor(1, 1, size)) {
            Tensor weights = Draw.tensor(2, 1, size);
            Tensor first = Draw.tensor(3, 1, size);
            Tensor second = Draw.tensor(4, 1, size);
            Sums w = Sums.zeros(1, size);
            Sums m = Sums.zeros(1, size);
            Sums v = Sums.zeros(1, size);
            for (int e = 0; e < size; e++) {
                second.set(0, e, Math.abs(second.get(0, e)));
                double g = gradient.get(0, e) + (double) STEP.l2() * weights.get(0, e);
                double newFirst = STEP.beta1() * (double) first.get(0, e) + (1.0 - STEP.beta1()) * g;
                double newSecond = STEP.beta2() * (double) second.get(0, e) + (1.0 - STEP.beta2()) * g * g;
                double move =
                        newFirst * STEP.correction1() / (Math.sqrt(newSecond * STEP.correction2()) + STEP.epsilon());
                double old = weights.get(0, e);
                w.add(0, e, old - STEP.decay() * old - STEP.rate() * move, 1.0);
                m.add(0, e, newFirst, 1.0);
                v.add(0, e, newSecond, 1.0);
            }
            Held.check(
                    size,
                    Agreement.BITS,
                    (kernels, out, from, to) -> kernels.optimizer()
                            .adam(
                                    out.get(0).memory(),
                                    gradient.memory(),
                                    out.get(1).memory(),
                                    out.get(2).memory(),
                                    STEP,
                                    from,
                                    to),
                    new Output(weights, w),
                    new Output(first, m),
                    new Output(second, v));
        }
    }

    /** With a gradient of 0 moments shrink to 0 in the end, and stay no numbers that processors are slow with. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 17})
    void momentsEndAtZero(int size) {
        for (Kernels kernels : List.of(Kernels.plain(), Kernels.vector())) {
            try (Tensor weights = Draw.tensor(5, 1, size);
                    Tensor gradient = Tensor.zeros(1, size);
                    Tensor first = Draw.tensor(6, 1, size);
                    Tensor second = Tensor.zeros(1, size)) {
                AdamStep step = new AdamStep(0f, 0.9f, 0.999f, 1e-8f, 1f, 1f, 0f, 0f);
                for (int e = 0; e < size; e++) {
                    second.set(0, e, 1e-29f);
                    gradient.set(0, e, 1e-22f);
                }
                for (int t = 0; t < 3000; t++) {
                    kernels.optimizer()
                            .adam(weights.memory(), gradient.memory(), first.memory(), second.memory(), step, 0, size);
                    if (t == 10) {
                        gradient.zero();
                    }
                }
                assertThat(first.toArray()).containsOnly(0f);
                assertThat(second.toArray()).containsOnly(0f);
                assertThat(weights.toArray()).doesNotContain(0f);
            }
        }
    }
}
