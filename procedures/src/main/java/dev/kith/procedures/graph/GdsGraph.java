// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.graph;

import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.procedures.CallContext;
import dev.kith.procedures.export.Snapshot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Result;

/**
 * A named graph of Graph Data Science, reached through its procedures alone. Nodes and relationships are those of the
 * named graph; a node property is the named graph's where it has it, else the store's. It comes row by row and is held in
 * the server's heap for a while, of which it may take a share ({@link HeapShare}); a projection map takes none.
 */
record GdsGraph(String name, CallContext call) implements GraphArgument {
    private static final int GUARD_EVERY = 10_000;
    private static final String EVERY_LABEL = "__ALL__";

    /** Whether Graph Data Science is installed and has a graph of that name that the caller may use. */
    static boolean exists(String name, CallContext call) {
        try (Result installed =
                call.transaction.execute("SHOW PROCEDURES YIELD name WHERE name = 'gds.graph.exists' RETURN name")) {
            if (!installed.hasNext()) {
                return false;
            }
        }
        try (Result exists = call.transaction.execute(
                "CALL gds.graph.exists($name) YIELD exists RETURN exists", Map.of("name", name))) {
            return (boolean) exists.next().get("exists");
        }
    }

    /** None: what is to be learned from is named in the configuration. */
    @Override
    public List<String> nodeProperties() {
        return List.of();
    }

    @Override
    public Snapshot write(List<String> nodeProperties, List<String> relationshipProperties, Path folder) {
        rows(
                "CALL gds.graph.list($graph) YIELD nodeCount, relationshipCount RETURN nodeCount, relationshipCount",
                Map.of(),
                row -> HeapShare.check(
                        name,
                        whole(row, "nodeCount"),
                        nodeProperties.size(),
                        whole(row, "relationshipCount"),
                        Runtime.getRuntime().maxMemory()));
        long[] ids = ids();
        Map<String, Set<String>> schema = schema("nodes");
        Set<String> own = schema.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Map<String, Column> columns = new LinkedHashMap<>();
        for (String property : nodeProperties) {
            Object[] values = own.contains(property) ? named(property, ids) : stored(property, ids);
            ValueColumns.of(property, values).ifPresent(column -> columns.put(property, column));
        }
        NodeLabels none = new NodeLabels(List.of(), new int[ids.length + 1], new int[0]);
        GdsRelationships relationships = new GdsRelationships(ids, schema("relationships"), relationshipProperties);
        relationships.read(this);
        Path nodeFile = folder.resolve(GraphFolder.NODES);
        Path relationshipFile = folder.resolve(GraphFolder.RELATIONSHIPS);
        try (FileChannel nodes = file(nodeFile);
                FileChannel arcs = file(relationshipFile)) {
            TableWriter.write(new NodeTable(new LongColumn(ids, null), none, columns), nodes);
            RelationshipTable table = relationships.table();
            TableWriter.write(table, arcs);
            return new Snapshot(
                    storeLabels(schema.keySet()), table.types(), Files.size(nodeFile) + Files.size(relationshipFile));
        } catch (IOException e) {
            throw new KithException("The graph cannot be written to " + folder + ": " + e + ".", e);
        }
    }

    private static FileChannel file(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Store ids of its nodes, ascending. */
    private long[] ids() {
        List<Long> found = new ArrayList<>();
        rows(
                "CALL gds.degree.stream($graph) YIELD nodeId RETURN nodeId",
                Map.of(),
                row -> found.add(whole(row, "nodeId")));
        return found.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** Properties by label or type. */
    private Map<String, Set<String>> schema(String part) {
        Map<String, Set<String>> schema = new LinkedHashMap<>();
        rows(
                "CALL gds.graph.list($graph) YIELD schema WITH schema[$part] AS part UNWIND keys(part) AS name"
                        + " RETURN name, keys(part[name]) AS properties ORDER BY name",
                Map.of("part", part),
                row -> schema.put(
                        (String) row.get("name"),
                        ((List<?>) row.get("properties"))
                                .stream().map(String::valueOf).collect(Collectors.toSet())));
        return schema;
    }

    /**
     * The labels that guard a write, because a node that was deleted since the graph was projected may have left its id
     * to another one; none where the graph's labels are not the store's.
     */
    private List<String> storeLabels(Set<String> labels) {
        Set<String> known = StreamSupport.stream(call.transaction.getAllLabels().spliterator(), false)
                .map(Label::name)
                .collect(Collectors.toSet());
        return labels.contains(EVERY_LABEL) || !known.containsAll(labels) ? List.of() : List.copyOf(labels);
    }

    private Object[] named(String property, long[] ids) {
        Object[] values = new Object[ids.length];
        rows(
                "CALL gds.graph.nodeProperty.stream($graph, $property) YIELD nodeId, propertyValue"
                        + " RETURN nodeId, propertyValue",
                Map.of("property", property),
                row -> values[Arrays.binarySearch(ids, whole(row, "nodeId"))] = orNull(row.get("propertyValue")));
        return values;
    }

    /** Graph Data Science has numbers in place of values that are missing. */
    static Object orNull(Object value) {
        boolean missing = (value instanceof Double real && real.isNaN())
                || (value instanceof Float small && small.isNaN())
                || (value instanceof Long whole && whole == Long.MIN_VALUE);
        return missing ? null : value;
    }

    @SuppressWarnings("removal") // Graph Data Science speaks of store ids
    private Object[] stored(String property, long[] ids) {
        return LongStream.of(ids)
                .mapToObj(id -> {
                    try {
                        return call.transaction.getNodeById(id).getProperty(property, null);
                    } catch (NotFoundException e) {
                        return null;
                    }
                })
                .toArray();
    }

    /** Reads the rows of a query in which {@code $graph} is the graph's name. */
    void rows(String query, Map<String, Object> parameters, Consumer<Map<String, Object>> reader) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("graph", name);
        try (Result result = call.transaction.execute(query, all)) {
            for (long count = 0; result.hasNext(); count++) {
                if (count % GUARD_EVERY == 0) {
                    call.guard.check();
                }
                reader.accept(result.next());
            }
        }
    }

    static long whole(Map<String, Object> row, String key) {
        return ((Number) row.get(key)).longValue();
    }
}
