package dev.kith.graph.arrow;

import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.TextColumn;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Collects the record batches of a table into columns, and checks what they say. */
public abstract class TableReader {
    private final List<String> names = new ArrayList<>();
    private final List<ColumnReader> properties = new ArrayList<>();
    private final int fixed;

    private TableReader(Schema schema, String table, List<String> fixedNames) {
        fixed = fixedNames.size();
        List<Field> fields = schema.getFields();
        for (int f = 0; f < fixed; f++) {
            if (f >= fields.size() || !fields.get(f).getName().equals(fixedNames.get(f))) {
                throw new KithException("The table of " + table + " does not begin with the columns "
                        + String.join(", ", fixedNames) + "; it is no graph of Kith's.");
            }
        }
        for (Field field : fields.subList(fixed, fields.size())) {
            names.add(field.getName());
            properties.add(ColumnReader.of(TableSchema.kind(field)));
        }
    }

    /** Appends a batch. */
    public void append(VectorSchemaRoot batch) {
        int rows = batch.getRowCount();
        appendFixed(batch, rows);
        for (int p = 0; p < properties.size(); p++) {
            FieldVector vector = batch.getVector(fixed + p);
            if (vector.getValueCount() != rows) {
                throw new KithException("The column '" + names.get(p) + "' has another length than its table.");
            }
            properties.get(p).append(vector, rows);
        }
    }

    abstract void appendFixed(VectorSchemaRoot batch, int rows);

    final Map<String, Column> columns() {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (int p = 0; p < names.size(); p++) {
            if (columns.put(names.get(p), properties.get(p).column()) != null) {
                throw new KithException("The property '" + names.get(p) + "' stands twice in one table.");
            }
        }
        return columns;
    }

    /** The node table. */
    public static final class Nodes extends TableReader {
        private final ColumnReader ids;
        private final List<String> labelNames;
        private int[] offsets = new int[1];
        private int[] codes = new int[0];
        private int rows;

        public Nodes(Schema schema, List<String> labelNames) {
            super(schema, "nodes", List.of(TableSchema.ID, TableSchema.LABELS));
            ids = ColumnReader.of(TableSchema.kind(schema.getFields().get(0)));
            this.labelNames = labelNames;
        }

        @Override
        void appendFixed(VectorSchemaRoot batch, int count) {
            ids.append(batch.getVector(0), count);
            ListVector lists = (ListVector) batch.getVector(1);
            IntVector values = (IntVector) lists.getDataVector();
            offsets = Arrays.copyOf(offsets, rows + count + 1);
            int at = offsets[rows];
            for (int r = 0; r < count; r++) {
                int first = lists.getElementStartIndex(r);
                int last = lists.getElementEndIndex(r);
                if (at + last - first > codes.length) {
                    codes = Arrays.copyOf(codes, ColumnReader.grown(codes.length, (long) at + last - first));
                }
                for (int k = first; k < last; k++) {
                    int code = values.get(k);
                    if (code < 0 || code >= labelNames.size()) {
                        throw new KithException("Node " + (rows + r) + " has a label that its table does not name.");
                    }
                    codes[at++] = code;
                }
                offsets[rows + r + 1] = at;
            }
            rows += count;
        }

        public NodeTable table() {
            Column column = ids.column();
            if (!(column instanceof TextColumn) && !(column instanceof dev.kith.graph.column.LongColumn)) {
                throw new KithException("Node ids are " + column.typeName() + "; they must be whole numbers or texts.");
            }
            NodeLabels labels = new NodeLabels(labelNames, offsets, Arrays.copyOf(codes, offsets[rows]));
            return new NodeTable(column, labels, columns());
        }
    }

    /** The relationship table. */
    public static final class Relationships extends TableReader {
        private final List<String> types;
        private int[] source = new int[0];
        private int[] target = new int[0];
        private short[] type = new short[0];
        private int rows;

        public Relationships(Schema schema, List<String> types) {
            super(schema, "relationships", List.of(TableSchema.SOURCE, TableSchema.TARGET, TableSchema.TYPE));
            this.types = types;
        }

        @Override
        void appendFixed(VectorSchemaRoot batch, int count) {
            if ((long) rows + count > source.length) {
                int larger = ColumnReader.grown(source.length, (long) rows + count);
                source = Arrays.copyOf(source, larger);
                target = Arrays.copyOf(target, larger);
                type = Arrays.copyOf(type, larger);
            }
            ints((IntVector) batch.getVector(0), source, count);
            ints((IntVector) batch.getVector(1), target, count);
            ((SmallIntVector) batch.getVector(2))
                    .getDataBuffer()
                    .nioBuffer(0, 2 * count)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(type, rows, count);
            rows += count;
        }

        private void ints(IntVector vector, int[] into, int count) {
            vector.getDataBuffer()
                    .nioBuffer(0, 4 * count)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asIntBuffer()
                    .get(into, rows, count);
        }

        /** @param nodes number of nodes, for the check of the ends */
        public RelationshipTable table(int nodes) {
            for (int e = 0; e < rows; e++) {
                if (source[e] < 0 || source[e] >= nodes || target[e] < 0 || target[e] >= nodes) {
                    throw new KithException("Relationship " + e + " joins nodes " + source[e] + " and " + target[e]
                            + ", and there are " + nodes + "; export the graph again.");
                }
                if (type[e] < 0 || type[e] >= types.size()) {
                    throw new KithException("Relationship " + e + " has a type that its table does not name.");
                }
            }
            return new RelationshipTable(
                    Arrays.copyOf(source, rows),
                    Arrays.copyOf(target, rows),
                    Arrays.copyOf(type, rows),
                    types,
                    columns());
        }
    }
}
