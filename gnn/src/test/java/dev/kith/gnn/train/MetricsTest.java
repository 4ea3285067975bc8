package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.Tensor;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Metrics against their definitions, counted pair by pair, on random data with many ties. */
class MetricsTest {
    private static final Offset<Double> NEAR = Offset.offset(1e-12);
    private static final int CLASSES = 4;

    @Provide
    Arbitrary<int[]> classes() {
        return Arbitraries.integers().between(0, CLASSES - 1).array(int[].class).ofSize(30);
    }

    @Provide
    Arbitrary<double[]> scores() {
        // Few different values: ties.
        return Arbitraries.integers()
                .between(-3, 3)
                .map(i -> i == 0 ? -0.0 : i / 4.0)
                .array(double[].class)
                .ofMinSize(2)
                .ofMaxSize(40);
    }

    @Property(tries = 200)
    void accuracyAndMacroF1(@ForAll("classes") int[] predicted, @ForAll("classes") int[] truth) {
        int[] rows = IntStream.range(3, 30).toArray();
        long right = IntStream.of(rows).filter(i -> predicted[i] == truth[i]).count();
        assertThat(Metrics.accuracy(predicted, truth, rows)).isCloseTo(right / 27.0, NEAR);
        double sum = 0.0;
        int present = 0;
        for (int c = 0; c < CLASSES; c++) {
            int code = c;
            double hits = IntStream.of(rows)
                    .filter(i -> predicted[i] == code && truth[i] == code)
                    .count();
            double said = IntStream.of(rows).filter(i -> predicted[i] == code).count();
            double meant = IntStream.of(rows).filter(i -> truth[i] == code).count();
            if (said + meant > 0) {
                double precision = said == 0 ? 0.0 : hits / said;
                double recall = meant == 0 ? 0.0 : hits / meant;
                sum += precision + recall == 0.0 ? 0.0 : 2 * precision * recall / (precision + recall);
                present++;
            }
        }
        assertThat(Metrics.macroF1(predicted, truth, rows, CLASSES)).isCloseTo(sum / present, NEAR);
    }

    @Property(tries = 200)
    void rocAuc(@ForAll("scores") double[] scores, @ForAll long bits) {
        boolean[] positive = new boolean[scores.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = (bits >> i & 1) == 1;
        }
        positive[0] = true;
        positive[1] = false;
        double won = 0.0;
        long pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j]) {
                    won += scores[i] > scores[j] ? 1.0 : scores[i] == scores[j] ? 0.5 : 0.0;
                    pairs++;
                }
            }
        }
        assertThat(Metrics.rocAuc(scores, positive)).isCloseTo(won / pairs, NEAR);
    }

    @Test
    void rocAucOfOneSideIsUndefined() {
        assertThat(Metrics.rocAuc(new double[] {0.1, 0.2}, new boolean[] {true, true}))
                .isNaN();
        assertThat(Metrics.rocAuc(new double[0], new boolean[0])).isNaN();
    }

    @Test
    void rocAucEndsEvenWithScoresThatAreNoNumbers() {
        double[] scores = {Double.NaN, 0.5, Double.NaN, -0.0, 0.0};
        assertThat(Metrics.rocAuc(scores, new boolean[] {true, false, false, true, false}))
                .isBetween(0.0, 1.0);
    }

    @Test
    void theFirstOfEqualScoresIsTheClass() {
        try (Tensor scores = Tensor.of(3, 3, 1, 2, 2, 0, 0, 0, -1, -3, -1)) {
            assertThat(Metrics.argmax(scores)).containsExactly(1, 0, 0);
        }
    }

    @Test
    void twoClassesHaveARocAucToo() {
        try (Tensor scores = Tensor.of(4, 2, 0, 1, 0, 3, 1, 0, 0, 2)) {
            Map<String, Double> metrics =
                    Metrics.classification(scores, new int[] {0, 1, 0, 1}, new int[] {0, 1, 2, 3});
            assertThat(metrics)
                    .containsOnlyKeys("accuracy", "macroF1", "rocAuc")
                    .containsEntry("rocAuc", 1.0);
            assertThat(metrics.get("accuracy")).isEqualTo(0.75);
            assertThat(Metrics.classification(scores, new int[4], new int[0])).isEmpty();
        }
    }
}
