package dev.kith.graph;

import dev.kith.graph.column.Column;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Brings the nodes of a graph into another order. A database hands out its store ids as writers come, so the rows of an
 * export stand in an order that differs from one ingest to the next; sorted by a property, they are the same every time.
 */
public final class NodeOrder {
    private NodeOrder() {}

    /**
     * The graph with its nodes in ascending order of a property, equal ones as they stood, nodes without it last.
     *
     * @throws KithException where there is no such node property, or its values have no order
     */
    public static Graph by(Graph graph, String property) {
        // Classes are the values that can be told apart, ascending.
        int[] rank = graph.target(property).codes();
        int[] order = IntStream.range(0, rank.length)
                .boxed()
                .sorted(Comparator.comparingInt(row -> rank[row] < 0 ? Integer.MAX_VALUE : rank[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        return of(graph, order);
    }

    /** The graph whose row i is the row {@code order[i]} of {@code graph}. */
    static Graph of(Graph graph, int[] order) {
        int[] position = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
        NodeTable nodes = graph.nodes();
        Map<String, Column> properties = new LinkedHashMap<>();
        nodes.properties().forEach((name, column) -> properties.put(name, column.rows(order)));
        RelationshipTable arcs = graph.relationships();
        Map<String, Split> splits = new LinkedHashMap<>();
        graph.splits().forEach((name, split) -> splits.put(name, moved(split, position)));
        return new Graph(
                graph.name(),
                graph.directed(),
                new NodeTable(nodes.ids().rows(order), labels(nodes.labels(), order), properties),
                new RelationshipTable(
                        moved(arcs.source(), position),
                        moved(arcs.target(), position),
                        arcs.type(),
                        arcs.types(),
                        arcs.properties()),
                graph.targetProperty().orElse(null),
                graph.featureProperties(),
                splits);
    }

    private static NodeLabels labels(NodeLabels labels, int[] order) {
        int[] offsets = new int[order.length + 1];
        int[] codes = new int[labels.codes().length];
        for (int i = 0; i < order.length; i++) {
            int from = labels.offsets()[order[i]];
            int count = labels.offsets()[order[i] + 1] - from;
            System.arraycopy(labels.codes(), from, codes, offsets[i], count);
            offsets[i + 1] = offsets[i] + count;
        }
        return new NodeLabels(labels.names(), offsets, codes);
    }

    private static Split moved(Split split, int[] position) {
        return new Split(
                split.name(),
                sorted(moved(split.train(), position)),
                sorted(moved(split.validation(), position)),
                sorted(moved(split.test(), position)));
    }

    private static int[] moved(int[] rows, int[] position) {
        return Arrays.stream(rows).map(row -> position[row]).toArray();
    }

    private static int[] sorted(int[] rows) {
        Arrays.sort(rows);
        return rows;
    }
}
