package dev.kith.gnn.autograd.ops;

import static dev.kith.gnn.autograd.ops.GradientCheck.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoodnessLossGradientTest {
    @Test
    void gradients() {
        GradientCheck.run(
                List.of(random("positive", 5, 4), random("one", 5, 4), random("other", 5, 4)),
                (tape, in) -> GoodnessLoss.apply(tape, in.get(0), in.subList(1, 3), null));
        float[] weights = {1f, 0.5f, 2f, 0f, 1f};
        GradientCheck.run(
                List.of(random("positive", 5, 7), random("one", 5, 7)),
                (tape, in) -> GoodnessLoss.apply(tape, in.get(0), in.subList(1, 2), weights));
    }

    /** The specification's example. */
    @Test
    void valueWorkedOutByHand() {
        try (Engine engine = new Engine(1);
                Tensor h = Tensor.of(
                        2, 2, (float) 0.2841300090, (float) 0.0471741651, (float) 0.3420573500, (float) 0.3648246307);
                Tensor half = Tensor.of(
                        2, 2, (float) 0.1420650045, (float) 0.02358708255, (float) 0.171028675, (float) 0.18241231535);
                Tape tape = Tape.inference(engine)) {
            float loss = GoodnessLoss.apply(tape, tape.constant(h), List.of(tape.constant(half)), null)
                    .value()
                    .get(0, 0);
            assertThat((double) loss).isCloseTo(2.1141907404957476, within(1e-6));
        }
    }

    /** Far from the threshold nothing overflows. */
    @Test
    void extremes() {
        try (Engine engine = new Engine(1);
                Tensor large = Tensor.of(1, 1, 100f);
                Tensor zero = Tensor.of(1, 1, 0f);
                Tape tape = Tape.inference(engine)) {
            assertThat(GoodnessLoss.apply(tape, tape.constant(zero), List.of(tape.constant(large)), null)
                            .value()
                            .get(0, 0))
                    .isCloseTo(10_000f, within(2f));
        }
    }
}
