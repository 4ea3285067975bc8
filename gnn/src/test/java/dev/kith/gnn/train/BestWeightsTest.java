package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BestWeightsTest {
    private final Parameter weight = Parameter.trained("w", Tensor.zeros(1, 1), true);
    private final BestWeights best = new BestWeights(List.of(weight));

    @AfterEach
    void close() {
        weight.close();
    }

    private void offer(int epoch, double accuracy, double loss) {
        weight.value().set(0, 0, epoch);
        best.offer(epoch, accuracy, loss);
    }

    @Test
    void keepsTheHighestAccuracyThenTheLowestLossThenTheFirst() {
        offer(0, 0.5, 1.0);
        offer(1, 0.7, 2.0);
        offer(2, 0.7, 2.0);
        offer(3, 0.7, 1.5);
        offer(4, 0.6, 0.1);
        best.restore();
        assertThat(best.epoch()).isEqualTo(3);
        assertThat(best.accuracy()).isEqualTo(0.7);
        assertThat(best.loss()).isEqualTo(1.5);
        assertThat(weight.value().get(0, 0)).isEqualTo(3f);
    }

    @Test
    void patienceCountsFromTheLastRiseOfTheAccuracyOrFallOfTheLoss() {
        offer(0, 0.5, 1.0);
        offer(1, 0.5, 0.9);
        offer(2, 0.4, 1.0);
        assertThat(best.exhausted(2, 2)).isFalse();
        offer(3, 0.4, 1.0);
        assertThat(best.exhausted(3, 2)).isTrue();
        offer(4, 0.6, 1.0);
        assertThat(best.exhausted(4, 2)).isFalse();
        assertThat(best.exhausted(6, 2)).isTrue();
    }
}
