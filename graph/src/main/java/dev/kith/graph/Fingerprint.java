package dev.kith.graph;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.VectorColumn;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A SHA-256 over a graph's content that does not depend on the order of its rows. Each node is hashed with its id,
 * labels and properties, each relationship with the ids of its ends, its type and properties; the hashes are added as
 * 256-bit numbers, which commutes and, unlike exclusive or, tells one row from three equal ones; sums and schema are
 * hashed once more. The name of the graph, target, features and splits do not count.
 */
final class Fingerprint {
    private static final int ROWS_A_PART = 1 << 16;

    private final Graph graph;
    private final Map<String, Column> nodeProperties;
    private final Map<String, Column> arcProperties;
    private final byte[][] types;
    private final Column[] arcColumns;

    private Fingerprint(Graph graph) {
        this.graph = graph;
        nodeProperties = new TreeMap<>(graph.nodes().properties());
        arcProperties = new TreeMap<>(graph.relationships().properties());
        types = graph.relationships().types().stream()
                .map(type -> type.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        arcColumns = arcProperties.values().toArray(Column[]::new);
    }

    static String of(Graph graph) {
        return new Fingerprint(graph).hash();
    }

    private String hash() {
        RowHash.Sum nodeSum = sum(graph.nodeCount(), this::node);
        RowHash.Sum arcSum = sum(graph.relationships().count(), this::arc);
        RowHash all = new RowHash();
        all.number(graph.directed() ? 1 : 0);
        all.number(graph.nodeCount());
        all.number(graph.relationships().count());
        nodeProperties.keySet().forEach(all::text);
        arcProperties.keySet().forEach(all::text);
        for (int w = 0; w < RowHash.Sum.WORDS; w++) {
            all.number(nodeSum.word(w));
            all.number(arcSum.word(w));
        }
        return "sha256:" + all.hex();
    }

    /** What a row says, into a hash. */
    private interface Row {
        void say(int row, RowHash into);
    }

    /** The sum over all rows, in parallel: the order of an addition does not matter. */
    private static RowHash.Sum sum(int rows, Row what) {
        return IntStream.rangeClosed(0, (rows - 1) / ROWS_A_PART)
                .parallel()
                .mapToObj(part -> {
                    RowHash hash = new RowHash();
                    RowHash.Sum sum = new RowHash.Sum();
                    int last = (int) Math.min(rows, (part + 1L) * ROWS_A_PART);
                    for (int row = part * ROWS_A_PART; row < last; row++) {
                        what.say(row, hash);
                        hash.addTo(sum);
                    }
                    return sum;
                })
                .reduce(new RowHash.Sum(), RowHash.Sum::plus);
    }

    private void node(int row, RowHash into) {
        value(graph.nodes().ids(), row, into);
        labels(graph.nodes().labels(), row, into);
        for (Column column : nodeProperties.values()) {
            value(column, row, into);
        }
    }

    private void arc(int row, RowHash into) {
        RelationshipTable arcs = graph.relationships();
        value(graph.nodes().ids(), arcs.source()[row], into);
        value(graph.nodes().ids(), arcs.target()[row], into);
        into.text(types[arcs.type()[row]]);
        for (Column column : arcColumns) {
            value(column, row, into);
        }
    }

    private static void labels(NodeLabels labels, int node, RowHash into) {
        int from = labels.offsets()[node];
        int to = labels.offsets()[node + 1];
        into.number(to - from);
        if (to - from == 1) {
            into.text(labels.names().get(labels.codes()[from]));
            return;
        }
        IntStream.range(from, to)
                .mapToObj(k -> labels.names().get(labels.codes()[k]))
                .sorted()
                .forEach(into::text);
    }

    /** The value after a tag of its kind, so that no two rows of different values give the same bytes. */
    private static void value(Column column, int row, RowHash into) {
        if (column.isNull(row)) {
            into.tag(0);
        } else if (column instanceof LongColumn longs) {
            whole(longs.values()[row], into);
        } else if (column instanceof VectorColumn vectors) {
            into.tag('v');
            for (int c = 0; c < vectors.dimension(); c++) {
                into.number(Float.floatToIntBits(vectors.values()[row * vectors.dimension() + c]));
            }
        } else if (column instanceof SparseVectorColumn sparse) {
            into.tag('s');
            into.number(sparse.offsets()[row + 1] - (long) sparse.offsets()[row]);
            for (int k = sparse.offsets()[row]; k < sparse.offsets()[row + 1]; k++) {
                into.number(
                        ((long) sparse.indices()[k] << 32) | (Float.floatToIntBits(sparse.values()[k]) & 0xFFFFFFFFL));
            }
        } else {
            plain(column.value(row), into);
        }
    }

    private static void whole(long number, RowHash into) {
        into.tag('l');
        into.number(number);
    }

    private static void plain(Object value, RowHash into) {
        if (value instanceof Long number) {
            whole(number, into);
        } else if (value instanceof Double number) {
            into.tag('d');
            into.number(Double.doubleToLongBits(number));
        } else if (value instanceof Boolean flag) {
            into.tag(flag ? 't' : 'f');
        } else {
            into.tag('x');
            into.text((String) value);
        }
    }
}
