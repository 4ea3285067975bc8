package dev.kith.graph.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.Graph;
import dev.kith.graph.GraphAssert;
import dev.kith.graph.GraphSource;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.SampleGraphs;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import dev.kith.graph.random.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphFolderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "1,1", "7,13", "64,64", "1000,3000", "70000,140000"})
    void comesBackWithoutLoss(int nodes, int relationships) {
        for (int seed = 0; seed < (nodes > 1000 ? 1 : 20); seed++) {
            Graph graph = SampleGraphs.random(nodes, relationships, seed);
            GraphFolder.write(graph, folder);
            Graph read = GraphFolder.read(folder);
            GraphAssert.assertSame(read, graph);
            assertThat(read.fingerprint()).isEqualTo(graph.fingerprint());
        }
    }

    @Test
    void keepsEveryCodePoint() {
        String[] texts = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .toArray(String[]::new);
        Graph graph = graph(texts.length, Map.of("text", new TextColumn(texts)));
        GraphFolder.write(graph, folder);
        GraphAssert.assertSame(GraphFolder.read(folder), graph);
    }

    @Test
    void refusesToWriteHalfASurrogatePair() throws IOException {
        Graph graph = graph(2, Map.of("name", new TextColumn(new String[] {"fine 😀", "broken \ud83d pair"})));
        assertThatThrownBy(() -> GraphFolder.write(graph, folder))
                .isInstanceOf(KithException.class)
                .hasMessage("The text in row 1 of the column 'name' has half of a surrogate pair at position 7, which"
                        + " UTF-8 cannot hold; correct the text.");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void keepsTextsOfSeveralBatchesAndOneThatFillsOne() {
        String[] texts = new String[300];
        Arrays.setAll(texts, i -> "x".repeat(i == 77 ? 25_000_000 : 100_000 + i));
        Graph graph = graph(texts.length, Map.of("text", new TextColumn(texts)));
        GraphFolder.write(graph, folder);
        TextColumn read =
                (TextColumn) GraphFolder.read(folder).nodes().properties().get("text");
        assertThat(Arrays.equals(read.values(), texts)).isTrue();
    }

    @Test
    void keepsVectorsWithoutElementsAndColumnsOfGaps() {
        Graph graph = graph(
                3,
                Map.of(
                        "nothing", new VectorColumn(new float[0], 3, 0, null),
                        "missing", new TextColumn(new String[3]),
                        "zeros", new SparseVectorColumn(new int[4], new int[0], new float[0], 9)));
        GraphFolder.write(graph, folder);
        GraphAssert.assertSame(GraphFolder.read(folder), graph);
    }

    @Test
    void keepsPropertiesNamedLikeTheTablesOwnColumns() {
        Map<String, Column> properties = new LinkedHashMap<>();
        for (String name : List.of("type", "id", "target", "labels", "source", "")) {
            properties.put(name, new TextColumn(new String[] {name, null}));
        }
        Graph graph = new Graph(
                "names",
                true,
                new NodeTable(new LongColumn(new long[] {4, 2}, null), NodeLabels.all("Node", 2), properties),
                new RelationshipTable(
                        new int[] {0, 1}, new int[] {1, 1}, new short[] {0, 1}, List.of("A", "B"), properties),
                "id",
                List.of("labels"),
                Map.of());
        GraphFolder.write(graph, folder);
        GraphAssert.assertSame(GraphFolder.read(folder), graph);
    }

    @Test
    void replacesTheGraphThatStoodThere() {
        GraphFolder.write(SampleGraphs.random(100, 50, 1), folder);
        Graph graph = SampleGraphs.random(3, 2, 2);
        GraphFolder.write(graph, folder);
        GraphAssert.assertSame(GraphSource.open(folder), graph);
    }

    @Test
    void aFolderIsNoGraphUntilItsDescriptionIsWritten() throws IOException {
        GraphFolder.write(SampleGraphs.random(3, 2, 2), folder);
        Files.delete(folder.resolve(GraphFolder.DESCRIPTION));
        assertThatThrownBy(() -> GraphSource.open(folder))
                .isInstanceOf(KithException.class)
                .hasMessage("The graph in " + folder
                        + " is not complete: graph.json, which is written last, is missing. Export it again.");
        Graph graph = GraphFolder.complete(
                folder, new GraphFolder.Description("completed", true, "flag", List.of(), Map.of("uri", "bolt://x")));
        GraphAssert.assertSame(GraphSource.open(folder), graph);
    }

    @Test
    void refusesIdsThatStandTwice() {
        RelationshipTable none = new RelationshipTable(new int[0], new int[0], new short[0], List.of(), Map.of());
        for (Column ids : List.of(
                new LongColumn(new long[] {5, 9, -2, 9}, null), new TextColumn(new String[] {"a", "9", "b", "9"}))) {
            NodeTable nodes = new NodeTable(ids, NodeLabels.all("Node", 4), Map.of());
            GraphFolder.write(new Graph("g", true, nodes, none, null, List.of(), Map.of()), folder);
            assertThatThrownBy(() -> GraphFolder.read(folder))
                    .isInstanceOf(KithException.class)
                    .hasMessageContaining("The node id 9 stands twice");
        }
    }

    /** Labels of a node in any number, the dictionary of them larger than one byte counts. */
    @Test
    void keepsManyLabels() {
        List<String> names =
                IntStream.range(0, 3_000).mapToObj(i -> "Label " + i).toList();
        int[] offsets = new int[51];
        Arrays.setAll(offsets, i -> i * i);
        int[] codes = new int[2_500];
        Arrays.setAll(codes, k -> CounterRandom.below(1, 1, k, names.size()));
        long[] ids = new long[50];
        Arrays.setAll(ids, i -> 100 - i);
        Graph graph = new Graph(
                "labels",
                false,
                new NodeTable(new LongColumn(ids, null), new NodeLabels(names, offsets, codes), Map.of()),
                new RelationshipTable(new int[0], new int[0], new short[0], List.of(), Map.of()),
                null,
                List.of(),
                Map.of());
        GraphFolder.write(graph, folder);
        GraphAssert.assertSame(GraphFolder.read(folder), graph);
    }

    private static Graph graph(int nodes, Map<String, Column> properties) {
        long[] ids = new long[nodes];
        Arrays.setAll(ids, i -> i);
        return new Graph(
                "graph",
                true,
                new NodeTable(new LongColumn(ids, null), NodeLabels.all("Node", nodes), properties),
                new RelationshipTable(new int[0], new int[0], new short[0], List.of(), Map.of()),
                null,
                List.of(),
                Map.of());
    }
}
