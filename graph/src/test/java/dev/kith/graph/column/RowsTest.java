package dev.kith.graph.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.SampleGraphs;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowsTest {
    /** Rows in any order, some of them more than once. */
    @Property(tries = 200)
    void areTheValuesThatStoodThere(
            @ForAll @IntRange(min = 1, max = 40) int nodes, @ForAll @IntRange(max = 60) int count, @ForAll long seed) {
        Graph graph = SampleGraphs.random(nodes, 0, seed);
        int[] rows = new int[count];
        Arrays.setAll(rows, r -> CounterRandom.below(seed, 1, r, nodes));
        for (Column column : graph.nodes().properties().values()) {
            Column picked = column.rows(rows);
            assertThat(picked).hasSameClassAs(column);
            assertThat(picked.size()).isEqualTo(count);
            assertThat(picked.typeName()).isEqualTo(column.typeName());
            for (int r = 0; r < count; r++) {
                assertThat(picked.isNull(r)).isEqualTo(column.isNull(rows[r]));
                assertThat(picked.value(r)).isEqualTo(column.value(rows[r]));
            }
        }
    }

    @Test
    void aColumnGrowsByHalfAtLeastAndToWhatIsNeeded() {
        assertThat(Capacity.grown(10, 10)).isEqualTo(10);
        assertThat(Capacity.grown(100, 101)).isEqualTo(166);
        assertThat(Capacity.grown(100, 5_000)).isEqualTo(5_000);
        assertThat(Capacity.grown(2_000_000_000, 2_000_000_001L)).isEqualTo(Integer.MAX_VALUE - 8);
    }

    @Test
    void aColumnThatNoArrayHoldsIsRefused() {
        assertThatThrownBy(() -> Capacity.grown(new float[1], 3_000_000_000L))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("3,000,000,000 values");
    }
}
