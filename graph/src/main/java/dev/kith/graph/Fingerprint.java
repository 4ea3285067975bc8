package dev.kith.graph;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.VectorColumn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A SHA-256 over a graph's content that does not depend on the order of its rows. Each node is hashed with its id,
 * labels and properties, each relationship with the ids of its ends, its type and properties; the hashes are added as
 * 256-bit numbers, which commutes and, unlike exclusive or, tells one row from three equal ones; sums and schema are
 * hashed once more. The name of the graph, target, features and splits do not count.
 */
final class Fingerprint {
    private final MessageDigest digest;
    private final ByteBuffer word = ByteBuffer.allocate(Long.BYTES);

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    static String of(Graph graph) {
        return new Fingerprint().hash(graph);
    }

    private String hash(Graph graph) {
        NodeTable nodes = graph.nodes();
        Map<String, Column> nodeProperties = new TreeMap<>(nodes.properties());
        long[] nodeSum = new long[4];
        for (int i = 0; i < nodes.count(); i++) {
            value(nodes.ids(), i);
            labels(nodes.labels(), i);
            nodeProperties.values().forEach(valueOf(i));
            add(nodeSum, digest.digest());
        }
        RelationshipTable arcs = graph.relationships();
        Map<String, Column> arcProperties = new TreeMap<>(arcs.properties());
        byte[][] types = arcs.types().stream()
                .map(type -> type.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        long[] arcSum = new long[4];
        for (int e = 0; e < arcs.count(); e++) {
            value(nodes.ids(), arcs.source()[e]);
            value(nodes.ids(), arcs.target()[e]);
            text(types[arcs.type()[e]]);
            arcProperties.values().forEach(valueOf(e));
            add(arcSum, digest.digest());
        }
        number(graph.directed() ? 1 : 0);
        number(nodes.count());
        number(arcs.count());
        nodeProperties.keySet().forEach(this::text);
        arcProperties.keySet().forEach(this::text);
        for (int w = 0; w < 4; w++) {
            number(nodeSum[w]);
            number(arcSum[w]);
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private java.util.function.Consumer<Column> valueOf(int row) {
        return column -> value(column, row);
    }

    private void labels(NodeLabels labels, int node) {
        int from = labels.offsets()[node];
        int to = labels.offsets()[node + 1];
        number(to - from);
        java.util.stream.IntStream.range(from, to)
                .mapToObj(k -> labels.names().get(labels.codes()[k]))
                .sorted()
                .forEach(this::text);
    }

    /** The value after a tag of its kind, so that no two rows of different values give the same bytes. */
    private void value(Column column, int row) {
        if (column.isNull(row)) {
            digest.update((byte) 0);
            return;
        }
        if (column instanceof VectorColumn vectors) {
            digest.update((byte) 'v');
            for (int c = 0; c < vectors.dimension(); c++) {
                number(Float.floatToIntBits(vectors.values()[row * vectors.dimension() + c]));
            }
            return;
        }
        if (column instanceof dev.kith.graph.column.SparseVectorColumn sparse) {
            digest.update((byte) 's');
            number(sparse.offsets()[row + 1] - (long) sparse.offsets()[row]);
            for (int k = sparse.offsets()[row]; k < sparse.offsets()[row + 1]; k++) {
                number(((long) sparse.indices()[k] << 32) | (Float.floatToIntBits(sparse.values()[k]) & 0xFFFFFFFFL));
            }
            return;
        }
        Object value = column.value(row);
        if (value instanceof Long number) {
            digest.update((byte) 'l');
            number(number);
        } else if (value instanceof Double number) {
            digest.update((byte) 'd');
            number(Double.doubleToLongBits(number));
        } else if (value instanceof Boolean flag) {
            digest.update((byte) (flag ? 't' : 'f'));
        } else {
            digest.update((byte) 'x');
            text((String) value);
        }
    }

    private void text(String text) {
        text(text.getBytes(StandardCharsets.UTF_8));
    }

    private void text(byte[] bytes) {
        number(bytes.length);
        digest.update(bytes);
    }

    private void number(long number) {
        digest.update(word.clear().putLong(number).array());
    }

    /** 256-bit addition, little-endian words, carries dropped at the end. */
    private static void add(long[] sum, byte[] hash) {
        ByteBuffer words = ByteBuffer.wrap(hash);
        long carry = 0;
        for (int w = 0; w < 4; w++) {
            long x = words.getLong();
            long s = sum[w] + x;
            long over = Long.compareUnsigned(s, x) < 0 ? 1 : 0;
            sum[w] = s + carry;
            over += Long.compareUnsigned(sum[w], s) < 0 ? 1 : 0;
            carry = over;
        }
    }
}
