package dev.kith.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.column.LongColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomSplitTest {
    @Property
    void sharesOutEachClassExactly(
            @ForAll @IntRange(max = 300) int nodes,
            @ForAll @IntRange(min = 1, max = 9) int classes,
            @ForAll @IntRange(min = 1, max = 10) int trainTenths,
            @ForAll @IntRange(max = 9) int validationTenths,
            @ForAll long seed) {
        double train = trainTenths / 10.0;
        double validation = Math.min(validationTenths, 10 - trainTenths) / 10.0;
        Target target = target(nodes, classes, seed);
        Split split = RandomSplit.stratified(target, train, validation, seed);
        int[] set = new int[nodes];
        mark(set, split.train(), 1);
        mark(set, split.validation(), 2);
        mark(set, split.test(), 3);
        for (int c = 0; c < target.classCount(); c++) {
            int code = c;
            int[] members = IntStream.range(0, nodes)
                    .filter(i -> target.codes()[i] == code)
                    .toArray();
            long trained = Math.round(train * members.length);
            long chosenBy = Math.min(members.length - trained, Math.round(validation * members.length));
            assertThat(count(set, members, 1)).isEqualTo(trained);
            assertThat(count(set, members, 2)).isEqualTo(chosenBy);
            assertThat(count(set, members, 3)).isEqualTo(members.length - trained - chosenBy);
        }
        for (int i = 0; i < nodes; i++) {
            assertThat(set[i] > 0).isEqualTo(target.codes()[i] >= 0);
        }
    }

    @Test
    void isTheSameForASeedAndAnotherForAnother() {
        Target target = target(200, 4, 1);
        Split split = RandomSplit.stratified(target, 0.6, 0.2, 5);
        assertThat(split.name()).isEqualTo("random-5");
        assertThat(RandomSplit.stratified(target, 0.6, 0.2, 5).train()).isEqualTo(split.train());
        assertThat(RandomSplit.stratified(target, 0.6, 0.2, 6).train()).isNotEqualTo(split.train());
    }

    /** Published figures depend on these rows. */
    @Test
    void isFrozen() {
        Split split = RandomSplit.stratified(target(20, 2, 1), 0.5, 0.25, 42);
        assertThat(split.train()).containsExactly(1, 3, 6, 10, 11, 12, 13, 16, 17);
        assertThat(split.validation()).containsExactly(0, 7, 9, 18, 19);
        assertThat(split.test()).containsExactly(2, 5, 14);
    }

    @ParameterizedTest
    @CsvSource({"0.0,0.2", "-0.1,0.2", "0.6,0.5", "0.6,-0.1", "NaN,0.1", "0.5,NaN"})
    void refusesSharesThatAreNone(double train, double validation) {
        assertThatThrownBy(() -> RandomSplit.stratified(target(9, 2, 1), train, validation, 1))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("both are shares");
    }

    private static Target target(int nodes, int classes, long seed) {
        long[] codes = new long[nodes];
        Arrays.setAll(codes, i -> CounterRandom.below(seed, 9, i, classes));
        BitSet nulls = new BitSet();
        IntStream.range(0, nodes)
                .filter(i -> CounterRandom.below(seed, 10, i, 10) == 0)
                .forEach(nulls::set);
        return Target.of("class", new LongColumn(codes, nulls));
    }

    private static void mark(int[] set, int[] rows, int which) {
        for (int k = 0; k < rows.length; k++) {
            assertThat(set[rows[k]]).isZero();
            assertThat(k == 0 || rows[k] > rows[k - 1]).isTrue();
            set[rows[k]] = which;
        }
    }

    private static long count(int[] set, int[] members, int which) {
        return Arrays.stream(members).filter(i -> set[i] == which).count();
    }
}
