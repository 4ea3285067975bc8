package dev.kith.graph.arrow;

import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.Capacity;
import dev.kith.graph.column.Column;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
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
            if (f >= fields.size() || !fixedNames.get(f).equals(fields.get(f).getName())) {
                throw new KithException("The table of " + table + " does not begin with the columns "
                        + String.join(", ", fixedNames) + "; it is no graph of Kith's.");
            }
        }
        for (Field field : fields.subList(fixed, fields.size())) {
            if (field.getName() == null) {
                throw new KithException("The table of " + table + " has a column without a name; name it.");
            }
            names.add(field.getName());
            properties.add(ColumnReader.of(field));
        }
        if (names.size() != new HashSet<>(names).size()) {
            throw new KithException("The table of " + table + " has two columns of one name; rename one.");
        }
    }

    /** The names behind a dictionary's codes. */
    static List<String> names(Field field, ArrowType codes, Map<Long, List<String>> dictionaries) {
        List<String> found = dictionaries.getOrDefault(TableSchema.dictionary(field, codes), List.of());
        if (found.size() != new HashSet<>(found).size()) {
            throw new KithException("The dictionary of the column '" + field.getName() + "' has a name twice.");
        }
        return List.copyOf(found);
    }

    /** Refuses a column that must have a value in every row and has not. */
    static void checkComplete(FieldVector vector) {
        if (vector.getNullCount() > 0) {
            throw new KithException("The column '" + vector.getName() + "' has gaps; every row needs a value there.");
        }
    }

    /** Appends a batch. */
    public void append(VectorSchemaRoot batch) {
        int rows = batch.getRowCount();
        appendFixed(batch, rows);
        for (int p = 0; p < properties.size(); p++) {
            properties.get(p).append(batch.getVector(fixed + p), rows);
        }
    }

    abstract void appendFixed(VectorSchemaRoot batch, int rows);

    final Map<String, Column> columns() {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (int p = 0; p < names.size(); p++) {
            columns.put(names.get(p), properties.get(p).column());
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

        public Nodes(Schema schema, Map<Long, List<String>> dictionaries) {
            super(schema, "nodes", List.of(TableSchema.ID, TableSchema.LABELS));
            ids = ColumnReader.of(schema.getFields().get(0));
            Field labels = schema.getFields().get(1);
            if (!(labels.getType() instanceof ArrowType.List)) {
                throw new KithException("The column 'labels' must be a list of texts; it is no graph of Kith's.");
            }
            labelNames = names(labels.getChildren().get(0), TableSchema.INT32, dictionaries);
        }

        @Override
        void appendFixed(VectorSchemaRoot batch, int count) {
            checkComplete(batch.getVector(0));
            checkComplete(batch.getVector(1));
            ids.append(batch.getVector(0), count);
            ListVector lists = (ListVector) batch.getVector(1);
            IntVector values = (IntVector) lists.getDataVector();
            offsets = Capacity.grown(offsets, rows + count + 1L);
            int from = offsets[rows];
            ColumnReader.offsets(lists, count, offsets, rows);
            int to = offsets[rows + count];
            codes = Capacity.grown(codes, to);
            ColumnReader.elements(values, lists, codes, from, to - from);
            for (int k = from; k < to; k++) {
                if (codes[k] < 0 || codes[k] >= labelNames.size()) {
                    throw new KithException("A node has the label number " + codes[k] + ", and the table names "
                            + labelNames.size() + "; export the graph again.");
                }
            }
            rows += count;
        }

        /** @throws KithException where ids are not unique */
        public NodeTable table() {
            Column column = ids.column();
            UniqueIds.check(column);
            int[] ends = Arrays.copyOf(offsets, rows + 1);
            NodeLabels labels = new NodeLabels(labelNames, ends, Arrays.copyOf(codes, ends[rows]));
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

        public Relationships(Schema schema, Map<Long, List<String>> dictionaries) {
            super(schema, "relationships", List.of(TableSchema.SOURCE, TableSchema.TARGET, TableSchema.TYPE));
            for (Field end : schema.getFields().subList(0, 2)) {
                if (!end.getType().equals(TableSchema.INT32)) {
                    throw new KithException("The column '" + end.getName()
                            + "' must hold rows of the node table as int32; it is no graph of Kith's.");
                }
            }
            types = names(schema.getFields().get(2), TableSchema.INT16, dictionaries);
        }

        @Override
        void appendFixed(VectorSchemaRoot batch, int count) {
            for (int f = 0; f < 3; f++) {
                checkComplete(batch.getVector(f));
            }
            source = Capacity.grown(source, (long) rows + count);
            target = Capacity.grown(target, (long) rows + count);
            type = Capacity.grown(type, (long) rows + count);
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
                    throw new KithException("Relationship " + e + " has the type number " + type[e]
                            + ", and the table names " + types.size() + "; export the graph again.");
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
