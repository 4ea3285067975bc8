package dev.kith.gnn.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VectorIndexTest {
    private static final int N = 1500;
    private static final int COUNT = 10;

    @Test
    void findsMostOfTheNearestByDistance() {
        try (Engine engine = new Engine(2);
                Tensor rows = Tensor.uninitialised(N, 6)) {
            for (int i = 0; i < N; i++) {
                for (int c = 0; c < 6; c++) {
                    rows.set(i, c, CounterRandom.normal(1, c, i));
                }
            }
            int[] all = IntStream.range(0, N).toArray();
            int found = 0;
            try (VectorIndex index = new VectorIndex(rows, VectorIndex.Likeness.DISTANCE)) {
                int[][] nearest = index.nearest(engine, all, COUNT, (source, other) -> other != source);
                for (int i = 0; i < N; i++) {
                    int row = i;
                    assertThat(nearest[i]).hasSize(COUNT).isSorted().doesNotContain(i);
                    found += (int) IntStream.range(0, N)
                            .filter(j -> j != row)
                            .boxed()
                            .sorted(Comparator.comparingDouble(j -> square(rows, row, j)))
                            .limit(COUNT)
                            .filter(j -> Arrays.binarySearch(nearest[row], j) >= 0)
                            .count();
                }
            }
            assertThat(found).isGreaterThan(N * COUNT * 9 / 10);
        }
    }

    private static double square(Tensor rows, int i, int j) {
        double sum = 0;
        for (int c = 0; c < rows.columns(); c++) {
            double d = rows.get(i, c) - rows.get(j, c);
            sum += d * d;
        }
        return sum;
    }
}
