package dev.kith.ingest.wordnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.Adjacency;
import dev.kith.graph.Csr;
import dev.kith.graph.Graph;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.TextColumn;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WordNetTest {
    private static Graph graph;

    @BeforeAll
    static void read() {
        graph = WordNet.read().graph();
    }

    @Test
    void everySynsetIsANode() {
        assertThat(graph.nodeCount()).isEqualTo(117_791);
        assertThat(graph.nodes().properties().keySet())
                .containsExactly("lemma", "partOfSpeech", "gloss", WordNet.SUPERSENSE);
        assertThat(graph.nodes().properties().values()).allSatisfy(column -> assertThat(
                        Arrays.stream(((TextColumn) column).values()).anyMatch(text -> text == null || text.isEmpty()))
                .isFalse());
        assertThat(graph.target(WordNet.SUPERSENSE).classCount()).isEqualTo(45);
        assertThat(graph.target(WordNet.SUPERSENSE).codes()).doesNotContain(-1);
    }

    @Test
    void hasTheUndirectedPairsAndIsolatedNodesOfThePointers() {
        Csr pairs =
                graph.adjacency(Adjacency.undirected().withDropSelfLoops(true).withMergeDuplicates(true));
        assertThat(pairs.arcs()).isEqualTo(2 * 184_083);
        int[] offsets = pairs.offsets();
        assertThat(IntStream.range(0, pairs.rows())
                        .filter(i -> offsets[i] == offsets[i + 1])
                        .count())
                .isEqualTo(1_004);
    }

    @Test
    void storesEveryPointerOnceAndInverseOnesTogether() {
        RelationshipTable table = graph.relationships();
        assertThat(table.types()).hasSize(18).doesNotHaveDuplicates();
        Map<String, Long> counts = IntStream.range(0, table.count())
                .boxed()
                .collect(Collectors.groupingBy(e -> table.types().get(table.type()[e]), Collectors.counting()));
        assertThat(counts.keySet()).isEqualTo(Set.copyOf(table.types()));
        for (String type : table.types()) {
            Csr all = graph.adjacency(Adjacency.natural().withTypes(Set.of(type)));
            Csr once =
                    graph.adjacency(Adjacency.natural().withTypes(Set.of(type)).withMergeDuplicates(true));
            assertThat(once.arcs()).as(type).isEqualTo(all.arcs());
        }
        // A symmetric pointer is not stored from its other end, too.
        for (String type : Set.of("ANTONYM", "DERIVATION", "SIMILAR_TO", "VERB_GROUP", "ATTRIBUTE")) {
            Csr either = graph.adjacency(Adjacency.undirected()
                    .withTypes(Set.of(type))
                    .withDropSelfLoops(true)
                    .withMergeDuplicates(true));
            Csr stored =
                    graph.adjacency(Adjacency.natural().withTypes(Set.of(type)).withDropSelfLoops(true));
            assertThat(either.arcs()).as(type).isEqualTo(2 * stored.arcs());
        }
    }

    @Test
    void pointsFromTheNarrowerToTheWider() {
        assertThat(neighbours("dog", "HYPERNYM")).contains("canine");
        assertThat(neighbours("canine", "HYPERNYM")).doesNotContain("dog");
    }

    /** Lemmas that the noun's first synset points to. */
    private static Set<String> neighbours(String lemma, String type) {
        String[] lemmas = ((TextColumn) graph.nodes().properties().get("lemma")).values();
        Csr arcs = graph.adjacency(Adjacency.natural().withTypes(Set.of(type)));
        return IntStream.range(0, lemmas.length)
                .filter(i -> lemmas[i].equals(lemma))
                .flatMap(i -> Arrays.stream(arcs.indices(), arcs.offsets()[i], arcs.offsets()[i + 1]))
                .mapToObj(i -> lemmas[i])
                .collect(Collectors.toSet());
    }
}
