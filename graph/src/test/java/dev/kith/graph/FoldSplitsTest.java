package dev.kith.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.graph.dataset.DatasetFolder;
import dev.kith.graph.random.MersenneTwister;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldSplitsTest {
    private static final Path DATA =
            Path.of(Optional.ofNullable(System.getenv("KITH_DATA")).orElse("../../shared/data"));

    /** The first output of the reference implementation for its usual seed, and the 10,000th as the C++ standard has it. */
    @Test
    void generatorIsTheOneOfItsAuthors() {
        MersenneTwister random = new MersenneTwister(5489);
        assertThat(random.bits()).isEqualTo((int) 3499211612L);
        for (int i = 2; i < 10_000; i++) {
            random.bits();
        }
        assertThat(random.bits()).isEqualTo((int) 4123659995L);
    }

    /** Check values of the specification, from the published index files. */
    @Test
    void sumsOfPublishedSplits() {
        Split coraMl = FoldSplits.of(2995).get(0);
        assertThat(Arrays.copyOf(coraMl.train(), 4)).containsExactly(0, 2, 3, 5);
        assertThat(Arrays.copyOf(coraMl.validation(), 4)).containsExactly(1, 13, 14, 15);
        assertThat(Arrays.copyOf(coraMl.test(), 4)).containsExactly(4, 6, 7, 9);
        assertThat(sums(coraMl)).containsExactly(2_896_875L, 716_585L, 870_055L);
        assertThat(sums(FoldSplits.of(37_700).get(4))).containsExactly(454_333_286L, 113_633_979L, 142_658_885L);
    }

    private static List<Long> sums(Split split) {
        return List.of(split.train(), split.validation(), split.test()).stream()
                .map(rows -> Arrays.stream(rows).asLongStream().sum())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cora-ml", "citeseer-full", "github"})
    void publishedSplits(String name) {
        Path folder = DATA.resolve(name);
        assumeTrue(
                Files.isDirectory(folder),
                "There is no data set " + name + " in " + DATA + "; set KITH_DATA to where the data sets are.");
        Graph graph = DatasetFolder.read(folder);
        for (Split made : FoldSplits.of(graph.nodeCount())) {
            Split published = graph.splits().get(made.name());
            assertThat(made.train()).isEqualTo(published.train());
            assertThat(made.validation()).isEqualTo(published.validation());
            assertThat(made.test()).isEqualTo(published.test());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7})
    void fewNodes(int nodes) {
        for (Split split : FoldSplits.of(nodes)) {
            assertThat(split.train().length + split.validation().length + split.test().length)
                    .isEqualTo(nodes);
        }
    }
}
