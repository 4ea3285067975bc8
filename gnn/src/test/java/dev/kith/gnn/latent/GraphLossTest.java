package dev.kith.gnn.latent;

import static dev.kith.gnn.autograd.ops.GradientCheck.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.ops.GradientCheck;
import dev.kith.gnn.latent.metric.Metric;
import dev.kith.gnn.latent.metric.Power;
import dev.kith.gnn.latent.metric.Snowflake;
import dev.kith.gnn.latent.metric.Snowflake.LogForm;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraphLossTest {
    private static final Snowflake SNOWFLAKE = Snowflake.of(2, 3, LogForm.OUTSIDE, true);

    private static final List<GraphLoss.Drawn> DRAWN = List.of(
            new GraphLoss.Drawn(0, new int[] {1, 3, 2, 4}, 2, 1.5, -0.5, new double[] {0.9, 0.2, 0.1, 0.6}),
            new GraphLoss.Drawn(2, new int[] {0, 4, 1, 3}, 2, 1.5, 0.4, new double[] {0.3, 0.8, 0.5, 0}));

    @ParameterizedTest
    @EnumSource(GraphLoss.Form.class)
    void gradients(GraphLoss.Form form) {
        GraphLoss plain = new GraphLoss(form, energy(Power.EUCLIDEAN, true).with(0.8));
        GradientCheck.run(
                List.of(random("z", 5, 3), random("tau", 1, 1)),
                (tape, in) -> plain.apply(tape, in.get(0), null, in.get(1), DRAWN));
        GraphLoss trained = new GraphLoss(form, energy(SNOWFLAKE, false).with(0.8));
        int count = SNOWFLAKE.start(3, 0).length;
        GradientCheck.run(
                List.of(random("z", 5, 3), random("metric", 1, count), random("tau", 1, 1)),
                (tape, in) -> trained.apply(tape, in.get(0), in.get(1), in.get(2), DRAWN));
    }

    private static Energy energy(Metric metric, boolean squared) {
        return new Energy(metric, metric.start(3, 0), squared, 1);
    }

    /** {@code Σ w_i / nodes · mean_j e^-T d²}, and with logarithms of what is normalised. */
    @Test
    void values() {
        try (Engine engine = new Engine(1);
                Tensor places = Tensor.of(5, 1, 0f, 1f, 2f, -1f, 3f);
                Tensor zero = Tensor.zeros(1, 1);
                Tape tape = Tape.inference(engine)) {
            var z = tape.constant(places);
            var tau = tape.constant(zero);
            Energy energy = energy(Power.EUCLIDEAN, true);
            float mean = new GraphLoss(GraphLoss.Form.EXP_MEAN, energy)
                    .apply(tape, z, null, tau, DRAWN)
                    .value()
                    .get(0, 0);
            double first = -0.5 * Math.exp(-1);
            double second = 0.4 * (Math.exp(-4) + Math.exp(-1)) / 2;
            assertThat(mean).isCloseTo((float) ((first + second) / 2), within(1e-7f));

            float sum = new GraphLoss(GraphLoss.Form.LOG_SUM, energy)
                    .apply(tape, z, null, tau, DRAWN)
                    .value()
                    .get(0, 0);
            double of0 = 2 * Math.exp(-1) + 1.5 * (Math.exp(-4) + Math.exp(-9));
            double of2 = Math.exp(-4) + Math.exp(-1) + 1.5 * (Math.exp(-1) + Math.exp(-9));
            double expected = (-0.5 * (-1 - 1 - 2 * Math.log(of0)) + 0.4 * (-4 - 1 - 2 * Math.log(of2))) / 2;
            assertThat(sum).isCloseTo((float) expected, within(1e-6f));

            float agreement = new GraphLoss(GraphLoss.Form.AGREEMENT, energy)
                    .apply(tape, z, null, tau, DRAWN)
                    .value()
                    .get(0, 0);
            double share0 = (Math.exp(-1) * (0.9 + 0.2) + 1.5 * (Math.exp(-4) * 0.1 + Math.exp(-9) * 0.6)) / of0;
            double share2 = (Math.exp(-4) * 0.3 + Math.exp(-1) * 0.8 + 1.5 * Math.exp(-1) * 0.5) / of2;
            assertThat(agreement).isCloseTo((float) (-(share0 + share2) / 2), within(1e-6f));
        }
    }

    @Test
    void runningAccuracy() {
        Accuracies accuracies = new Accuracies(new Initialiser(1));
        accuracies.begin(3, 0.5f);
        accuracies.update(new int[] {0, 2}, new boolean[] {true, false}, 0.95f);
        assertThat(accuracies.of(0, 0)).isCloseTo(0.525, within(1e-6));
        assertThat(accuracies.of(1, 0)).isEqualTo(0.5);
        assertThat(accuracies.of(2, 0)).isCloseTo(0.475, within(1e-6));
        assertThat(accuracies.steps()).isEqualTo(1);
        accuracies.parameters().forEach(Parameter::close);
    }
}
