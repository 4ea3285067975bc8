package dev.kith.gnn.train;

import dev.kith.graph.Graph;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph written down in a test. Its nodes' ids are 100, 101, …. */
public final class Graphs {
    private final int nodes;
    private final List<int[]> arcs = new ArrayList<>();
    private final Map<String, Column> properties = new LinkedHashMap<>();
    private final Map<String, Column> arcProperties = new LinkedHashMap<>();
    private final List<String> features = new ArrayList<>();
    private boolean directed = true;
    private List<String> types = List.of("R");

    private Graphs(int nodes) {
        this.nodes = nodes;
    }

    public static Graphs of(int nodes) {
        return new Graphs(nodes);
    }

    public Graphs arc(int from, int to) {
        return arc(from, to, 0);
    }

    public Graphs arc(int from, int to, int type) {
        arcs.add(new int[] {from, to, type});
        return this;
    }

    /** A circle through all nodes. */
    public Graphs circle() {
        for (int i = 0; i < nodes; i++) {
            arc(i, (i + 1) % nodes);
        }
        return this;
    }

    public Graphs types(String... names) {
        types = List.of(names);
        return this;
    }

    public Graphs undirected() {
        directed = false;
        return this;
    }

    public Graphs property(String name, Column column) {
        properties.put(name, column);
        return this;
    }

    public Graphs feature(String name, Column column) {
        features.add(name);
        return property(name, column);
    }

    public Graphs arcProperty(String name, Column column) {
        arcProperties.put(name, column);
        return this;
    }

    /** Classes in turn: 0, 1, …, classes - 1, 0, …. */
    public Graphs classes(int classes) {
        long[] values = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            values[i] = i % classes;
        }
        return property("class", new LongColumn(values, null));
    }

    public Graph build() {
        int m = arcs.size();
        int[] source = arcs.stream().mapToInt(arc -> arc[0]).toArray();
        int[] target = arcs.stream().mapToInt(arc -> arc[1]).toArray();
        short[] type = new short[m];
        for (int e = 0; e < m; e++) {
            type[e] = (short) arcs.get(e)[2];
        }
        long[] ids = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            ids[i] = 100L + i;
        }
        return new Graph(
                "written",
                directed,
                new NodeTable(new LongColumn(ids, null), NodeLabels.all("Node", nodes), properties),
                new RelationshipTable(source, target, type, types, arcProperties),
                properties.containsKey("class") ? "class" : null,
                features,
                Map.of());
    }
}
