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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Result;

/**
 * A named graph of Graph Data Science, reached through its procedures alone. Its nodes and relationships are those of
 * the named graph; a node property is the named graph's where it has it, else that of the store. It comes row by row and
 * is held in the server's memory for a while: a projection map is an order of magnitude faster.
 */
record GdsGraph(String name, CallContext call) implements GraphArgument {
    private static final int GUARD_EVERY = 10_000;

    /** Whether Graph Data Science is installed and has a graph of that name. */
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
        if (!relationshipProperties.isEmpty()) {
            throw new KithException("Relationship properties of the named graph '" + name
                    + "' cannot be read; use a projection map, or leave out weightProperty.");
        }
        List<Long> found = new ArrayList<>();
        rows(
                "CALL gds.degree.stream($graph) YIELD nodeId RETURN nodeId",
                Map.of(),
                row -> found.add(whole(row, "nodeId")));
        long[] ids = found.stream().mapToLong(Long::longValue).sorted().toArray();
        Map<Long, Integer> rowOf = new HashMap<>();
        IntStream.range(0, ids.length).forEach(row -> rowOf.put(ids[row], row));
        Set<String> known = properties();
        Map<String, Column> columns = new LinkedHashMap<>();
        for (String property : nodeProperties) {
            Object[] values = known.contains(property) ? named(property, rowOf) : stored(property, ids);
            ValueColumns.of(property, values).ifPresent(column -> columns.put(property, column));
        }
        NodeLabels labels = new NodeLabels(List.of(), new int[ids.length + 1], new int[0]);
        try (FileChannel nodes = file(folder.resolve(GraphFolder.NODES));
                FileChannel relationships = file(folder.resolve(GraphFolder.RELATIONSHIPS))) {
            TableWriter.write(new NodeTable(new LongColumn(ids, null), labels, columns), nodes);
            TableWriter.write(relationships(rowOf), relationships);
            return new Snapshot(List.of(), nodes.size() + relationships.size());
        } catch (IOException e) {
            throw new KithException("The graph cannot be written to " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private static FileChannel file(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Node properties that the named graph has. */
    private Set<String> properties() {
        Set<String> names = new HashSet<>();
        rows(
                "CALL gds.graph.list($graph) YIELD schema UNWIND keys(schema.nodes) AS label"
                        + " UNWIND keys(schema.nodes[label]) AS property RETURN DISTINCT property",
                Map.of(),
                row -> names.add((String) row.get("property")));
        return names;
    }

    private Object[] named(String property, Map<Long, Integer> rowOf) {
        Object[] values = new Object[rowOf.size()];
        rows(
                "CALL gds.graph.nodeProperty.stream($graph, $property) YIELD nodeId, propertyValue"
                        + " RETURN nodeId, propertyValue",
                Map.of("property", property),
                row -> values[rowOf.get(whole(row, "nodeId"))] = row.get("propertyValue"));
        return values;
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

    private RelationshipTable relationships(Map<Long, Integer> rowOf) {
        List<int[]> arcs = new ArrayList<>();
        Map<String, Integer> types = new LinkedHashMap<>();
        rows(
                "CALL gds.graph.relationships.stream($graph)"
                        + " YIELD sourceNodeId, targetNodeId, relationshipType"
                        + " RETURN sourceNodeId, targetNodeId, relationshipType",
                Map.of(),
                row -> {
                    int type = types.computeIfAbsent((String) row.get("relationshipType"), key -> types.size());
                    arcs.add(new int[] {
                        rowOf.get(whole(row, "sourceNodeId")), rowOf.get(whole(row, "targetNodeId")), type
                    });
                });
        int[] source = arcs.stream().mapToInt(arc -> arc[0]).toArray();
        int[] target = arcs.stream().mapToInt(arc -> arc[1]).toArray();
        short[] type = new short[source.length];
        for (int e = 0; e < type.length; e++) {
            type[e] = (short) arcs.get(e)[2];
        }
        return new RelationshipTable(source, target, type, List.copyOf(types.keySet()), Map.of());
    }

    private void rows(String query, Map<String, Object> parameters, Consumer<Map<String, Object>> reader) {
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

    private static long whole(Map<String, Object> row, String key) {
        return ((Number) row.get(key)).longValue();
    }
}
