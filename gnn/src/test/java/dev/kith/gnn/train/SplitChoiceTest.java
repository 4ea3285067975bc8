package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitChoiceTest {
    private static final Graph BARE = Graphs.of(100).classes(2).build();
    private static final Target TARGET = BARE.target("class");
    private static final Graph PUBLISHED = published("public", "geom-0", "geom-1", "geom-10");

    private static Graph published(String... names) {
        Map<String, Split> splits = new LinkedHashMap<>();
        for (String name : names) {
            splits.put(name, new Split(name, new int[] {0, 1}, new int[] {2}, new int[] {3}));
        }
        return BARE.withSplits(splits);
    }

    private static List<String> names(Graph graph, String wanted) {
        return SplitChoice.all(graph, TARGET, wanted, 5).stream()
                .map(Split::name)
                .toList();
    }

    @Test
    void aNameAFamilyOrTheFirstPublishedFamily() {
        assertThat(names(PUBLISHED, "public")).containsExactly("public");
        assertThat(names(PUBLISHED, "geom")).containsExactly("geom-0", "geom-1", "geom-10");
        assertThat(names(PUBLISHED, "geom-1")).containsExactly("geom-1");
        assertThat(names(PUBLISHED, null)).containsExactly("public");
        assertThat(names(published("geom-0", "geom-1"), null)).containsExactly("geom-0", "geom-1");
        assertThat(SplitChoice.one(PUBLISHED, TARGET, "geom", 5).name()).isEqualTo("geom-0");
    }

    @Test
    void drawnOnes() {
        assertThat(names(BARE, null)).containsExactly("random-5");
        assertThat(names(BARE, "random:3")).containsExactly("random-5", "random-6", "random-7");
        Split split = SplitChoice.one(BARE, TARGET, "random:20/30/50", 5);
        assertThat(split.train()).hasSize(20);
        assertThat(split.validation()).hasSize(30);
        assertThat(split.test()).hasSize(50);
        assertThat(SplitChoice.one(BARE, TARGET, "random", 5).train()).hasSize(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "random:0",
                "random:-1",
                "random:x",
                "random:60/40",
                "random:0/0/0",
                "random:10000",
                "random:0/50/50"
            })
    void oneThatCannotBeDrawnIsRefused(String wanted) {
        assertThatThrownBy(() -> names(BARE, wanted)).isInstanceOf(KithException.class);
    }

    @Test
    void anUnknownOneIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> names(PUBLISHED, "publik"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("has no split 'publik'; did you mean 'public'?");
    }
}
