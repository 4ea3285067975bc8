package dev.kith.graph.arrow;

import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.arrow.TableSchema.Property;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.TextColumn;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;

/**
 * Writes tables as Arrow IPC streams, in record batches of a bounded number of rows and bytes. A table without rows has
 * one batch without rows: Arrow writes the dictionaries with the first batch.
 */
public final class TableWriter {
    private TableWriter() {}

    public static void write(NodeTable nodes, WritableByteChannel out) throws IOException {
        boolean textIds = nodes.ids() instanceof TextColumn;
        try (BufferAllocator allocator = new RootAllocator();
                Dictionaries dictionaries =
                        Dictionaries.labels(allocator, nodes.labels().names());
                VectorSchemaRoot root =
                        VectorSchemaRoot.create(TableSchema.nodes(textIds, properties(nodes.properties())), allocator);
                ArrowStreamWriter writer = new ArrowStreamWriter(root, dictionaries.provider(), out)) {
            BatchRows rows = new BatchRows(nodes.ids(), nodes.properties().values());
            writer.start();
            int from = 0;
            do {
                int to = rows.end(from, nodes.count());
                ColumnWriter.write(nodes.ids(), from, to, root.getVector(TableSchema.ID));
                labels(nodes.labels(), from, to, (ListVector) root.getVector(TableSchema.LABELS));
                properties(nodes.properties(), from, to, root);
                root.setRowCount(to - from);
                writer.writeBatch();
                from = to;
            } while (from < nodes.count());
            writer.end();
        }
    }

    public static void write(RelationshipTable relationships, WritableByteChannel out) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                Dictionaries dictionaries = Dictionaries.types(allocator, relationships.types());
                VectorSchemaRoot root = VectorSchemaRoot.create(
                        TableSchema.relationships(properties(relationships.properties())), allocator);
                ArrowStreamWriter writer = new ArrowStreamWriter(root, dictionaries.provider(), out)) {
            BatchRows rows = new BatchRows(relationships.properties().values());
            IntVector source = (IntVector) root.getVector(TableSchema.SOURCE);
            IntVector target = (IntVector) root.getVector(TableSchema.TARGET);
            SmallIntVector type = (SmallIntVector) root.getVector(TableSchema.TYPE);
            writer.start();
            int from = 0;
            do {
                int to = rows.end(from, relationships.count());
                source.allocateNew(to - from);
                target.allocateNew(to - from);
                type.allocateNew(to - from);
                for (int e = from; e < to; e++) {
                    source.set(e - from, relationships.source()[e]);
                    target.set(e - from, relationships.target()[e]);
                    type.set(e - from, relationships.type()[e]);
                }
                properties(relationships.properties(), from, to, root);
                root.setRowCount(to - from);
                writer.writeBatch();
                from = to;
            } while (from < relationships.count());
            writer.end();
        }
    }

    /** A table of {@code id} and some properties, for write-back. */
    public static void write(Column ids, Map<String, Column> values, WritableByteChannel out) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(TableSchema.values(properties(values)), allocator);
                ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
            BatchRows rows = new BatchRows(ids, values.values());
            writer.start();
            int from = 0;
            do {
                int to = rows.end(from, ids.size());
                ColumnWriter.write(ids, from, to, root.getVector(TableSchema.ID));
                properties(values, from, to, root);
                root.setRowCount(to - from);
                writer.writeBatch();
                from = to;
            } while (from < ids.size());
            writer.end();
        }
    }

    private static List<Property> properties(Map<String, Column> columns) {
        return columns.entrySet().stream()
                .map(e -> new Property(e.getKey(), ColumnWriter.kind(e.getValue())))
                .toList();
    }

    private static void properties(Map<String, Column> columns, int from, int to, VectorSchemaRoot root) {
        int fixed = root.getFieldVectors().size() - columns.size();
        int at = fixed;
        for (Column column : columns.values()) {
            ColumnWriter.write(column, from, to, root.getVector(at++));
        }
    }

    private static void labels(NodeLabels labels, int from, int to, ListVector vector) {
        vector.reset();
        IntVector codes = (IntVector) vector.getDataVector();
        int at = 0;
        for (int i = from; i < to; i++) {
            vector.startNewValue(i - from);
            int first = labels.offsets()[i];
            int last = labels.offsets()[i + 1];
            for (int k = first; k < last; k++) {
                codes.setSafe(at++, labels.codes()[k]);
            }
            vector.endValue(i - from, last - first);
        }
        vector.setValueCount(to - from);
    }
}
