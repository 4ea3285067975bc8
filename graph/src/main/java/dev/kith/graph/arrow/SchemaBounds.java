package dev.kith.graph.arrow;

import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.Schema;

/**
 * Looks at a schema before Arrow follows it: damaged bytes can make a column its own child, or the same one the child of
 * many.
 */
final class SchemaBounds {
    /** A sparse vector is a struct of lists of numbers. */
    private static final int MOST_LEVELS = 3;

    private static final int MOST_FIELDS = 1 << 16;

    private int fields;

    private SchemaBounds() {}

    static void check(Message message) {
        if (!(message.header(new Schema()) instanceof Schema schema)) {
            throw new DamagedStreamException("its schema is empty");
        }
        if (schema.endianness() != Endianness.Little) {
            throw new DamagedStreamException("its numbers are big-endian");
        }
        SchemaBounds bounds = new SchemaBounds();
        for (int f = 0; f < schema.fieldsLength(); f++) {
            bounds.visit(schema.fields(f), MOST_LEVELS);
        }
    }

    private void visit(Field field, int levels) {
        if (levels == 0 || ++fields > MOST_FIELDS) {
            throw new DamagedStreamException("its schema has more columns, or columns in columns, than a graph has");
        }
        for (int c = 0; c < field.childrenLength(); c++) {
            visit(field.children(c), levels - 1);
        }
    }
}
