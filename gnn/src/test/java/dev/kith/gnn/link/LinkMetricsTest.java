package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Metrics by hand, and against slow references on scores with many ties. */
class LinkMetricsTest {
    @Example
    void byHand() {
        float[] positive = {.9f, .5f, .3f, .7f};
        assertThat(LinkMetrics.hitsAt(2, positive, new float[] {.8f, .5f, .1f, .2f}))
                .isEqualTo(0.5);
        assertThat(LinkMetrics.hitsAt(5, positive, new float[] {.8f, .5f, .1f, .2f}))
                .isEqualTo(1.0);
        assertThat(LinkMetrics.meanReciprocalRank(new float[] {.5f}, new float[] {.9f, .5f, .1f}))
                .isEqualTo(0.4);
        assertThat(LinkMetrics.meanReciprocalRank(new float[] {.5f}, new float[] {.4f, .3f}))
                .isEqualTo(1.0);
        assertThat(LinkMetrics.all(1, new float[0], positive)).isEmpty();
    }

    @Property(tries = 200)
    void slowReferences(
            @ForAll @IntRange(min = 1, max = 40) int positives,
            @ForAll @IntRange(min = 1, max = 40) int negatives,
            @ForAll @IntRange(min = 1, max = 45) int k,
            @ForAll long seed) {
        float[] up = scores(positives, seed, 1);
        float[] down = scores(negatives, seed, 2);
        assertThat(LinkMetrics.hitsAt(k, up, down)).isEqualTo(hits(k, up, down));
        double reciprocals = 0.0;
        double area = 0.0;
        for (float p : up) {
            double above = 0;
            double level = 0;
            for (float n : down) {
                above += n > p ? 1 : 0;
                level += n >= p ? 1 : 0;
                area += n < p ? 1.0 : n == p ? 0.5 : 0.0;
            }
            reciprocals += 1.0 / (1.0 + 0.5 * (above + level));
        }
        assertThat(LinkMetrics.meanReciprocalRank(up, down)).isCloseTo(reciprocals / positives, within(1e-12));
        assertThat(LinkMetrics.rocAuc(up, down)).isCloseTo(area / positives / negatives, within(1e-12));
        assertThat(LinkMetrics.averagePrecision(up, down)).isCloseTo(precision(up, down), within(1e-12));
    }

    private static float[] scores(int count, long seed, long stream) {
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            scores[i] = CounterRandom.below(seed, stream, i, 9) - 4f;
        }
        return scores;
    }

    private static double hits(int k, float[] up, float[] down) {
        if (down.length < k) {
            return 1.0;
        }
        int hits = 0;
        for (float p : up) {
            int notBelow = 0;
            for (float n : down) {
                notBelow += n >= p ? 1 : 0;
            }
            hits += notBelow < k ? 1 : 0;
        }
        return (double) hits / up.length;
    }

    private static double precision(float[] up, float[] down) {
        TreeSet<Float> thresholds = new TreeSet<>();
        for (float p : up) {
            thresholds.add(p);
        }
        double sum = 0.0;
        double before = 0.0;
        for (float threshold : thresholds.descendingSet()) {
            double found = count(up, threshold);
            sum += (found - before) / up.length * found / (found + count(down, threshold));
            before = found;
        }
        return sum;
    }

    private static double count(float[] scores, float threshold) {
        int[] at = new int[1];
        float[] copy = Arrays.copyOf(scores, scores.length);
        for (float score : copy) {
            at[0] += score >= threshold ? 1 : 0;
        }
        return at[0];
    }
}
