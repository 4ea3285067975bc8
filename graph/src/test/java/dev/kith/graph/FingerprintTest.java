package dev.kith.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    /** Models name the graph they learned from: the same graph has the same fingerprint in every release. */
    @Test
    void isFrozen() {
        assertThat(List.of(
                        SampleGraphs.random(40, 100, 3).fingerprint(),
                        SampleGraphs.random(40, 100, 4).fingerprint(),
                        SampleGraphs.random(1, 0, 1).fingerprint()))
                .containsExactly(
                        "sha256:1a734321a2e14294edbbb0a5d18794cd4213aa43c5efc9c60b3dc34fd9237c6b",
                        "sha256:334c2f3b834a0ea7ecbf8ca5e5a9c2d3f2da1cf25ab9d896aeb65b935bd4e337",
                        "sha256:c1028186fd840203b7c6dcd86f0718acccc68931ae5ab1cc5fcb8975fdda5102");
    }

    @Property(tries = 200)
    void doesNotDependOnTheOrderOfRows(
            @ForAll @IntRange(min = 1, max = 30) int nodes,
            @ForAll @IntRange(max = 60) int relationships,
            @ForAll long seed) {
        Graph graph = SampleGraphs.random(nodes, relationships, seed);
        assertThat(reordered(graph, seed).fingerprint()).isEqualTo(graph.fingerprint());
    }

    @Test
    void doesNotDependOnTheOrderOfManyRows() {
        Graph graph = SampleGraphs.random(20_000, 50_000, 11);
        assertThat(reordered(graph, 12).fingerprint()).isEqualTo(graph.fingerprint());
    }

    @Property(tries = 100)
    void changesWithEveryValue(
            @ForAll @IntRange(min = 1, max = 20) int nodes,
            @ForAll @IntRange(min = 1, max = 20) int relationships,
            @ForAll @IntRange(max = 19) int row,
            @ForAll long seed) {
        Graph graph = SampleGraphs.random(nodes, relationships, seed);
        NodeTable table = graph.nodes();
        RelationshipTable arcs = graph.relationships();
        List<Graph> others = new ArrayList<>();
        for (Map<String, Column> properties : alterations(table.properties(), row % nodes)) {
            others.add(with(graph, new NodeTable(table.ids(), table.labels(), properties), arcs));
        }
        for (Column ids : alterations(table.ids(), row % nodes)) {
            others.add(with(graph, new NodeTable(ids, table.labels(), table.properties()), arcs));
        }
        for (Map<String, Column> properties : alterations(arcs.properties(), row % relationships)) {
            others.add(with(
                    graph,
                    table,
                    new RelationshipTable(arcs.source(), arcs.target(), arcs.type(), arcs.types(), properties)));
        }
        others.add(with(graph, withLabelTurned(table, row % nodes), arcs));
        others.add(with(graph, table, withTypeTurned(arcs, row % relationships)));
        others.add(with(graph, table, without(arcs, row % relationships)));
        others.add(new Graph("g", !graph.directed(), table, arcs, null, List.of(), Map.of()));
        List<String> fingerprints = new ArrayList<>();
        others.forEach(other -> fingerprints.add(other.fingerprint()));
        assertThat(fingerprints).doesNotContain(graph.fingerprint()).doesNotHaveDuplicates();
    }

    @Test
    void tellsEqualRowsFromOne() {
        LongColumn ids = new LongColumn(new long[] {1, 2}, null);
        NodeTable nodes = new NodeTable(ids, NodeLabels.all("Node", 2), Map.of());
        assertThat(graph(nodes, new int[] {0}, new int[] {1}).fingerprint())
                .isNotEqualTo(
                        graph(nodes, new int[] {0, 0, 0}, new int[] {1, 1, 1}).fingerprint());
        assertThat(graph(nodes, new int[] {0}, new int[] {1}).fingerprint())
                .isNotEqualTo(graph(nodes, new int[] {1}, new int[] {0}).fingerprint());
    }

    @Test
    void nameTargetFeaturesAndSplitsDoNotCount() {
        Graph graph = SampleGraphs.random(10, 20, 5);
        Graph other =
                new Graph("other", graph.directed(), graph.nodes(), graph.relationships(), null, List.of(), Map.of());
        assertThat(other.fingerprint()).isEqualTo(graph.fingerprint());
    }

    private static Graph graph(NodeTable nodes, int[] source, int[] target) {
        RelationshipTable arcs =
                new RelationshipTable(source, target, new short[source.length], List.of("ARC"), Map.of());
        return new Graph("g", true, nodes, arcs, null, List.of(), Map.of());
    }

    private static Graph with(Graph graph, NodeTable nodes, RelationshipTable relationships) {
        return new Graph("g", graph.directed(), nodes, relationships, null, List.of(), Map.of());
    }

    /** The same graph with nodes, relationships, properties and the names of labels and types in another order. */
    private static Graph reordered(Graph graph, long seed) {
        int[] nodes = shuffled(graph.nodeCount(), seed, 1);
        int[] rowOfNode = new int[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            rowOfNode[nodes[i]] = i;
        }
        RelationshipTable arcs = graph.relationships();
        int[] order = shuffled(arcs.count(), seed, 2);
        List<String> types = new ArrayList<>(arcs.types());
        Collections.reverse(types);
        short[] type = new short[order.length];
        for (int e = 0; e < order.length; e++) {
            type[e] = (short) (types.size() - 1 - arcs.type()[order[e]]);
        }
        return new Graph(
                "reordered",
                graph.directed(),
                new NodeTable(
                        graph.nodes().ids().rows(nodes),
                        reordered(graph.nodes().labels(), nodes),
                        reordered(graph.nodes().properties(), nodes)),
                new RelationshipTable(
                        Arrays.stream(order)
                                .map(e -> rowOfNode[arcs.source()[e]])
                                .toArray(),
                        Arrays.stream(order)
                                .map(e -> rowOfNode[arcs.target()[e]])
                                .toArray(),
                        type,
                        types,
                        reordered(arcs.properties(), order)),
                null,
                List.of(),
                Map.of());
    }

    private static Map<String, Column> reordered(Map<String, Column> properties, int[] rows) {
        List<String> names = new ArrayList<>(properties.keySet());
        Collections.reverse(names);
        Map<String, Column> reordered = new LinkedHashMap<>();
        names.forEach(name -> reordered.put(name, properties.get(name).rows(rows)));
        return reordered;
    }

    private static NodeLabels reordered(NodeLabels labels, int[] nodes) {
        List<String> names = new ArrayList<>(labels.names());
        Collections.reverse(names);
        int[] offsets = new int[nodes.length + 1];
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < nodes.length; i++) {
            for (int k = labels.offsets()[nodes[i] + 1] - 1; k >= labels.offsets()[nodes[i]]; k--) {
                codes.add((names.size() - 1 - labels.codes()[k]));
            }
            offsets[i + 1] = codes.size();
        }
        return new NodeLabels(names, offsets, codes.stream().mapToInt(c -> c).toArray());
    }

    private static int[] shuffled(int count, long seed, long stream) {
        int[] rows = new int[count];
        Arrays.setAll(rows, i -> i);
        CounterRandom.shuffle(rows, seed, stream);
        return rows;
    }

    /** One table for each way to change the row, and one with a property of another name. */
    private static List<Map<String, Column>> alterations(Map<String, Column> properties, int row) {
        List<Map<String, Column>> tables = new ArrayList<>();
        properties.forEach((name, column) -> {
            for (Column other : alterations(column, row)) {
                Map<String, Column> table = new LinkedHashMap<>(properties);
                table.put(name, other);
                tables.add(table);
            }
            Map<String, Column> renamed = new LinkedHashMap<>(properties);
            renamed.put(name + "2", renamed.remove(name));
            tables.add(renamed);
        });
        return tables;
    }

    /** Another value in the row, and a gap in it or none. */
    private static List<Column> alterations(Column column, int row) {
        if (column instanceof TextColumn texts) {
            String[] other = texts.values().clone();
            other[row] = other[row] == null ? "" : other[row] + "!";
            String[] gap = texts.values().clone();
            gap[row] = gap[row] == null ? "null" : null;
            return List.of(new TextColumn(other), new TextColumn(gap));
        }
        if (column instanceof SparseVectorColumn sparse) {
            return alterations(sparse, row);
        }
        BitSet present = new BitSet();
        BitSet turned = new BitSet();
        for (int i = 0; i < column.size(); i++) {
            present.set(i, column.isNull(i) && i != row);
            turned.set(i, column.isNull(i) != (i == row));
        }
        if (column instanceof LongColumn numbers) {
            long[] other = numbers.values().clone();
            other[row] ^= 1L << 40;
            return List.of(new LongColumn(other, present), new LongColumn(numbers.values(), turned));
        }
        if (column instanceof DoubleColumn numbers) {
            double[] other = numbers.values().clone();
            other[row] = other[row] == 0.25 ? 0.5 : 0.25;
            return List.of(new DoubleColumn(other, present), new DoubleColumn(numbers.values(), turned));
        }
        if (column instanceof BooleanColumn flags) {
            boolean[] other = flags.values().clone();
            other[row] = !other[row];
            return List.of(new BooleanColumn(other, present), new BooleanColumn(flags.values(), turned));
        }
        VectorColumn vectors = (VectorColumn) column;
        int d = vectors.dimension();
        float[] other = vectors.values().clone();
        other[row * d + d - 1] += 1f;
        return List.of(
                new VectorColumn(other, vectors.rows(), d, present),
                new VectorColumn(vectors.values(), vectors.rows(), d, turned));
    }

    /** One more entry, at the end of the row. */
    private static List<Column> alterations(SparseVectorColumn column, int row) {
        int at = column.offsets()[row + 1];
        int[] offsets = column.offsets().clone();
        for (int i = row + 1; i < offsets.length; i++) {
            offsets[i]++;
        }
        int[] indices = new int[column.indices().length + 1];
        float[] values = new float[indices.length];
        System.arraycopy(column.indices(), 0, indices, 0, at);
        System.arraycopy(column.indices(), at, indices, at + 1, indices.length - at - 1);
        System.arraycopy(column.values(), 0, values, 0, at);
        System.arraycopy(column.values(), at, values, at + 1, values.length - at - 1);
        indices[at] = column.dimension();
        float[] larger = values.clone();
        values[at] = 1f;
        larger[at] = 2f;
        return List.of(
                new SparseVectorColumn(offsets, indices, values, column.dimension() + 1),
                new SparseVectorColumn(offsets, indices, larger, column.dimension() + 1));
    }

    private static NodeTable withLabelTurned(NodeTable table, int node) {
        NodeLabels labels = table.labels();
        int[] offsets = labels.offsets().clone();
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < table.count(); i++) {
            for (int c = 0; c < labels.names().size(); c++) {
                int code = c;
                boolean has = Arrays.stream(labels.codes(), labels.offsets()[i], labels.offsets()[i + 1])
                        .anyMatch(k -> k == code);
                if (has != (i == node && c == 0)) {
                    codes.add(c);
                }
            }
            offsets[i + 1] = codes.size();
        }
        int[] all = codes.stream().mapToInt(c -> c).toArray();
        return new NodeTable(table.ids(), new NodeLabels(labels.names(), offsets, all), table.properties());
    }

    private static RelationshipTable withTypeTurned(RelationshipTable arcs, int row) {
        short[] type = arcs.type().clone();
        type[row] = (short) ((type[row] + 1) % arcs.types().size());
        return new RelationshipTable(arcs.source(), arcs.target(), type, arcs.types(), arcs.properties());
    }

    private static RelationshipTable without(RelationshipTable arcs, int row) {
        int[] rows = new int[arcs.count() - 1];
        Arrays.setAll(rows, e -> e < row ? e : e + 1);
        short[] type = new short[rows.length];
        for (int e = 0; e < rows.length; e++) {
            type[e] = arcs.type()[rows[e]];
        }
        Map<String, Column> properties = new LinkedHashMap<>();
        arcs.properties().forEach((name, column) -> properties.put(name, column.rows(rows)));
        return new RelationshipTable(
                Arrays.stream(rows).map(e -> arcs.source()[e]).toArray(),
                Arrays.stream(rows).map(e -> arcs.target()[e]).toArray(),
                type,
                arcs.types(),
                properties);
    }
}
