package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.ops.GradientCheck;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerScoreTest {
    private static final Pairs LINKS = new Pairs(new int[] {0, 1, 4}, new int[] {1, 2, 0});
    private static final Pairs OTHERS = new Pairs(new int[] {3, 2, 0}, new int[] {0, 4, 3});

    @ParameterizedTest
    @EnumSource
    void gradients(LayerScore score) {
        GradientCheck.run(
                List.of(GradientCheck.random("h", 5, 4)), (tape, in) -> score.loss(tape, in.getFirst(), LINKS, OTHERS));
    }

    /** {@code z_0 = (1, 2), z_1 = (0.5, -1), z_2 = (2, 0)}; (0, 1) is a link, (0, 2) is none. */
    @Test
    void valuesWorkedOutByHand() {
        Pairs link = new Pairs(new int[] {0}, new int[] {1});
        Pairs none = new Pairs(new int[] {0}, new int[] {2});
        try (Engine engine = new Engine(1);
                Tensor z = Tensor.of(3, 2, 1f, 2f, 0.5f, -1f, 2f, 0f);
                Tape tape = Tape.inference(engine)) {
            // Σe is -1.5 and 2, Σe² is 4.25 and 4.
            double ce = (Math.log1p(Math.exp(1.5)) + Math.log1p(Math.exp(2))) / 2;
            double ff = Math.log1p(Math.exp(2 - 4.25)) + Math.log1p(Math.exp(4 - 2));
            assertThat((double) LayerScore.CE
                            .loss(tape, tape.constant(z), link, none)
                            .value()
                            .get(0, 0))
                    .isCloseTo(ce, within(1e-6));
            assertThat((double) LayerScore.FF
                            .loss(tape, tape.constant(z), link, none)
                            .value()
                            .get(0, 0))
                    .isCloseTo(ff, within(1e-6));
            assertThat(LayerScore.CE.probability(z, 0, 1, 0, 2)).isCloseTo(1 / (1 + Math.exp(1.5)), within(1e-12));
            assertThat(LayerScore.FF.probability(z, 0, 1, 0, 2)).isCloseTo(1 / (1 + Math.exp(-2.25)), within(1e-12));
            assertThat(LayerScore.CE.probability(z, 0, 1, 1, 2)).isCloseTo(1 / (1 + Math.exp(2)), within(1e-12));
        }
    }
}
