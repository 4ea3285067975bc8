package dev.kith.ingest.source;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.Capacity;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A graph in memory as a source. A node is found by its first label and its id, which becomes the property {@code id}
 * (or {@code kithId}, {@code kithId2} … where the graph has a property of that name); a node without a label gets the
 * label {@code Node}. Vectors become lists of floats.
 */
public final class GraphRecords implements Source {
    private static final String DEFAULT_LABEL = "Node";

    /** Vector elements that one batch may carry; batches of wide rows are shorter. */
    private static final int BATCH_ELEMENTS = 1 << 20;

    private final Graph graph;
    private final String notice;
    private final String keyProperty;
    private final Map<String, Column> nodeColumns = new LinkedHashMap<>();

    /** A graph, and the licence notice that must be shown with it, or null. */
    public GraphRecords(Graph graph, String notice) {
        this.graph = graph;
        this.notice = notice;
        this.keyProperty = freeName(graph.nodes().properties().keySet());
        nodeColumns.put(keyProperty, graph.nodes().ids());
        nodeColumns.putAll(graph.nodes().properties());
        checkWidth(nodeColumns);
        checkWidth(graph.relationships().properties());
    }

    private static String freeName(Set<String> taken) {
        String name = "id";
        for (int n = 1; taken.contains(name); n++) {
            name = n == 1 ? "kithId" : "kithId" + n;
        }
        return name;
    }

    private static void checkWidth(Map<String, Column> columns) {
        columns.forEach((name, column) -> {
            if (dimension(column) > BATCH_ELEMENTS) {
                throw new KithException(
                        "The property '%s' has vectors of %,d numbers; Neo4j stores each as a list of all of them, and Kith writes lists of %,d at most. Make them shorter."
                                .formatted(name, dimension(column), BATCH_ELEMENTS));
            }
        });
    }

    @Override
    public String name() {
        return graph.name();
    }

    @Override
    public Optional<String> notice() {
        return Optional.ofNullable(notice);
    }

    @Override
    public List<NodeKey> keys() {
        Set<NodeKey> keys = new LinkedHashSet<>();
        for (int node = 0; node < graph.nodeCount(); node++) {
            keys.add(key(node));
        }
        return List.copyOf(keys);
    }

    @Override
    public List<String> relationshipTypes() {
        return graph.relationships().types();
    }

    @Override
    public OptionalLong nodeCount() {
        return OptionalLong.of(graph.nodeCount());
    }

    @Override
    public OptionalLong relationshipCount() {
        return OptionalLong.of(graph.relationships().count());
    }

    @Override
    public void nodes(int batchRows, Consumer<NodeBatch> sink) {
        int shorter = Math.max(1, Math.min(batchRows, BATCH_ELEMENTS / width(nodeColumns)));
        Groups<List<String>> byLabels = new Groups<>(
                shorter,
                (labels, rows) ->
                        sink.accept(new NodeBatch(new NodeKey(labels.get(0), keyProperty), labels, nodeColumns, rows)));
        for (int node = 0; node < graph.nodeCount(); node++) {
            byLabels.add(labels(node), node);
        }
        byLabels.flush();
    }

    private record Kind(String type, NodeKey source, NodeKey target) {}

    @Override
    public void relationships(int batchRows, Consumer<RelationshipBatch> sink) {
        RelationshipTable table = graph.relationships();
        Groups<Kind> byKind = new Groups<>(batchRows, (kind, rows) -> sink.accept(batch(kind, rows)));
        for (int row = 0; row < table.count(); row++) {
            String type = table.types().get(table.type()[row]);
            byKind.add(new Kind(type, key(table.source()[row]), key(table.target()[row])), row);
        }
        byKind.flush();
    }

    private RelationshipBatch batch(Kind kind, int[] rows) {
        RelationshipTable table = graph.relationships();
        int[] sources = Arrays.stream(rows).map(row -> table.source()[row]).toArray();
        int[] targets = Arrays.stream(rows).map(row -> table.target()[row]).toArray();
        Column ids = graph.nodes().ids();
        return new RelationshipBatch(
                kind.type(),
                new RelationshipBatch.Endpoint(kind.source(), ids, sources),
                new RelationshipBatch.Endpoint(kind.target(), ids, targets),
                table.properties(),
                rows);
    }

    private NodeKey key(int node) {
        NodeLabels labels = graph.nodes().labels();
        int first = labels.offsets()[node];
        boolean none = first == labels.offsets()[node + 1];
        return new NodeKey(none ? DEFAULT_LABEL : labels.names().get(labels.codes()[first]), keyProperty);
    }

    private List<String> labels(int node) {
        NodeLabels labels = graph.nodes().labels();
        List<String> names = new ArrayList<>();
        for (int i = labels.offsets()[node]; i < labels.offsets()[node + 1]; i++) {
            names.add(labels.names().get(labels.codes()[i]));
        }
        return names.isEmpty() ? List.of(DEFAULT_LABEL) : names;
    }

    /** Vector elements in a row of the columns; at least 1. */
    private static int width(Map<String, Column> columns) {
        long width =
                columns.values().stream().mapToLong(GraphRecords::dimension).sum();
        return (int) Math.max(1, Math.min(BATCH_ELEMENTS, width));
    }

    private static int dimension(Column column) {
        if (column instanceof VectorColumn vectors) {
            return vectors.dimension();
        }
        return column instanceof SparseVectorColumn vectors ? vectors.dimension() : 0;
    }

    /** Collects rows by what they have in common and passes a group on when it is full. */
    private static final class Groups<K> {
        private final int size;
        private final BiConsumer<K, int[]> sink;
        private final Map<K, Group> groups = new LinkedHashMap<>();

        Groups(int size, BiConsumer<K, int[]> sink) {
            this.size = size;
            this.sink = sink;
        }

        private static final class Group {
            int[] rows = new int[0];
            int count;
        }

        void add(K key, int row) {
            Group group = groups.computeIfAbsent(key, k -> new Group());
            group.rows = Capacity.grown(group.rows, group.count + 1L);
            group.rows[group.count++] = row;
            if (group.count == size) {
                pass(key, group);
            }
        }

        /** Who takes the rows keeps them. */
        private void pass(K key, Group group) {
            int[] rows = Arrays.copyOf(group.rows, group.count);
            group.rows = new int[0];
            group.count = 0;
            sink.accept(key, rows);
        }

        void flush() {
            groups.forEach((key, group) -> {
                if (group.count > 0) {
                    pass(key, group);
                }
            });
        }
    }
}
