package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import dev.kith.graph.generate.BlockModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Splits with a fixed number of training nodes a class. */
class FewLabelsTest {
    private static final Graph GRAPH = new BlockModel(900, 3, 2.0, 0.8, 0.0, 2, 1.0).graph(1);
    private static final Target TARGET = GRAPH.target("class");

    @Test
    void asManyOfEachClassAndFiveHundredToChooseBy() {
        Split split = SplitChoice.one(GRAPH, TARGET, "labels:20", 4);
        for (int c = 0; c < 3; c++) {
            int code = c;
            assertThat(Arrays.stream(split.train()).filter(i -> TARGET.codes()[i] == code))
                    .hasSize(20);
        }
        assertThat(split.validation()).hasSize(500);
        int[] all = Stream.of(split.train(), split.validation(), split.test())
                .flatMapToInt(Arrays::stream)
                .sorted()
                .toArray();
        assertThat(all).containsExactly(IntStream.range(0, 900).toArray());
    }

    @Test
    void severalHaveSeedsInTurn() {
        List<Split> splits = SplitChoice.all(GRAPH, TARGET, "labels:5x3", 7);
        assertThat(splits).extracting(Split::name).containsExactly("labels5-7", "labels5-8", "labels5-9");
        assertThat(splits.get(0).train()).isNotEqualTo(splits.get(1).train());
        assertThat(SplitChoice.one(GRAPH, TARGET, "labels:5", 8).train())
                .isEqualTo(splits.get(1).train());
    }

    @Test
    void whatCannotBeDrawnIsSaid() {
        assertThatThrownBy(() -> SplitChoice.one(GRAPH, TARGET, "labels:400", 1))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("labelled nodes, not more than the 400");
        assertThatThrownBy(() -> SplitChoice.one(GRAPH, TARGET, "labels:150", 1))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("none would be left for the test");
        assertThatThrownBy(() -> SplitChoice.one(GRAPH, TARGET, "labels:0", 1))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("has no split 'labels:0'");
    }
}
