package dev.kith.ingest.delivery;

import dev.kith.ingest.connection.BytePieces;
import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Rows as an Arrow stream: keys, then properties. Only columns of one kind each have such a form. */
final class RowStream {
    private static final List<String> KEYS = List.of("source", "target");

    private RowStream() {}

    /** The stream in pieces; empty where a column mixes kinds, or has one that is sent otherwise. */
    static Optional<List<byte[]>> of(Shape shape, List<Entity> rows) {
        int width = shape.keys() + shape.properties().size();
        List<FieldVector> columns = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator()) {
            try {
                for (int c = 0; c < width; c++) {
                    String name =
                            c < shape.keys() ? KEYS.get(c) : shape.properties().get(c - shape.keys());
                    Class<?> kind = kind(rows, c);
                    if (kind == null) {
                        return Optional.empty();
                    }
                    columns.add(column(name, kind, rows, c, allocator));
                }
                return Optional.of(pieces(columns, rows.size()));
            } finally {
                columns.forEach(FieldVector::close);
            }
        }
    }

    /** What all values of a column are: a scalar's class, an array's for lists; null where they are not of one kind. */
    private static Class<?> kind(List<Entity> rows, int column) {
        Class<?> kind = null;
        for (Entity row : rows) {
            Object value = row.values()[column];
            if (value != null) {
                Class<?> one = kindOf(value);
                if (one == null || (kind != null && one != kind)) {
                    return null;
                }
                kind = one;
            }
        }
        return kind == null ? String.class : kind;
    }

    private static Class<?> kindOf(Object value) {
        return switch (value) {
            case Long number -> Long.class;
            case Double number -> Double.class;
            case Boolean flag -> Boolean.class;
            case String text -> String.class;
            case List<?> list
            when !list.isEmpty() -> {
                Class<?> element = kindOf(list.getFirst());
                boolean one = element != null
                        && !element.isArray()
                        && list.stream().allMatch(other -> kindOf(other) == element);
                yield one ? element.arrayType() : null;
            }
            default -> null;
        };
    }

    private static FieldVector column(
            String name, Class<?> kind, List<Entity> rows, int column, BufferAllocator allocator) {
        if (kind.isArray()) {
            return list(name, kind.getComponentType(), rows, column, allocator);
        }
        FieldVector vector = scalar(name, kind, allocator);
        vector.setInitialCapacity(rows.size());
        vector.allocateNew();
        for (int row = 0; row < rows.size(); row++) {
            set(vector, row, rows.get(row).values()[column]);
        }
        vector.setValueCount(rows.size());
        return vector;
    }

    private static FieldVector list(
            String name, Class<?> kind, List<Entity> rows, int column, BufferAllocator allocator) {
        ListVector list = ListVector.empty(name, allocator);
        FieldVector elements;
        try (FieldVector prototype = scalar("element", kind, allocator)) {
            elements = (FieldVector)
                    list.addOrGetVector(FieldType.nullable(prototype.getField().getType()))
                            .getVector();
        }
        list.allocateNew();
        int at = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).values()[column] instanceof List<?> values) {
                list.startNewValue(row);
                for (Object value : values) {
                    set(elements, at++, value);
                }
                list.endValue(row, values.size());
            }
        }
        elements.setValueCount(at);
        list.setValueCount(rows.size());
        return list;
    }

    private static FieldVector scalar(String name, Class<?> kind, BufferAllocator allocator) {
        if (kind == Long.class) {
            return new BigIntVector(name, allocator);
        } else if (kind == Double.class) {
            return new Float8Vector(name, allocator);
        }
        return kind == Boolean.class ? new BitVector(name, allocator) : new VarCharVector(name, allocator);
    }

    private static void set(FieldVector vector, int row, Object value) {
        switch (value) {
            case null -> {
                // A gap is what the vector begins with.
            }
            case Long number -> ((BigIntVector) vector).setSafe(row, number);
            case Double number -> ((Float8Vector) vector).setSafe(row, number);
            case Boolean flag -> ((BitVector) vector).setSafe(row, flag ? 1 : 0);
            default -> ((VarCharVector) vector).setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<byte[]> pieces(List<FieldVector> columns, int rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VectorSchemaRoot root = new VectorSchemaRoot(columns);
        root.setRowCount(rows);
        try (ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
            writer.start();
            writer.writeBatch();
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BytePieces.of(out.toByteArray());
    }
}
