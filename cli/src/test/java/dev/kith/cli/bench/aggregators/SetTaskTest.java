package dev.kith.cli.bench.aggregators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SetTaskTest {

    private static void answersAreSecondSmallest(SetTask.Sets sets) {
        for (int a = 0; a < sets.asked().length; a++) {
            int set = sets.asked()[a];
            int[] sorted = Arrays.stream(sets.indices(), sets.offsets()[set], sets.offsets()[set + 1])
                    .map(i -> sets.values()[i])
                    .sorted()
                    .toArray();
            assertThat(sets.answers()[a]).isEqualTo(sorted[1]);
        }
    }

    @Test
    void setsHaveTheSizesTheySay() {
        SecondMinimum task = new SecondMinimum(8, 3);
        SetTask.Sets training = task.training(IntStream.range(0, 500).toArray());
        answersAreSecondSmallest(training);
        assertThat(IntStream.range(0, 500).map(s -> training.offsets()[s + 1] - training.offsets()[s]))
                .contains(2, 16)
                .allMatch(size -> size >= 2 && size <= 16);
        SetTask.Sets large = task.tested(3);
        answersAreSecondSmallest(large);
        assertThat(large.offsets()[1]).isEqualTo(128);
    }

    @Test
    void nodesWithFewerThanTwoNeighboursAreThereAndNotAsked() {
        NeighbourhoodMinimum task = new NeighbourhoodMinimum(8, 3);
        SetTask.Sets training = task.training(IntStream.range(0, 200).toArray());
        answersAreSecondSmallest(training);
        int nodes = 200 * NeighbourhoodMinimum.NODES;
        assertThat(training.offsets()).hasSize(nodes + 1);
        assertThat(training.asked().length).isLessThan(nodes).isGreaterThan(nodes - nodes / 50);
        assertThat((double) training.offsets()[nodes] / nodes).isBetween(7.8, 8.2);
        assertThat((double) task.tested(1).offsets()[16 * NeighbourhoodMinimum.NODES]
                        / (16 * NeighbourhoodMinimum.NODES))
                .isBetween(23.0, 25.0);
    }

    @Test
    void neighboursAreMutualAndOfTheSameGraph() {
        SetTask.Sets sets = new NeighbourhoodMinimum(8, 3).training(new int[] {5, 9});
        for (int v = 0; v < sets.offsets().length - 1; v++) {
            for (int k = sets.offsets()[v]; k < sets.offsets()[v + 1]; k++) {
                int u = sets.indices()[k];
                assertThat(u / NeighbourhoodMinimum.NODES).isEqualTo(v / NeighbourhoodMinimum.NODES);
                assertThat(Arrays.stream(sets.indices(), sets.offsets()[u], sets.offsets()[u + 1]))
                        .contains(v);
            }
        }
    }
}
