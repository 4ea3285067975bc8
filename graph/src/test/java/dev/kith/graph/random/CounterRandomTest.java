package dev.kith.graph.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterRandomTest {
    private static final int DRAWS = 200_000;

    /** Every trained weight depends on these numbers. */
    @Test
    void isFrozen() {
        assertThat(CounterRandom.bits(0, 0, 0)).isEqualTo(5_982_614_525_946_517_560L);
        assertThat(CounterRandom.bits(42, 7, 123_456_789_012L)).isEqualTo(5_856_840_042_624_049_929L);
        assertThat(CounterRandom.bits(-1, -1, -1)).isEqualTo(922_333_327_617_911_424L);
        assertThat(CounterRandom.uniform(1, 2, 3)).isEqualTo(0.45209134f);
        assertThat(CounterRandom.uniformDouble(1, 2, 3)).isEqualTo(0.4520913746512383);
        assertThat(CounterRandom.normal(1, 2, 3)).isEqualTo(1.9401313f);
        assertThat(CounterRandom.below(1, 2, 3, 1_000_000)).isEqualTo(467_513);
        int[] values = IntStream.range(0, 8).toArray();
        CounterRandom.shuffle(values, 1, 2);
        assertThat(values).containsExactly(5, 6, 0, 1, 2, 7, 3, 4);
    }

    /** Along the index, the stream and the seed: neighbours in any of them are used side by side. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "0,1,0", "0,0,1", "0,0,1024", "0,4096,1", "-1,0,0"})
    void isUniformAlongEachCoordinate(long seedStep, long streamStep, long indexStep) {
        int[] counts = new int[256];
        int[] pairs = new int[256];
        double sum = 0.0;
        int before = 0;
        for (int i = 0; i < DRAWS; i++) {
            double u = CounterRandom.uniformDouble(7 + i * seedStep, 3 + i * streamStep, i * indexStep);
            assertThat(u).isGreaterThanOrEqualTo(0.0).isLessThan(1.0);
            int bucket = (int) (u * 256);
            counts[bucket]++;
            pairs[(bucket >> 4) << 4 | before >> 4]++;
            before = bucket;
            sum += u;
        }
        // A mean of uniforms has the deviation 0.29 / sqrt(n); chi-squared of 255 degrees one of 22.6: six of each.
        assertThat(sum / DRAWS).isCloseTo(0.5, within(6 * 0.2887 / Math.sqrt(DRAWS)));
        assertThat(chiSquared(counts)).isCloseTo(255.0, within(6 * 22.6));
        assertThat(chiSquared(pairs)).isCloseTo(255.0, within(6 * 22.6));
    }

    @Test
    void everyBitIsSetHalfOfTheTime() {
        int[] set = new int[Long.SIZE];
        int[] changed = new int[Long.SIZE];
        for (int i = 0; i < 20_000; i++) {
            long bits = CounterRandom.bits(5, 1, i);
            long flipped = bits ^ CounterRandom.bits(5, 1, i ^ 1);
            for (int b = 0; b < Long.SIZE; b++) {
                set[b] += (int) (bits >>> b & 1);
                changed[b] += (int) (flipped >>> b & 1);
            }
        }
        // Deviation sqrt(20,000) / 2 = 71; pairs count twice in the second.
        assertThat(Arrays.stream(set)).allSatisfy(count -> assertThat(count).isBetween(10_000 - 500, 10_000 + 500));
        assertThat(Arrays.stream(changed)).allSatisfy(count -> assertThat(count).isBetween(10_000 - 700, 10_000 + 700));
    }

    @Test
    void normalsHaveTheMomentsOfTheNormalDistribution() {
        double[] moments = new double[4];
        int beyondTwo = 0;
        for (int i = 0; i < DRAWS; i++) {
            double x = CounterRandom.normal(11, 5, i);
            for (int m = 0; m < 4; m++) {
                moments[m] += Math.pow(x, m + 1) / DRAWS;
            }
            beyondTwo += Math.abs(x) > 2.0 ? 1 : 0;
        }
        assertThat(moments[0]).isCloseTo(0.0, within(0.015));
        assertThat(moments[1]).isCloseTo(1.0, within(0.02));
        assertThat(moments[2]).isCloseTo(0.0, within(0.06));
        assertThat(moments[3]).isCloseTo(3.0, within(0.15));
        assertThat(beyondTwo / (double) DRAWS).isCloseTo(0.0455, within(0.003));
    }

    @Property
    void staysBelowItsBound(@ForAll long seed, @ForAll long index, @ForAll @IntRange(min = 1) int bound) {
        assertThat(CounterRandom.below(seed, 1, index, bound)).isBetween(0, bound - 1);
        assertThat(CounterRandom.uniform(seed, 1, index)).isBetween(0f, Math.nextDown(1f));
        assertThat(CounterRandom.normal(seed, 1, index)).isFinite();
    }

    @Test
    void everyOrderIsAsLikely() {
        int[] counts = new int[24];
        for (int s = 0; s < 24_000; s++) {
            int[] values = {0, 1, 2, 3};
            CounterRandom.shuffle(values, s, 1);
            int[] left = {0, 1, 2, 3};
            int rank = 0;
            for (int i = 0; i < 4; i++) {
                int at = Arrays.binarySearch(left, values[i]);
                rank = rank * (4 - i) + at;
                int value = values[i];
                left = Arrays.stream(left).filter(v -> v != value).toArray();
            }
            counts[rank]++;
        }
        // Deviation sqrt(1000): six of them.
        assertThat(Arrays.stream(counts)).allSatisfy(count -> assertThat(count).isBetween(1000 - 190, 1000 + 190));
    }

    private static double chiSquared(int[] counts) {
        double expected = DRAWS / (double) counts.length;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }
}
