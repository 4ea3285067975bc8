package dev.kith.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.search.space.ActionClass;
import dev.kith.search.space.Architecture;
import dev.kith.search.space.Space;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The guides' probabilities and gradients. */
class GuideTest {
    private static final Space SPACE = new Space(
            "node-classification",
            2,
            List.of(
                    new ActionClass("hidden", List.of(4, 8, 16), true),
                    new ActionClass("activation", List.of("relu", "tanh"), true),
                    new ActionClass("dropout", List.of(0.0, 0.5), false)),
            Map.of());

    /** Of factor · ln P + 0.3 · E, for every weight, by central differences. */
    @Test
    void gradientEqualsFiniteDifferences() {
        Guide guide = new Guide(SPACE, SPACE.positionsOf(1), SPACE.positionsOf(0), 5, 0.01, 3, 1);
        Architecture base = SPACE.random(1, 1, 1);
        int[] actions = {2, 0};
        double factor = -0.7;
        double[] gradient = guide.gradient(base, actions, factor, 0.3);
        double[] weights = guide.weights();
        int moved = 0;
        for (int i = 0; i < weights.length; i++) {
            double before = weights[i];
            weights[i] = before + 1e-5;
            double above = objective(guide, base, actions, factor);
            weights[i] = before - 1e-5;
            double below = objective(guide, base, actions, factor);
            weights[i] = before;
            assertThat(gradient[i]).isCloseTo((above - below) / 2e-5, within(1e-7));
            moved += gradient[i] == 0.0 ? 0 : 1;
        }
        assertThat(moved).isGreaterThan(weights.length / 2);
    }

    private static double objective(Guide guide, Architecture base, int[] actions, double factor) {
        Guide.Decision decision = guide.follow(base, actions);
        return factor * decision.logProbability() + 0.3 * decision.entropy();
    }

    @Test
    void noChoiceDiesOut() {
        Guide guide = new Guide(SPACE, new int[0], SPACE.positionsOf(0), 4, 0.1, 3, 1);
        for (int step = 0; step < 500; step++) {
            guide.ascend(null, new int[] {1, 1}, 1.0, 0.0);
        }
        double[] p = guide.follow(null, new int[] {1, 1}).probabilities()[0];
        assertThat(p[1]).isGreaterThan(0.9);
        // Logits stay within ±2.5.
        assertThat(p[0]).isGreaterThan(Math.exp(-5) / 3);
    }

    @Test
    void classesAreChosenByTheSoftmaxOfTheirEntropies() {
        double[] entropies = {1.2, 0.8, 1.9, 0.3};
        assertThat(Guide.softmax(entropies))
                .containsExactly(new double[] {0.244460, 0.163867, 0.492283, 0.099390}, within(1e-6));
        Draws draws = new Draws(4, 4);
        double[] share = new double[4];
        for (int i = 0; i < 20_000; i++) {
            share[Agnn.drawn(entropies, 1, draws).getFirst()] += 1.0 / 20_000;
        }
        assertThat(share).containsExactly(new double[] {0.244460, 0.163867, 0.492283, 0.099390}, within(0.01));
        assertThat(Agnn.highest(entropies, 1)).containsExactly(2);
        assertThat(Agnn.highest(entropies, 2)).containsExactly(2, 0);
        for (int i = 0; i < 100; i++) {
            assertThat(Agnn.drawn(entropies, 3, draws)).doesNotHaveDuplicates().hasSize(3);
        }
    }
}
