package dev.kith.graph.arrow;

import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Holds the lengths and offsets of a record batch against the bytes it has, before anything is read or memory is taken:
 * Arrow would read beyond the end of a buffer, or lengthen a column with zeros.
 */
final class BatchBounds {
    private final Iterator<ArrowFieldNode> nodes;
    private final Iterator<ArrowBuf> buffers;

    private BatchBounds(ArrowRecordBatch batch) {
        nodes = batch.getNodes().iterator();
        buffers = batch.getBuffers().iterator();
    }

    /** @param fields columns of kinds that {@link TableSchema} knows */
    static void check(List<Field> fields, ArrowRecordBatch batch) {
        BatchBounds bounds = new BatchBounds(batch);
        for (Field field : fields) {
            bounds.column(field, batch.getLength());
        }
        if (bounds.nodes.hasNext() || bounds.buffers.hasNext()) {
            throw new DamagedStreamException("it has more columns than its schema");
        }
    }

    /** @param rows how many it must have */
    private void column(Field field, long rows) {
        ArrowFieldNode node = next(nodes);
        if (rows < 0 || node.getLength() != rows) {
            throw new DamagedStreamException("the column '" + field.getName() + "' has " + node.getLength()
                    + " rows where its table has " + rows);
        }
        ArrowBuf validity = next(buffers);
        boolean allOrNone = node.getNullCount() == 0 || node.getNullCount() == rows;
        if (validity.capacity() != 0 || !allOrNone) {
            require(field, validity, (rows + 7) / 8);
        }
        ArrowType type = field.getType();
        if (type instanceof ArrowType.Int whole) {
            require(field, next(buffers), rows * (whole.getBitWidth() / 8));
        } else if (type.equals(TableSchema.FLOAT32)) {
            require(field, next(buffers), rows * Float.BYTES);
        } else if (type.equals(TableSchema.FLOAT64)) {
            require(field, next(buffers), rows * Double.BYTES);
        } else if (type instanceof ArrowType.Bool) {
            require(field, next(buffers), (rows + 7) / 8);
        } else if (type.equals(TableSchema.TEXT)) {
            long end = end(field, next(buffers), rows);
            require(field, next(buffers), end);
        } else if (type instanceof ArrowType.List) {
            elements(field, end(field, next(buffers), rows));
        } else if (type instanceof ArrowType.FixedSizeList list) {
            elements(field, rows * list.getListSize());
        } else if (type instanceof ArrowType.Struct) {
            field.getChildren().forEach(child -> column(child, rows));
        } else {
            throw new DamagedStreamException("the column '" + field.getName() + "' has the Arrow type " + type);
        }
    }

    private void elements(Field list, long count) {
        column(list.getChildren().get(0), count);
    }

    /** Where the last of the rows ends. */
    private static long end(Field field, ArrowBuf offsets, long rows) {
        if (rows == 0) {
            return 0;
        }
        require(field, offsets, (rows + 1) * Integer.BYTES);
        int before = 0;
        for (long r = 0; r <= rows; r++) {
            int offset = offsets.getInt(r * Integer.BYTES);
            if (offset < before) {
                throw new DamagedStreamException(
                        "row " + Math.max(0, r - 1) + " of the column '" + field.getName() + "' ends before it begins");
            }
            before = offset;
        }
        return before;
    }

    private static void require(Field field, ArrowBuf buffer, long bytes) {
        if (buffer.capacity() < bytes) {
            throw new DamagedStreamException(
                    "the column '" + field.getName() + "' needs " + bytes + " bytes and has " + buffer.capacity());
        }
    }

    private static <T> T next(Iterator<T> parts) {
        if (!parts.hasNext()) {
            throw new DamagedStreamException("it has fewer columns than its schema");
        }
        return parts.next();
    }
}
